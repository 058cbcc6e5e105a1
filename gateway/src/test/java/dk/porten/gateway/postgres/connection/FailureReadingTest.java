package dk.porten.gateway.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a server says is read in ServerCheckTest and DatabaseTlsTest. */
final class FailureReadingTest {

  @Test
  void of_heapThatIsTooSmall_endsTheStartAndSaysWhatToDo() {
    var failure = new OutOfMemoryError("Java heap space");
    assertThat(FailureReading.isOurs(failure)).isFalse();
    assertThat(FailureReading.of(failure))
        .isEqualTo(new FailureReading(FailureReading.TOO_MUCH, false));
  }

  @Test
  void isOurs_errorsOtherThanThat() {
    assertThat(FailureReading.isOurs(new AssertionError())).isTrue();
  }
}
