package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More batches than a gateway with little patience takes. */
@Timeout(120)
final class OverloadTest {
  private static final String PATH = "/v1/user-id-checks/batch";
  private static final String SHED = "porten_requests_shed_total{priority=\"%s\"}";
  private static final int CONNECTIONS = 100;
  private static final String BODY =
      IntStream.range(0, 1_000)
          .mapToObj(i -> "\"overload-" + i + "\"")
          .collect(Collectors.joining(",", "{\"userIds\":[", "]}"));

  @RegisterExtension
  static final RunningGateway GATEWAY =
      RunningGateway.onTestDatabase("GATEWAY_DEADLINE_MILLIS", "50");

  @Test
  void overloaded_batch_isRefusedBeforeItsCallerIsKnownAndItsConnectionGoesOn() throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(GATEWAY.connect());
      }
      Eventually.holds("one without a token is refused", () -> isRefused(connections));

      assertThat(GATEWAY.metric(SHED.formatted("batches"))).isPositive();
      assertThat(GATEWAY.metric(SHED.formatted("writes"))).isZero();
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  /** Has all ask at the same time, once with a token and once without, and reads the replies. */
  private static boolean isRefused(List<RawConnection> connections) {
    try {
      for (RawConnection connection : connections) {
        connection.send(request("Authorization: " + RunningGateway.TOKEN + "\r\n") + request(""));
      }
      boolean isRefused = false;
      for (RawConnection connection : connections) {
        assertThat(connection.read().status()).isIn(200, 503);
        Reply reply = connection.read();
        assertThat(reply.problem()).isIn("401 unauthorized", "503 overloaded");
        if (reply.status() == 503) {
          assertThat(reply.header("retry-after")).matches("[1-4]");
          isRefused = true;
        }
      }
      return isRefused;
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static String request(String header) {
    return "POST "
        + PATH
        + " HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: "
        + BODY.length()
        + "\r\n"
        + header
        + "\r\n"
        + BODY;
  }
}
