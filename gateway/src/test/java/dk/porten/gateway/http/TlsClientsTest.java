package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.tls.TestAuthority;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers who have to show a certificate, or are asked for one. */
@Timeout(120)
final class TlsClientsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.somewhere();
  private static final String GET = "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\n\r\n";

  @RegisterExtension
  static final RunningGateway GATEWAY =
      RunningGateway.onTestDatabase(
              AUTHORITY.variables("GATEWAY_TLS_CLIENT_CA", AUTHORITY.authorities().toString()))
          .by(AUTHORITY.callers(AUTHORITY.caller("bank")));

  @Test
  void required_certificateOfTheAuthority_isTaken() {
    assertThat(GATEWAY.get("/v1/reason-codes").status()).isEqualTo(200);
  }

  @Test
  void required_none_isRefused() {
    assertRefused(GATEWAY, AUTHORITY.callers());
  }

  @Test
  void required_certificateOfAnotherAuthority_isRefused() {
    X509Bundle foreign = TestAuthority.somewhere().caller("bank");

    assertRefused(GATEWAY, AUTHORITY.callers(foreign));
  }

  @Test
  void required_certificateThatEnded_isRefused() {
    X509Bundle ended =
        AUTHORITY.issue(
            TestAuthority.builder()
                .subject("CN=bank")
                .notAfter(Instant.parse("2021-01-01T00:00:00Z")));

    assertRefused(GATEWAY, AUTHORITY.callers(ended));
  }

  @Test
  void requested_noneIsTaken_aForeignOneIsNot() throws Exception {
    try (RunningGateway asking =
        GATEWAY.startAnother(
            AUTHORITY.variables(
                "GATEWAY_TLS_CLIENT_CA",
                AUTHORITY.authorities().toString(),
                "GATEWAY_TLS_CLIENT_AUTH",
                "requested"))) {
      for (SSLContext callers :
          new SSLContext[] {AUTHORITY.callers(), AUTHORITY.callers(AUTHORITY.caller("bank"))}) {
        assertThat(asking.by(callers).get("/v1/reason-codes").status()).isEqualTo(200);
      }
      assertRefused(asking, AUTHORITY.callers(TestAuthority.somewhere().caller("bank")));
    }
  }

  /** With TLS 1.3 a caller hears of it only with the first answer. */
  private static void assertRefused(RunningGateway gateway, SSLContext callers) {
    assertThatThrownBy(
            () -> {
              try (RawConnection connection =
                  new RawConnection(
                      new CheckedClient(callers).connectTls("127.0.0.1", gateway.port()))) {
                connection.send(GET).read();
              }
            })
        .isInstanceOf(IOException.class);
  }
}
