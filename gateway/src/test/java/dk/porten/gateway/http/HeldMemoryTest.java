package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What callers can have held in memory: who has most is cut off, whatever loop it is on. */
@Timeout(180)
final class HeldMemoryTest {
  private static final String BATCH = "/v1/user-id-checks/batch";
  private static final String HELD = "porten_held_bytes";
  private static final String CUT_OFF =
      "porten_connections_ended_total{reason=\"held-too-much\"}";
  private static final int KIBIBYTE = 1024;

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private final List<RawConnection> connections = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  /** Connections come to the loops in turn: with each offset the last one is on another loop. */
  @Test
  void memory_moreThanThereMayBe_whoHasMostIsCutOff_whicheverLoopNotices() throws IOException {
    for (int offset = 0; offset < 4; offset++) {
      try (RunningGateway small = GATEWAY.startAnother("GATEWAY_HELD_MEBIBYTES", "1")) {
        RawConnection largest = begin(small, BATCH, 500);
        Eventually.holds("it is let in", () -> small.metric(HELD) > 400 * KIBIBYTE);
        for (int i = 0; i < offset; i++) {
          connections.add(small.connect());
        }
        int others = 0;
        while (small.metric(CUT_OFF) == 0) {
          begin(small, "/v1/user-id-checks", 60);
          others++;
        }
        assertThat(others).as("as many as there is room for").isBetween(8, 14);
        assertThat(largest.endsQuietly()).isTrue();
        assertThat(small.metric("porten_connections")).isEqualTo(others + offset);
      }
    }
  }

  /** Sends all of a body but its end. */
  private RawConnection begin(RunningGateway gateway, String path, int kibibytes)
      throws IOException {
    RawConnection connection = gateway.connect();
    connections.add(connection);
    String head =
        "POST %s HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, RunningGateway.TOKEN, kibibytes * KIBIBYTE);
    return connection.send(head).send(" ".repeat(kibibytes * KIBIBYTE - 1));
  }
}
