package dk.porten.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of strong Kleene logic. */
class TruthTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # one   | other   | and     | or
          FALSE   | FALSE   | FALSE   | FALSE
          FALSE   | UNKNOWN | FALSE   | UNKNOWN
          FALSE   | TRUE    | FALSE   | TRUE
          UNKNOWN | FALSE   | FALSE   | UNKNOWN
          UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
          UNKNOWN | TRUE    | UNKNOWN | TRUE
          TRUE    | FALSE   | FALSE   | TRUE
          TRUE    | UNKNOWN | UNKNOWN | TRUE
          TRUE    | TRUE    | TRUE    | TRUE
          """)
  void andOr_everyPair_kleene(Truth one, Truth other, Truth and, Truth or) {
    assertThat(one.and(other)).isEqualTo(and);
    assertThat(one.or(other)).isEqualTo(or);
  }

  @Test
  void of_known_neverUnknown() {
    assertThat(Truth.of(true)).isEqualTo(Truth.TRUE);
    assertThat(Truth.of(false)).isEqualTo(Truth.FALSE);
  }
}
