package dk.porten.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.OwnServer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker on gateways whose database has a fault: it is found, by the clause it breaks. */
@Timeout(180)
final class SeededFaultsTest {
  private static final long SEED = 20_261_202;
  private static final int ATTEMPTS_A_ROUND = 2_000;
  private static final int MOST_ROUNDS = 10;

  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  @ParameterizedTest
  @EnumSource
  void history_databaseWithFault_breaksItsClause(SeededFault fault) throws Exception {
    try (TwoGateways gateways = TwoGateways.start(SERVER, fault.name().toLowerCase(Locale.ROOT))) {
      gateways.change(fault.statements());
      FaultInjector faults = new FaultInjector(gateways, fault.kills(), SEED, ATTEMPTS_A_ROUND / 4);
      HistoryRun run = new HistoryRun(gateways, faults, Deed.EVERYTHING);
      Set<Clause> broken = EnumSet.noneOf(Clause.class);
      int rounds = 0;
      while (rounds < MOST_ROUNDS && !isFound(fault, broken)) {
        History history = run.make("round" + rounds, SEED + rounds, ATTEMPTS_A_ROUND);
        new Checker(Limits.ONE_MACHINE).check(history).forEach(one -> broken.add(one.clause()));
        rounds++;
      }
      assertThat(broken).containsAnyElementsOf(fault.clauses());
    }
  }

  private static boolean isFound(SeededFault fault, Set<Clause> broken) {
    return broken.stream().anyMatch(fault.clauses()::contains);
  }
}
