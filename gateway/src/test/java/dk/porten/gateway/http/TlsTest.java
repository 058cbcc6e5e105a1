package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.tls.TestAuthority;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who speak TLS, and those who should and do not. */
@Timeout(120)
final class TlsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.somewhere();
  private static final String ENDED = "porten_connections_ended_total{reason=\"handshake\"}";
  private static final String GET = "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final String CHECK = "/v1/user-id-checks";
  private static final String REPEATED = "porten_heads_repeated_total";
  private static final int SOME_FOR_EACH_LOOP = 16;
  private static final String QUESTION = "{\"userId\":\"stine.b\"}";

  @RegisterExtension
  static final RunningGateway GATEWAY =
      RunningGateway.onTestDatabase(AUTHORITY.variables("GATEWAY_REQUEST_SECONDS", "1"))
          .by(AUTHORITY.callers());

  @Test
  void request_ofAHttpClient_isAnswered() throws Exception {
    assertThat(GATEWAY.post(CHECK, QUESTION).verdict()).isEqualTo("available");
    try (SSLSocket socket = GATEWAY.connectTls()) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  /** Two callers offer HTTP/2 by ALPN, and one begins with it unasked. */
  @Test
  void http2_isNeverSpoken() throws Exception {
    try (SSLSocket socket = connect("TLSv1.3", "h2", "http/1.1")) {
      assertThat(socket.getApplicationProtocol()).isEmpty();
    }
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .sslContext(AUTHORITY.callers())
            .version(HttpClient.Version.HTTP_2)
            .build()
            .send(
                HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + GATEWAY.port() + "/v1/reason-codes"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.statusCode()).isEqualTo(200);
    try (RawConnection prior = GATEWAY.connect()) {
      prior.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(prior.read().status()).isEqualTo(505);
      assertThat(prior.endsQuietly()).isTrue();
    }
  }

  @Test
  void page_isToBeAskedForByTlsAlone_butNotOneInClear() {
    for (String page : new String[] {"/", "/docs", "/console", "/console/index.html"}) {
      assertThat(GATEWAY.get(page).header("strict-transport-security"))
          .isEqualTo("max-age=31536000");
    }
    try (RunningGateway clear = GATEWAY.startAnother()) {
      assertThat(clear.by(AUTHORITY.callers()).get("/console").headers())
          .doesNotContainKey("strict-transport-security");
    }
  }

  /** Still older ones the JVM does not speak, neither as a caller nor as a gateway. */
  @Test
  void version_olderThanTheMinimum_isRefused() {
    assertThatThrownBy(() -> connect("TLSv1.2").close())
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("protocol_version");
  }

  @Test
  void version12_byChoice_isTakenWithForwardSecrecyAndAuthenticatedEncryptionOnly()
      throws Exception {
    try (RunningGateway old =
        GATEWAY
            .startAnother(AUTHORITY.variables("GATEWAY_TLS_MINIMUM", "1.2"))
            .by(AUTHORITY.callers())) {
      try (SSLSocket socket = connect(old, new String[] {"TLSv1.2"})) {
        assertThat(socket.getSession().getCipherSuite()).matches("TLS_ECDHE_ECDSA_.*_GCM_.*");
      }
      try (SSLSocket socket = old.connectTls()) {
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      }
      assertSuiteRefused(old, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384");
    }
  }

  @Test
  void version12_certificateOfRsa_isTakenWithTheSameKindOfSuites() throws Exception {
    X509Bundle rsa =
        AUTHORITY.issue(TestAuthority.builder().addSanIpAddress("127.0.0.1").rsa2048());
    try (RunningGateway old =
        GATEWAY.startAnother(
            "GATEWAY_TLS_CERTIFICATE",
            AUTHORITY.put("rsa.crt", rsa.getCertificatePathPEM()).toString(),
            "GATEWAY_TLS_KEY",
            AUTHORITY.put("rsa.key", rsa.getPrivateKeyPEM()).toString(),
            "GATEWAY_TLS_MINIMUM",
            "1.2")) {
      try (SSLSocket socket = connect(old, new String[] {"TLSv1.2"})) {
        assertThat(socket.getSession().getCipherSuite()).matches("TLS_ECDHE_RSA_.*_GCM_.*");
      }
      assertSuiteRefused(old, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {GET, "\0\0\0\0\0\0\0\0", "SSH-2.0-x\r\n", "\26\3\3\0\5hello", "\26\3\1\377\377"})
  void noTls_isClosedAndCountedAndNoError(String garbage) throws Exception {
    double before = GATEWAY.metric(ENDED);
    try (HeardLog log = new HeardLog();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(garbage.getBytes(ISO_8859_1));
      assertThat(isEnded(socket)).isTrue();
      Eventually.holds("it is counted", () -> GATEWAY.metric(ENDED) == before + 1);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void garbage_afterTheHandshake_endsTheConnectionAndIsNoError() throws Exception {
    try (HeardLog log = new HeardLog();
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port());
        SSLSocket socket =
            (SSLSocket)
                AUTHORITY
                    .callers()
                    .getSocketFactory()
                    .createSocket(plain, "127.0.0.1", GATEWAY.port(), false)) {
      plain.setSoTimeout(20_000);
      socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      plain
          .getOutputStream()
          .write("\27\3\3\0\40garbage-garbage-garbage-garbage-".getBytes(ISO_8859_1));
      assertThat(isEnded(plain)).isTrue();
      passThroughEachLoop();
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void handshake_notInTime_isCutOff() throws Exception {
    double before = GATEWAY.metric(ENDED);
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port());
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port())) {
      // Less than the ten seconds that would be waited for without a word of ours.
      silent.setSoTimeout(8_000);
      slow.setSoTimeout(8_000);
      slow.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});

      assertThat(isEnded(silent)).isTrue();
      assertThat(isEnded(slow)).isTrue();
    }
    Eventually.holds("both are counted", () -> GATEWAY.metric(ENDED) == before + 2);
  }

  @Test
  void connections_inTheirHandshake_countToo() throws Exception {
    try (RunningGateway bounded =
            GATEWAY
                .startAnother(
                    AUTHORITY.variables(
                        "GATEWAY_MAX_CONNECTIONS", "1", "GATEWAY_REQUEST_SECONDS", "60"))
                .by(AUTHORITY.callers());
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), bounded.port())) {
      Eventually.holds("it counts", () -> bounded.metric("porten_connections") == 1);
      assertThatThrownBy(() -> bounded.connectTls().close()).isInstanceOf(IOException.class);
      assertThat(bounded.metric("porten_connections_ended_total{reason=\"too-many\"}"))
          .isEqualTo(1);
      assertThat(bounded.metric(ENDED)).isZero();

      silent.shutdownOutput();
      Eventually.holds("it is gone", () -> bounded.metric("porten_connections") == 0);
      try (RawConnection next = bounded.connect()) {
        assertThat(next.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  /** They have to come in one record of TLS. */
  @Test
  void heads_thatAreRepeated_areKnown() throws Exception {
    String check =
        "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
            + "Authorization: "
            + RunningGateway.TOKEN
            + "\r\nContent-Length: 20\r\n\r\n"
            + QUESTION;
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(connection.send(check).read().verdict()).isEqualTo("available");
      }
    }
    assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 9);
  }

  /** The caller sends on after the answer, and reads it all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void lastAnswer_callerSendsOn_isReadWhole(String version) throws Exception {
    try (RunningGateway old =
            GATEWAY
                .startAnother(AUTHORITY.variables("GATEWAY_TLS_MINIMUM", "1.2"))
                .by(AUTHORITY.callers());
        SSLSocket socket = connect(old, new String[] {version})) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                      + "Authorization: "
                      + RunningGateway.TOKEN
                      + "\r\nContent-Length: 200000\r\n\r\n")
                  .getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 413");
      socket.getOutputStream().write(new byte[100_000]);

      assertThat(socket.getInputStream().readAllBytes()).asString().contains("request-too-large");
    }
  }

  private static void assertSuiteRefused(RunningGateway gateway, String suite) {
    assertThatThrownBy(() -> connect(gateway, new String[] {"TLSv1.2"}, suite).close())
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("Received fatal alert: handshake_failure");
  }

  /** A loop that has ended a connection may log that only then. */
  private static void passThroughEachLoop() throws IOException {
    for (int i = 0; i < SOME_FOR_EACH_LOOP; i++) {
      try (RawConnection next = GATEWAY.connect()) {
        assertThat(next.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      // What TLS says of the fault before the end is passed over.
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static SSLSocket connect(String version, String... protocols) throws IOException {
    SSLSocket socket = unconnected(GATEWAY);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLSocket connect(RunningGateway gateway, String[] versions, String... suites)
      throws IOException {
    SSLSocket socket = unconnected(gateway);
    socket.setEnabledProtocols(versions);
    if (suites.length > 0) {
      socket.setEnabledCipherSuites(suites);
    }
    socket.startHandshake();
    return socket;
  }

  private static SSLSocket unconnected(RunningGateway gateway) throws IOException {
    return (SSLSocket)
        AUTHORITY.callers().getSocketFactory().createSocket("127.0.0.1", gateway.port());
  }
}
