package dk.porten.gateway.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in answers. */
final class MomentsTest {
  private static final int MOMENTS = 100_000;

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T08:00:00Z, 2026-12-01T08:00:00Z",
    "2026-12-01T08:00:00.999999999Z, 2026-12-01T08:00:00Z",
    "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00Z",
    "-0001-12-31T23:59:59Z, -0001-12-31T23:59:59Z",
  })
  void format_moment_isWholeSecondsInUtc(String moment, String expected) {
    assertThat(Moments.format(Instant.parse(moment))).isEqualTo(expected);
  }

  @Test
  void format_anyMoment_isThatOfTheLibrary() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < MOMENTS; i++) {
      Instant moment =
          Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L), 5);

      assertThat(Moments.format(moment))
          .as("seed %d", seed)
          .isEqualTo(moment.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }
}
