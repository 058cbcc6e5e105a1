package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are bounded, and slow clients cut off. */
@Timeout(120)
final class ConnectionWatchTest {
  private static final String ENDED = "porten_connections_ended_total{reason=\"%s\"}";
  private static final String READ =
      "porten_requests_seconds_count{endpoint=\"openapi\",outcome=\"ok\"}";
  private static final String GET = "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final String GET_MUCH = "GET /openapi.yaml HTTP/1.1\r\nHost: t\r\n\r\n";

  @RegisterExtension
  static final RunningGateway GATEWAY =
      RunningGateway.onTestDatabase("GATEWAY_REQUEST_SECONDS", "1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\n",
        GET + "GET ",
        "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
            + "Content-Length: 20\r\nAuthorization: TOKEN\r\n\r\n{\"user",
      })
  void request_notWholeInTime_isCutOff(String start) throws Exception {
    double before = ended("slow-request");
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(start.startsWith(GET) ? GET : "");
      if (start.startsWith(GET)) {
        connection.read();
      }
      connection.send(start.replace(GET, "").replace("TOKEN", RunningGateway.TOKEN));

      assertThat(connection.endsQuietly()).isTrue();
    }
    assertThat(ended("slow-request")).isEqualTo(before + 1);
  }

  @Test
  void connection_waitsForRequestsOrLinesOfAStream_isKept() throws Exception {
    try (RawConnection idle = GATEWAY.connect();
        LineStream stream = LineStream.open(GATEWAY)) {
      idle.send(GET).read();
      request_notWholeInTime_isCutOff("GET ");
      request_notWholeInTime_isCutOff("GET ");

      assertThat(idle.send(GET).read().status()).isEqualTo(200);
      assertThat(stream.send("{\"userId\":\"stb\"}\n").read()).contains("invalid");
    }
  }

  @Test
  void answers_notTaken_areNotPiledUpAndTheConnectionIsCutOff() throws Exception {
    int requests = 5_000;
    double before = GATEWAY.count(READ);
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(GET_MUCH.repeat(requests));

      Eventually.holds("it is cut off", () -> ended("slow-reader") == 1);
      // Each has 136 kB; the kernel takes some megabytes, and one read brings some hundred.
      assertThat(GATEWAY.count(READ) - before).isBetween(1.0, requests / 4.0);
      assertThatThrownBy(() -> readAll(connection, requests)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connections_asManyAsThereMayBe_anotherOneIsClosedUntilOneIsGone() throws Exception {
    try (RunningGateway bounded = GATEWAY.startAnother("GATEWAY_MAX_CONNECTIONS", "2");
        RawConnection first = bounded.connect()) {
      assertThat(first.send(GET).read().status()).isEqualTo(200);
      try (RawConnection second = bounded.connect()) {
        assertThat(second.send(GET).read().status()).isEqualTo(200);
        try (RawConnection third = bounded.connect()) {
          assertThat(third.endsQuietly()).isTrue();
        }
        assertThat(bounded.metric("porten_connections")).isEqualTo(2);
        assertThat(bounded.metric(ENDED.formatted("too-many"))).isEqualTo(1);
      }
      Eventually.holds("one is gone", () -> bounded.metric("porten_connections") == 1);
      try (RawConnection next = bounded.connect()) {
        assertThat(next.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  private static void readAll(RawConnection connection, int answers) throws IOException {
    for (int i = 0; i < answers; i++) {
      connection.read();
    }
  }

  private static double ended(String reason) {
    return GATEWAY.metric(ENDED.formatted(reason));
  }
}
