package dk.porten.core.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.SeededCases;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the decision with {@link VisitOracle} on random cases, one seed a case (V1–V5). */
class VisitOracleTest {

  private static final int CASES = 100_000;
  private static final int SLOW_CASES = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"mitid-national", "mitid-herning", "nemid-herning"})
  void decide_randomCases_verdictAndChecklistAgreeWithOracle(String id) {
    CompiledPack pack = CompiledPack.of(Packs.pack(id));
    Map<String, Long> seen = SeededCases.countKinds(CASES, seed -> checkSaid(pack, seed));
    assertThat(seen)
        .containsOnlyKeys("READY", "NOT_READY", "NEEDS_ASSESSMENT")
        .allSatisfy((verdict, count) -> assertThat(count).as(verdict).isGreaterThan(1_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mitid-national", "mitid-herning", "nemid-herning"})
  void decide_randomCases_earliestOnIsFoundDayByDay(String id) {
    CompiledPack pack = CompiledPack.of(Packs.pack(id));
    Map<String, Long> seen = SeededCases.countKinds(SLOW_CASES, seed -> checkDay(pack, seed));
    assertThat(seen)
        .containsOnlyKeys("on the day", "later", "not within a year")
        .allSatisfy((when, count) -> assertThat(count).as(when).isGreaterThan(50));
  }

  /** Returns the kinds that the case is one of. */
  private static Stream<String> checkSaid(CompiledPack pack, long seed) {
    var oracle = new VisitOracle(pack);
    VisitCase visit = visit(pack, seed);
    VisitAnswer answer = decide(pack, visit);
    assertThat(answer.verdict()).as("seed %d", seed).isEqualTo(oracle.verdict(visit));
    assertThat(answer.checklist())
        .as("seed %d", seed)
        .extracting(item -> VisitOracle.mark(item.done()) + item.code().code())
        .isEqualTo(oracle.checklist(visit));
    return Stream.of(answer.verdict().name());
  }

  /** Returns the kinds that the case is one of. */
  private static Stream<String> checkDay(CompiledPack pack, long seed) {
    VisitCase visit = visit(pack, seed);
    VisitAnswer answer = decide(pack, visit);
    Optional<LocalDate> expected = new VisitOracle(pack).earliestOn(visit);
    assertThat(Optional.ofNullable(answer.earliestOn())).as("seed %d", seed).isEqualTo(expected);
    boolean isToday = expected.equals(Optional.of(visit.question().documents().on()));
    return Stream.of(isToday ? "on the day" : expected.isPresent() ? "later" : "not within a year");
  }

  private static VisitCase visit(CompiledPack pack, long seed) {
    return VisitCases.next(new SplittableRandom(seed), pack.witness().isPresent());
  }

  private static VisitAnswer decide(CompiledPack pack, VisitCase visit) {
    return pack.visit().orElseThrow().decide(visit.question(), visit.fact(), visit.wishes());
  }
}
