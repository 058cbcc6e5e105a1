package dk.porten.gateway.budget;

import dk.porten.core.userid.KeyTable;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a check of a user ID costs more because its client has a budget: the rate, and the user ID
 * that counts once a day. The hash of the user ID is made for the directory anyway, and the clock
 * was read. Beside it bucket4j's local bucket, in place of our rate.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClientAccountBenchmark {

  private static final int USER_IDS = 1 << 12;
  private static final int A_DAY = 1_000_000;
  private static final int MANY = 1_000_000_000;
  private static final Instant NOW = Instant.parse("2026-12-03T09:00:00Z");

  private final long[] keys = new Random(20_261_203).longs(USER_IDS).map(KeyTable::keyOf).toArray();
  private final UserId userId = UserId.recorded("stine.b");
  private final ClientAccount account = account(new ClientBudget(USER_IDS, MANY, 1, 1, 1, 1, 1));
  private final ClientAccount unlimited = account(ClientBudget.NO_LIMITS);
  private final Rate rate = new Rate(MANY, System.nanoTime());
  private final Bucket bucket =
      Bucket.builder()
          .addLimit(limit -> limit.capacity(MANY).refillGreedy(MANY, Duration.ofSeconds(1)))
          .build();

  private final ClientAccount asking = account(new ClientBudget(MANY, MANY, 1, 1, 1, 1, 1));

  private int next;
  private Instant today = NOW;

  /** Asks about each user ID once. */
  public ClientAccountBenchmark() {
    for (long key : keys) {
      boolean unused = account.ask(userId, key, NOW);
    }
  }

  private static ClientAccount account(ClientBudget budget) {
    return new Accounts(
            new Budgets(budget, Map.of()),
            client -> client,
            new GatewayMetrics().clients(),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .of("bank");
  }

  /** A check by a client with a budget, of a user ID that it asked about before. */
  @Benchmark
  public boolean budget() {
    account.check(1, System.nanoTime());
    return account.ask(userId, nextKey(), NOW);
  }

  /** A check of a user ID that is new to the client that day, of which it asks a million a day. */
  @Benchmark
  public boolean newUserId() {
    asking.check(1, System.nanoTime());
    if (++next % A_DAY == 0) {
      today = today.plus(Duration.ofDays(2));
    }
    return asking.ask(userId, KeyTable.keyOf(next * 0x9E3779B97F4A7C15L), today);
  }

  /** A check by a client without one. */
  @Benchmark
  public boolean noBudget() {
    unlimited.check(1, System.nanoTime());
    return unlimited.ask(userId, nextKey(), NOW);
  }

  /** The clock, which is read for each check in any case and is part of the others here. */
  @Benchmark
  public long clock() {
    return System.nanoTime() + nextKey();
  }

  /** The rate alone. */
  @Benchmark
  public boolean rate() {
    return rate.isTaken(1, System.nanoTime());
  }

  /** Bucket4j in its place. */
  @Benchmark
  public boolean bucket4j() {
    return bucket.tryConsume(1);
  }

  private long nextKey() {
    return keys[next++ & (USER_IDS - 1)];
  }
}
