package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserIdForm.Malformed;
import dk.porten.core.userid.UserIdForm.WellFormed;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user-ID clauses, a row a case, clause first. */
class UserIdClauseTest {

  private static final Instant NOW = Instant.parse("2026-12-03T10:00:00Z");
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);

  private final UserIdDecision decision =
      CompiledPack.of(Packs.pack("mitid-national")).userId().orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          U1 | PORTEN            | porten
          U1 | ABCXYZÆØÅ         | abcxyzæøå
          U1 | porte\u212A       | portek
          U1 | \u212Bbcde        | åbcde
          U1 | A\u030Abcde       | åbcde
          U1 | abcd\u037E        | abcd;
          U1 | abcd\u017F        | abcd\u017F
          U1 | abcd\u0130        | abcd\u0130
          U1 | abcd\u0131        | abcd\u0131
          U1 | abcdÉ             | abcdÉ
          U1 | abcd\uFF11        | abcd\uFF11
          U1 | '  Ab  '          | '  ab  '
          U1 | 'Ab  Cd'          | 'ab  cd'
          """)
  void decide_text_canonicalForm(String clause, String text, String canonical) {
    assertThat(decision.decide(text).canonical()).as(clause).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          U1 | porte\u212A  | ''
          U1 | a\u030Abcde  | ''
          U1 | abcd\u037E   | ''
          U1 | abcde\u017F  | forbidden-character@5
          U1 | abcde\u0131  | forbidden-character@5
          U1 | abcde\uFF11  | forbidden-character@5
          U2 | ''           | too-short
          U2 | abcd         | too-short
          U2 | abcde        | ''
          U2 | abca\u030A   | too-short
          U2 | abcda\u030A  | ''
          U2 | abcdefghijklmnopqrstuvwxyzæøå0123456789{}!#$^,*(   | ''
          U2 | abcdefghijklmnopqrstuvwxyzæøå0123456789{}!#$^,*()  | too-long
          U3 | abcdefghijklmnopqrstuvwxyzæøå                      | ''
          U3 | ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ                      | ''
          U3 | 0123456789{}!#$^,*()_+-=:;?.@                      | ''
          U3 | 'ab cd'      | ''
          U3 | ab&cd        | forbidden-character@2
          U3 | ab/c%d       | forbidden-character@2 forbidden-character@4
          U3 | ab\u00A0cd   | forbidden-character@2
          U3 | abécd        | forbidden-character@2
          U3 | abe\u0301cd  | forbidden-character@2
          U3 | \uD83D\uDE00bcd& | forbidden-character@0 forbidden-character@4
          U4 | ' abcd'      | leading-space
          U4 | 'abcd '      | trailing-space
          U4 | '      '     | leading-space trailing-space
          U5 | 012345678    | ''
          U5 | 0123456789   | ten-digits
          U5 | 01234567890  | ''
          U5 | 012345678a   | ''
          U6 | 610190-0000  | cpr-number
          U6 | '610190 0000'| cpr-number
          U6 | 910190-0000  | cpr-number
          U6 | 920190-0000  | ''
          U6 | 910490-0000  | ''
          U6 | 900490-0000  | cpr-number
          U6 | 890200-0000  | cpr-number
          U6 | 890201-0000  | ''
          U6 | 890204-0000  | cpr-number
          U6 | 880201-0000  | cpr-number
          U6 | 900204-0000  | ''
          U6 | 310299-0000  | ''
          U6 | 320190-0000  | ''
          U6 | 600190-0000  | ''
          U6 | 000190-0000  | ''
          U6 | 610090-0000  | ''
          U6 | 611390-0000  | ''
          U6 | 611290-0000  | cpr-number
          U6 | 610190_0000  | ''
          U6 | 610190-000   | ''
          U6 | 610190-00000 | ''
          U6 | a610190-0000 | ''
          U8 | ' a&b '      | forbidden-character@2 leading-space trailing-space
          U8 | ' & '        | too-short forbidden-character@1 leading-space trailing-space
          U8 | ' &'         | too-short forbidden-character@1 leading-space
          """)
  void decide_text_violations(String clause, String text, String violations) {
    assertThat(violations(decision.decide(text))).as(clause).isEqualTo(violations);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          U7 | +1000000000-12-31T23:59:59.999999999Z | PT0S         | taken
          U7 | +1000000000-12-31T23:59:59.999999999Z | PT30.000001S | taken
          U7 | +1000000000-12-31T23:59:59.999999999Z | PT999999H    | taken
          U7 | 2026-12-03T10:00:00.000001Z           | PT0S         | taken
          U7 | 2026-12-03T10:00:00.000001Z           | PT30.000001S | taken
          U7 | 2026-12-03T10:00:00Z                  | PT0S         | taken
          U7 | 2026-12-03T10:00:00Z                  | PT30S        | taken
          U7 | 2026-12-03T10:00:00Z                  | PT30.000001S | unknown
          U7 | 2026-12-02T10:00:00Z                  | PT-5S        | taken
          U7 |                                       | PT0S         | available
          U7 |                                       | PT30S        | available
          U7 |                                       | PT30.000001S | unknown
          U7 |                                       | PT-5S        | available
          """)
  void decide_fact_verdict(
      String clause, @Nullable Instant takenUntil, Duration age, String verdict) {
    var fact = new UserIdFact(takenUntil);
    assertThat(UserIdVerdict.decide(fact, NOW, NOW.minus(age), MAX_STALENESS).code())
        .as(clause)
        .isEqualTo(verdict);
  }

  @Test
  void decide_noFact_unknown() {
    assertThat(UserIdVerdict.decide(null, NOW, NOW, MAX_STALENESS))
        .isEqualTo(UserIdVerdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          U7 | Porten        | pORTEN   | true
          U7 | a\u030Abcde   | Åbcde    | true
          U7 | porten        | port en  | false
          U7 | abcdø         | abcdo    | false
          """)
  void equals_canonicalForms_sameUserId(String clause, String one, String other, boolean same) {
    assertThat(userId(one).equals(userId(other))).as(clause).isEqualTo(same);
    assertThat(userId(one).hashCode() == userId(other).hashCode()).as(clause).isEqualTo(same);
  }

  @Test
  void toString_anyForm_showsNothingOfTheText() {
    assertThat(userId("porten")).hasToString("UserId");
    assertThat(decision.decide("port&n")).hasToString("Malformed");
  }

  private UserId userId(String text) {
    return ((WellFormed) decision.decide(text)).userId();
  }

  private static String violations(UserIdForm form) {
    return form instanceof Malformed malformed
        ? malformed.violations().stream()
            .map(UserIdClauseTest::written)
            .collect(Collectors.joining(" "))
        : "";
  }

  private static String written(Violation violation) {
    String code = violation.code().code();
    return violation.index() == null ? code : code + "@" + violation.index();
  }
}
