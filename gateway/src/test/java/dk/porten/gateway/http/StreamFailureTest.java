package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream in which the gateway itself fails: it ends, and is not left open. */
@Timeout(60)
final class StreamFailureTest {
  private static final String LINE = "{\"userId\":\"stb\"}\n";
  private static final String FAILED =
      "porten_requests_seconds_count{endpoint=\"user-id-checks-stream\",outcome=\"internal-error\"}";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private final HeardLog log = new HeardLog();
  private final double before = GATEWAY.count(FAILED);

  @AfterEach
  void stop() {
    GATEWAY.clock().setBroken(false);
    log.close();
  }

  @Test
  void failure_nothingWasAnswered_isA500AndTheLastOne() throws IOException {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(LineStream.HEAD.replace("Host: t", "Host: t\r\nExpect: 100-continue"));
      connection.awaitContinue();
      connection.beginBody();
      GATEWAY.clock().setBroken(true);
      connection.send("%x\r\n%s\r\n".formatted(LINE.length(), LINE));

      Reply head = connection.readHead();
      assertThat(head.status()).isEqualTo(500);
      assertThat(head.header("connection")).isEqualTo("close");
      assertThat(new String(connection.readChunk(), UTF_8)).contains("/problems/internal-error");
      assertThat(connection.readChunk()).isEmpty();
      assertThat(connection.endsQuietly()).isTrue();
    }
    assertIsCountedAndLoggedOnce();
  }

  @Test
  void failure_somethingWasAnswered_cutsTheStreamOff() throws IOException {
    try (LineStream stream = LineStream.open(GATEWAY)) {
      assertThat(stream.send(LINE).read()).contains("invalid");
      GATEWAY.clock().setBroken(true);
      stream.send(LINE);

      assertThatThrownBy(stream::read).isInstanceOf(EOFException.class);
    }
    assertIsCountedAndLoggedOnce();
  }

  private void assertIsCountedAndLoggedOnce() {
    GATEWAY.clock().setBroken(false);
    assertThat(GATEWAY.count(FAILED)).isEqualTo(before + 1);
    assertThat(log.errors().stream().filter(error -> error.startsWith("Request ")))
        .singleElement()
        .asString()
        .endsWith(" to user-id-checks-stream failed");
  }
}
