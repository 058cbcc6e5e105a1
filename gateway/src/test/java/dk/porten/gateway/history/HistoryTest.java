package dk.porten.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dk.porten.gateway.postgres.embedded.OwnServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two gateways and their PostgreSQL under contention, all of them killed in turn. {@code
 * -Dhistory.attempts=1000000} makes the run longer, {@code -Dhistory.seed} makes it another one.
 */
final class HistoryTest {
  private static final long WANTED = Long.getLong("history.attempts", 15_000);
  private static final long SEED = Long.getLong("history.seed", 20_261_201);

  /** What is kept in memory at once. */
  private static final long ATTEMPTS_A_ROUND = 20_000;

  private static final long ATTEMPTS_BETWEEN_FAULTS = 20_000;

  /** A run of any length strikes often enough to do everything. */
  private static final long LEAST_FAULTS = 6;

  private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(5 * WANTED);

  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  @Test
  void everything_gatewaysAndDatabaseKilled_breaksNoClause() {
    assertTimeoutPreemptively(PATIENCE, HistoryTest::run);
  }

  private static void run() throws Exception {
    try (TwoGateways gateways = TwoGateways.start(SERVER, "history")) {
      long between = Math.min(ATTEMPTS_BETWEEN_FAULTS, WANTED / LEAST_FAULTS);
      FaultInjector faults =
          new FaultInjector(gateways, FaultInjector.EVERYTHING, SEED, (int) between);
      HistoryRun run = new HistoryRun(gateways, faults, Deed.EVERYTHING);
      Figures figures = new Figures();
      for (int round = 0; isWanting(figures, faults); round++) {
        long seed = SEED + round;
        History history = run.make("round" + round, seed, Math.min(ATTEMPTS_A_ROUND, WANTED));
        List<Violation> found = new Checker(Limits.ONE_MACHINE).check(history);
        figures.add(history, found);
        assertThat(found.stream().limit(5))
            .as("the first of %d in round %d with seed %d", found.size(), round, seed)
            .isEmpty();
      }
      figures.add(faults.counts());
      System.out.println(figures);
    }
  }

  private static boolean isWanting(Figures figures, FaultInjector faults) {
    return figures.attempts() < WANTED
        || faults.counts().size() < FaultInjector.Kind.values().length;
  }
}
