package dk.porten.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker on histories written by hand: each bad one is caught, and no good one accused. */
final class CheckerTest {
  private static final Checker CHECKER = new Checker(Limits.ONE_MACHINE);

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("bad")
  void check_badHistory_isCaught(Clause clause, String what, Script script) {
    assertThat(clauses(script)).as(what).containsExactly(clause);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dk.porten.gateway.history.GoodHistories#all")
  void check_goodHistory_isNotAccused(String what, Script script) {
    assertThat(CHECKER.check(script.history())).as(what).isEmpty();
  }

  @Test
  void check_badHistories_breakEveryClause() {
    Set<Object> broken = bad().map(row -> row.get()[0]).collect(Collectors.toSet());

    assertThat(broken).containsExactlyInAnyOrder((Object[]) Clause.values());
  }

  private static Set<Clause> clauses(Script script) {
    return CHECKER.check(script.history()).stream()
        .map(Violation::clause)
        .collect(Collectors.toSet());
  }

  static Stream<Arguments> bad() {
    return Stream.concat(BadReservations.all(), BadAttestations.all());
  }
}
