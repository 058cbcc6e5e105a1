package dk.porten.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many checks a second, along a timeline in milliseconds. */
final class RateTest {
  private final Rate rate = new Rate(10, at(0));

  @Test
  void checks_aSecondsWorthAtOnce_areTaken_thenOneWheneverSomethingIsLeft() {
    for (int i = 0; i < 10; i++) {
      assertThat(rate.isTaken(1, at(0))).isTrue();
    }
    assertThat(rate.isTaken(1, at(0))).isFalse();
    assertThat(rate.isTaken(1, at(1))).isTrue();
    assertThat(rate.isTaken(1, at(100))).isFalse();
    assertThat(rate.isTaken(1, at(101))).isTrue();
    assertThat(rate.isTaken(1, at(200))).isFalse();
  }

  @Test
  void batch_largerThanWhatIsLeft_isTaken_andTheNextOneWaitsForIt() {
    assertThat(rate.isTaken(35, at(0))).isTrue();
    assertThat(rate.isTaken(1, at(2_499))).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toMillis(rate.emptyNanos(at(500)))).isEqualTo(2_000);
    assertThat(rate.isTaken(1, at(2_501))).isTrue();
  }

  @Test
  void bucket_leftAlone_holdsNoMoreThanASecondsWorth() {
    for (int i = 0; i < 10; i++) {
      assertThat(rate.isTaken(1, at(3_600_000))).isTrue();
    }
    assertThat(rate.isTaken(1, at(3_600_000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 1_000, -500_000_000, Long.MIN_VALUE})
  void clock_beginsAnywhere_isRead(long beginNanos) {
    var shifted = new Rate(1, beginNanos);
    assertThat(shifted.isTaken(1, beginNanos)).isTrue();
    assertThat(shifted.isTaken(1, beginNanos)).isFalse();
    assertThat(shifted.isTaken(1, beginNanos + TimeUnit.SECONDS.toNanos(1) + 1)).isTrue();
  }

  private static long at(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
