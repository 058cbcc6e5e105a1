package dk.porten.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void percentile_hundredAnswers_isTheOneAtThatRank() {
    for (int millis = 1; millis <= 100; millis++) {
      tally.countAnswer(millis);
    }

    assertThat(tally.percentileMillis(1.0)).isEqualTo(1.0);
    assertThat(tally.percentileMillis(50.0)).isEqualTo(50.0);
    assertThat(tally.percentileMillis(99.0)).isEqualTo(99.0);
    assertThat(tally.percentileMillis(99.9)).isEqualTo(100.0);
  }

  @Test
  void percentile_overAMinute_isAMinute() {
    tally.countAnswer(61_000);

    assertThat(tally.percentileMillis(99.0)).isEqualTo(60_000.0);
  }

  @Test
  void figures_nothingAsked_holdNoLimit() {
    assertThat(tally.percentileMillis(99.0)).isNaN();
    assertThat(tally.shedPercent()).isNaN();
    assertThat(new Judgement("of nothing", tally::shedPercent, () -> 100.0).holds()).isFalse();
  }

  @Test
  void shedPercent_isOfAllThatWasAsked() {
    tally.countAnswer(1);
    tally.countAnswer(1);
    tally.countShed();
    tally.countWrong();

    assertThat(tally.shedPercent()).isEqualTo(25.0);
    assertThat(tally.wrong()).isEqualTo(1);
  }
}
