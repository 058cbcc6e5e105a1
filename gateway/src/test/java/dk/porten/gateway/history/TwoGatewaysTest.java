package dk.porten.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.OwnServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that only check, while everything is killed in turn: all of it comes back. */
@Timeout(180)
final class TwoGatewaysTest {
  private static final long SEED = 20_261_201;

  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  @Test
  void checks_gatewaysAndDatabaseKilled_areAnsweredAgain() throws Exception {
    try (TwoGateways gateways = TwoGateways.start(SERVER, Map.of())) {
      Faults faults = new Faults(gateways, SEED, 100);
      Wire wire = new Wire(gateways::address, () -> "");
      HistoryRun run = new HistoryRun(gateways, faults, wire, Map.of(Deed.CHECK, 1));
      Figures figures = new Figures();
      int attempts = 1_000;
      for (int round = 0; faults.counts().size() < Faults.Kind.values().length; round++) {
        History history = run.make("round" + round, SEED + round, attempts, given -> {});
        List<Violation> found = new Checker(Limits.ONE_MACHINE).check(history);
        assertThat(found).as("seed " + (SEED + round)).isEmpty();
        figures.add(history, found);
      }
      figures.add(faults.counts());
      System.out.println(figures);
      assertThat(figures.attempts()).isGreaterThanOrEqualTo(attempts);
    }
  }
}
