package dk.porten.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dk.porten.gateway.http.ScrapedMetrics;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.tls.TestAuthority;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An issuer over HTTPS. While a test runs the JVM trusts one authority, and no other. */
@Timeout(60)
final class IssuerTlsTest {
  private static final Set<TokenAlgorithm> ALL = Set.of(TokenAlgorithm.values());
  private static final TestAuthority TRUSTED = TestAuthority.somewhere();

  private final SSLContext usual = SSLContext.getDefault();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String published = TestTokens.keySetOf("ec").encode();
  private HttpsServer server = listen(0, TRUSTED.gateway());

  IssuerTlsTest() throws NoSuchAlgorithmException {}

  @BeforeEach
  void trust() {
    SSLContext.setDefault(TRUSTED.callers());
  }

  @AfterEach
  void end() {
    server.stop(0);
    SSLContext.setDefault(usual);
  }

  @Test
  void read_certificateOfATrustedAuthority_hasTheKeys() {
    assertThat(source().read().has("ec")).isTrue();
  }

  @Test
  void read_certificateNotTrusted_isToldApartAndNothingIsAskedOfIt() {
    X509Bundle foreign = TestAuthority.somewhere().gateway();
    X509Bundle ofAnotherName = TRUSTED.issue(TestAuthority.builder().addSanDnsName("hush.example"));
    X509Bundle ended =
        TRUSTED.issue(
            TestAuthority.builder()
                .addSanIpAddress("127.0.0.1")
                .notAfter(Instant.parse("2021-01-01T00:00:00Z")));
    for (X509Bundle certificate : new X509Bundle[] {foreign, ofAnotherName, ended}) {
      show(certificate);

      assertThatThrownBy(() -> source().read())
          .isInstanceOfSatisfying(
              KeySetUnavailable.class,
              refused -> {
                assertThat(refused.outcome()).isEqualTo(KeyFetch.TLS);
                assertThat(refused.mayPass()).isFalse();
              })
          .hasMessageEndingWith("the certificate of its issuer is not trusted, at the key set");
    }
    assertThat(asked).hasValue(0);
  }

  /** Somebody stands in the issuer's place. */
  @Test
  void refresh_certificateNotTrusted_keysOfBeforeStay() {
    try (var metrics = new GatewayMetrics();
        var live =
            LiveKeys.open(
                source(),
                new KeyCare(Duration.ofDays(1), Optional.empty()),
                new TestClock("2026-12-01T08:00:00Z"),
                metrics.tokens())) {
      show(TestAuthority.somewhere().gateway());
      published = TestTokens.keySetOf("ed").encode();
      long now = System.nanoTime();

      assertThatThrownBy(() -> live.newerThan(now, now).orElseThrow().toCompletableFuture().join())
          .hasCauseInstanceOf(KeySetUnavailable.class);
      KeySet kept = live.listen(changed -> {});
      assertThat(kept.has("ec")).isTrue();
      assertThat(kept.has("ed")).isFalse();
      assertThat(
              ScrapedMetrics.find(
                  metrics.scrape(), "porten_issuer_keys_fetches_total{outcome=\"tls\"}"))
          .hasValue(1);
      assertThat(asked).hasValue(1);
    }
  }

  /** Has it come back with another certificate. */
  private void show(X509Bundle certificate) {
    int port = server.getAddress().getPort();
    server.stop(0);
    server = listen(port, certificate);
  }

  private HttpsServer listen(int port, X509Bundle certificate) {
    try {
      HttpsServer listening =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      listening.setHttpsConfigurator(new HttpsConfigurator(TRUSTED.callers(certificate)));
      listening.createContext("/", this::answer);
      listening.start();
      return listening;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private KeySource source() {
    return KeySource.of("https://127.0.0.1:" + server.getAddress().getPort() + "/keys", ALL);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      byte[] body = published.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
