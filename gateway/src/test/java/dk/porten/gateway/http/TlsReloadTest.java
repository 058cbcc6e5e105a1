package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.tls.TestAuthority;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files of TLS that change while callers come. */
@Timeout(120)
final class TlsReloadTest {
  private static final String TAKEN = "porten_tls_reloads_total{outcome=\"taken\"}";
  private static final String REFUSED = "porten_tls_reloads_total{outcome=\"refused\"}";
  private static final String END = "porten_tls_certificate_expiry_time_seconds";
  private static final String GET = "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final int SOME_FOR_EACH_LOOP = 16;

  @RegisterExtension static final RunningGateway DATABASE = RunningGateway.onTestDatabase();

  private final Path folder;
  private final TestAuthority authority;
  private RunningGateway gateway;

  TlsReloadTest(@TempDir Path folder) {
    this.folder = folder;
    authority = new TestAuthority(folder);
    gateway = DATABASE;
  }

  @BeforeEach
  void start() {
    gateway =
        DATABASE
            .startAnother(
                authority.variables(
                    "GATEWAY_TLS_CLIENT_CA",
                    authority.authorities().toString(),
                    "GATEWAY_TLS_CLIENT_AUTH",
                    "requested"))
            .by(authority.callers());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void newPair_isShownByEachLoop_andConnectionsLiveOn() throws Exception {
    X509Bundle next = authority.issue(gatewayUntil("2040-12-24T12:00:00Z"));
    try (RawConnection before = gateway.connect()) {
      assertThat(before.send(GET).read().status()).isEqualTo(200);
      authority.present(next);

      Eventually.holds("it is taken", () -> gateway.metric(TAKEN) == 1);
      assertThat(shown()).containsExactly(next.getCertificate().getSerialNumber());
      assertThat(gateway.metric(END))
          .isEqualTo(Instant.parse("2040-12-24T12:00:00Z").toEpochMilli() / 1e3);
      assertThat(before.send(GET).read().status()).isEqualTo(200);
      assertThat(gateway.metric(REFUSED)).isZero();
    }
  }

  /** All that was told at the start holds after it: Vert.x itself would fall back to its own. */
  @Test
  void newPair_minimumAndClientsAreAsBefore() throws Exception {
    authority.present(authority.gateway());
    Eventually.holds("it is taken", () -> gateway.metric(TAKEN) == 1);

    assertThatThrownBy(() -> connectWith("TLSv1.2").close()).isInstanceOf(IOException.class);
    X509Bundle foreign = TestAuthority.somewhere().caller("bank");
    assertThatThrownBy(() -> ask(authority.callers(foreign))).isInstanceOf(IOException.class);
    ask(authority.callers(authority.caller("bank")));
  }

  /** No handshake fails meanwhile, however long the second file takes. */
  @Test
  void keyAndCertificate_oneAfterTheOther_areTakenOnceTheyMatch() throws Exception {
    Set<BigInteger> old = shown();
    X509Bundle next = authority.gateway();
    try (HeardLog log = new HeardLog()) {
      authority.put("tls.crt", next.getCertificatePathPEM());

      Eventually.holds("it is refused", () -> gateway.metric(REFUSED) == 1);
      assertThat(shown()).isEqualTo(old);
      authority.put("tls.key", next.getPrivateKeyPEM());
      Eventually.holds("it is taken", () -> gateway.metric(TAKEN) == 1);
      assertThat(shown()).containsExactly(next.getCertificate().getSerialNumber());
      assertThat(gateway.metric(REFUSED)).isEqualTo(1);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("GATEWAY_TLS_KEY is refused: it is not the key of the first certificate")
          .doesNotContain("PRIVATE");
    }
  }

  @Test
  void newFiles_ofNoUse_areRefusedOnceAndThoseBeforeStay() throws Exception {
    Set<BigInteger> old = shown();
    authority.present(authority.issue(gatewayUntil("2026-11-30T00:00:00Z")));
    Eventually.holds("it is refused", () -> gateway.metric(REFUSED) == 1);

    Files.delete(folder.resolve("tls.key"));
    Eventually.holds("its loss is told", () -> gateway.metric(REFUSED) == 2);
    assertThat(shown()).isEqualTo(old);
    assertThat(gateway.metric(TAKEN)).isZero();
  }

  /** A certificate that is ahead of our clock is taken once it is in force, without a change. */
  @Test
  void newPair_ofTomorrow_isTakenTomorrow() throws Exception {
    X509Bundle next =
        authority.issue(
            TestAuthority.builder()
                .addSanIpAddress("127.0.0.1")
                .notBefore(gateway.clock().instant().plusSeconds(3_600)));
    authority.present(next);
    Eventually.holds("it is refused", () -> gateway.metric(REFUSED) == 1);

    gateway.clock().advance(Duration.ofHours(2));
    Eventually.holds("it is taken", () -> gateway.metric(TAKEN) == 1);
  }

  /** As Kubernetes does it: the files are links through a link to a folder, which is exchanged. */
  @Test
  void folder_exchangedByItsLink_isNoticed(@TempDir Path mounted) throws Exception {
    X509Bundle first = authority.gateway();
    X509Bundle second = authority.gateway();
    Path data = mounted.resolve("..data");
    Files.createSymbolicLink(data, folder(mounted, "1", first));
    for (String name : new String[] {"tls.crt", "tls.key"}) {
      Files.createSymbolicLink(mounted.resolve(name), Path.of("..data", name));
    }
    try (RunningGateway linked =
        DATABASE
            .startAnother(
                "GATEWAY_TLS_CERTIFICATE",
                mounted.resolve("tls.crt").toString(),
                "GATEWAY_TLS_KEY",
                mounted.resolve("tls.key").toString())
            .by(authority.callers())) {
      Path link = Files.createSymbolicLink(mounted.resolve("new"), folder(mounted, "2", second));
      Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);

      Eventually.holds("it is taken", () -> linked.metric(TAKEN) == 1);
      try (SSLSocket socket = linked.connectTls()) {
        assertThat(certificate(socket).getSerialNumber())
            .isEqualTo(second.getCertificate().getSerialNumber());
      }
      assertThat(linked.metric(REFUSED)).isZero();
    }
  }

