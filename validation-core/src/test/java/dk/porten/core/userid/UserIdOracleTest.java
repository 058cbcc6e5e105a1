package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.SeededCases;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.userid.UserIdForm.Malformed;
import dk.porten.core.userid.UserIdForm.WellFormed;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the decision with {@link UserIdOracle} on random texts, one seed a text (U1–U6, U8). */
class UserIdOracleTest {

  private static final int TEXTS = 1_000_000;
  private static final String WELL_FORMED = "well-formed";

  private final UserIdDecision decision =
      CompiledPack.of(Packs.pack("mitid-national")).userId().orElseThrow();

  private record Judged(String canonical, List<Violation> violations) {}

  @Test
  void decide_randomTexts_agreesWithOracle() {
    Map<String, Long> seen = SeededCases.countKinds(TEXTS, this::check);
    assertThat(seen)
        .containsOnlyKeys(
            WELL_FORMED,
            ReasonCode.TOO_SHORT.code(),
            ReasonCode.TOO_LONG.code(),
            ReasonCode.FORBIDDEN_CHARACTER.code(),
            ReasonCode.LEADING_SPACE.code(),
            ReasonCode.TRAILING_SPACE.code(),
            ReasonCode.TEN_DIGITS.code(),
            ReasonCode.CPR_NUMBER.code())
        .allSatisfy((code, count) -> assertThat(count).as(code).isGreaterThan(10_000));
  }

  /** Returns the kinds that the text is one of. */
  private Stream<String> check(long seed) {
    String text = new UserIdTexts(new SplittableRandom(seed)).next();
    String canonical = UserIdOracle.canonical(text);
    var expected = new Judged(canonical, UserIdOracle.violations(canonical));
    assertThat(judge(text)).as("seed %d", seed).isEqualTo(expected);
    return expected.violations.isEmpty()
        ? Stream.of(WELL_FORMED)
        : expected.violations.stream().map(violation -> violation.code().code()).distinct();
  }

  private Judged judge(String text) {
    UserIdForm form = decision.decide(text);
    if (form instanceof Malformed malformed) {
      assertThat(malformed.violations()).isNotEmpty();
      return new Judged(malformed.canonical(), malformed.violations());
    }
    return new Judged(((WellFormed) form).userId().canonical(), List.of());
  }
}
