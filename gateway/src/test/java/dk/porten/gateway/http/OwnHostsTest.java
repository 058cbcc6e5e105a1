package dk.porten.gateway.http;

import static dk.porten.gateway.http.HeadRequests.check;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo is asked by the names of its own machine: no site's name can be made to lead there. */
final class OwnHostsTest {
  private static final String MISDIRECTED = "421 misdirected-request";

  @RegisterExtension static final RunningGateway DEMO = RunningGateway.demo();
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost:80", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:1"})
  void host_ofThisMachine_isAnswered(String host) throws IOException {
    assertThat(DEMO.sendRaw(get("/v1/reason-codes", host)).status()).isEqualTo(200);
    assertThat(manage("/health/ready", host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "[::]",
        "2130706433",
        "xlocalhost"
      })
  void host_other_isRefusedWhateverIsAsked(String host) throws IOException {
    for (String path : new String[] {"/v1/reason-codes", "/console", "/none", "/"}) {
      assertThat(DEMO.sendRaw(get(path, host)).problem()).isEqualTo(MISDIRECTED);
    }
    assertThat(DEMO.sendRaw(get("http://" + host + "/v1/reason-codes", host)).problem())
        .isEqualTo(MISDIRECTED);
    // Proxies name what they like when they ask for health, and there is nothing of citizens there.
    assertThat(manage("/health/ready", host)).isEqualTo(200);
  }

  @Test
  void host_otherBehindAKnownHead_isRefused() throws IOException {
    String other = new String(check("stine.b"), US_ASCII);
    String own = other.replace("Host: t\r", "Host: localhost\r");
    assertThat(own).isNotEqualTo(other);
    double before = DEMO.metric("porten_heads_repeated_total");
    try (RawConnection connection = DEMO.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send(own).read().verdict()).isEqualTo("available");
      }
      assertThat(DEMO.metric("porten_heads_repeated_total")).isEqualTo(before + 2);
      assertThat(connection.send(other).read().problem()).isEqualTo(MISDIRECTED);
      assertThat(connection.endsQuietly()).isTrue();
    }
  }

  @Test
  void host_anyWithTokens_isAnswered() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(DATABASE.address())) {
      assertThat(gateway.sendRaw(get("/v1/reason-codes", "bank.example")).status()).isEqualTo(200);
      try (RawConnection connection = gateway.connectToManagement()) {
        connection.send(get("/health/ready", "pod-7"));
        assertThat(connection.readUnchecked().status()).isEqualTo(200);
      }
    }
  }

  private static int manage(String path, String host) throws IOException {
    try (RawConnection connection = DEMO.connectToManagement()) {
      return connection.send(get(path, host)).readUnchecked().status();
    }
  }

  private static byte[] get(String target, String host) {
    return ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(US_ASCII);
  }
}