  /** Nor does a session help that was begun before. */
  @Test
  void authorityOfCallers_exchanged_countsForNewConnections() throws Exception {
    SSLContext former = authority.callers(authority.caller("bank"));
    TestAuthority other = TestAuthority.somewhere();
    ask(former);
    authority.put("ca.pem", Files.readString(other.authorities()));
    Eventually.holds("it is taken", () -> gateway.metric(TAKEN) == 1);

    assertThatThrownBy(() -> ask(former)).isInstanceOf(IOException.class);
    ask(authority.callers(other.caller("bank")));
  }

  private void ask(SSLContext callers) throws IOException {
    try (RawConnection connection =
        new RawConnection(new CheckedClient(callers).connectTls("127.0.0.1", gateway.port()))) {
      assertThat(connection.send(GET).read().status()).isEqualTo(200);
    }
  }

  /** Returns the serial numbers of what new connections are shown, on all loops. */
  private Set<BigInteger> shown() throws IOException {
    Set<BigInteger> shown = new HashSet<>();
    for (int i = 0; i < SOME_FOR_EACH_LOOP; i++) {
      try (SSLSocket socket =
          new CheckedClient(authority.callers()).connectTls("127.0.0.1", gateway.port())) {
        shown.add(certificate(socket).getSerialNumber());
      }
    }
    return shown;
  }

  private SSLSocket connectWith(String version) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            authority.callers().getSocketFactory().createSocket("127.0.0.1", gateway.port());
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return socket;
  }

  private static X509Certificate certificate(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private static CertificateBuilder gatewayUntil(String end) {
    return TestAuthority.builder().addSanIpAddress("127.0.0.1").notAfter(Instant.parse(end));
  }

  private static Path folder(Path mounted, String name, X509Bundle pair) throws IOException {
    Path folder = Files.createDirectory(mounted.resolve(name));
    Files.writeString(folder.resolve("tls.crt"), pair.getCertificatePathPEM());
    Files.writeString(folder.resolve("tls.key"), pair.getPrivateKeyPEM());
    return Path.of(name);
  }
}
