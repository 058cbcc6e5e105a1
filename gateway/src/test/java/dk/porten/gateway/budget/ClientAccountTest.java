package dk.porten.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.userid.KeyTable;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several event loops ask for the same client at the same time: its budgets are exact. */
final class ClientAccountTest {
  private static final int BUDGET = 1_000;
  private static final int THREADS = 4;
  private static final int ASKED = 3 * BUDGET;
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final AtomicInteger answered = new AtomicInteger();

  @Test
  void userIds_ofAllThreads_areExactlyAsManyAsThereAre() {
    ClientAccount account = account();

    inThreads(i -> account.ask(UserId.recorded("u" + i), KeyTable.keyOf(i * 31L), NOW));

    assertThat(account.userIds().used(DailyMarks.day(NOW.getEpochSecond()))).isEqualTo(BUDGET);
    assertThat(answered.get()).isBetween(BUDGET, THREADS * BUDGET);
  }

  @Test
  void holds_ofAllThreads_areExactlyAsManyAsMayBeOpen() {
    ClientAccount account = account();

    inThreads(i -> account.hold(UUID.randomUUID(), Duration.ofMinutes(1), NOW));

    assertThat(answered.get()).isEqualTo(BUDGET);
    assertThat(account.holds().open(NOW.getEpochSecond())).isEqualTo(BUDGET);
  }

  @Test
  void attestations_ofAllThreads_areExactlyAsManyAsThereAre() {
    ClientAccount account = account();

    inThreads(i -> account.attested(account.attest(NOW), NOW));

    assertThat(answered.get()).isEqualTo(BUDGET);
  }

  /** Two gateways can let a client exceed a budget before they know of each other. */
  @Test
  void userIds_exceededOnSeveralGateways_knownOnesAreAnsweredAndNoOthers() {
    ClientAccount account = account();
    long day = DailyMarks.day(NOW.getEpochSecond());
    List<UserId> asked = List.of(UserId.recorded("u0"), UserId.recorded("u1"));
    for (int i = 0; i < BUDGET + 10; i++) {
      account.userIds().keep(day, KeyTable.keyOf(i * 31L));
    }

    assertThat(account.askAll(asked, new long[] {KeyTable.keyOf(0), KeyTable.keyOf(31)}, NOW))
        .isEqualTo(new BitSet());
    assertThatThrownBy(() -> account.ask(UserId.recorded("new"), KeyTable.keyOf(-5), NOW))
        .isInstanceOf(TooManyRequestsException.class);
  }

  /** Has each thread ask the same questions in the same order; counts those that are answered. */
  private void inThreads(IntConsumer question) {
    CompletableFuture.allOf(
            IntStream.range(0, THREADS)
                .mapToObj(
                    thread ->
                        CompletableFuture.runAsync(
                            () -> askAll(question), task -> new Thread(task).start()))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private void askAll(IntConsumer question) {
    for (int i = 0; i < ASKED; i++) {
      try {
        question.accept(i);
        answered.incrementAndGet();
      } catch (TooManyRequestsException ended) {
        // counted by what is missing
      }
    }
  }

  private static ClientAccount account() {
    var budget = new ClientBudget(BUDGET, BUDGET, BUDGET, BUDGET, BUDGET, 1, 1);
    return new Accounts(
            new Budgets(budget, Map.of()),
            client -> client,
            new GatewayMetrics().clients(),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .of("bank");
  }
}
