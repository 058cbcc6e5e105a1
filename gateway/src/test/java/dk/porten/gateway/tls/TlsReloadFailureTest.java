package dk.porten.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.HeardLog;
import dk.porten.gateway.http.ScrapedMetrics;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Good files that are not taken: they are still being written, or cannot be served with. */
@Timeout(120)
final class TlsReloadFailureTest {
  private final Vertx vertx = Vertx.vertx();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().await();
    metrics.close();
  }

  @Test
  void newFiles_serverFails_isCountedAndToldOnceAndTriedAgain(@TempDir Path folder)
      throws TlsFilesUnusable {
    TestAuthority authority = new TestAuthority(folder);
    try (HeardLog log = new HeardLog()) {
      reload(authority, this::failTwice).begin();
      authority.present(authority.gateway());

      Eventually.holds("they are taken", () -> reloads("taken") == 1);
      assertThat(tries).hasValue(3);
      assertThat(reloads("refused")).isOne();
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("The new files of TLS are not taken", "no such server");
    }
  }

  /** A look between the two files, or within one, must not judge them. */
  @Test
  void newFiles_notTheSameTwice_areNeitherRefusedNorTaken(@TempDir Path folder)
      throws TlsFilesUnusable {
    TestAuthority authority = new TestAuthority(folder);
    X509Bundle next = authority.gateway();
    TlsReload reload = reload(authority, Future::succeededFuture);
    authority.put("tls.crt", next.getCertificatePathPEM());
    assertThatCode(reload::look).doesNotThrowAnyException();
    authority.put("tls.key", next.getPrivateKeyPEM());
    reload.look();

    assertThat(reloads("taken")).isZero();
    reload.look();
    assertThat(reloads("taken")).isOne();
  }

  private TlsReload reload(TestAuthority authority, Supplier<Future<?>> serving)
      throws TlsFilesUnusable {
    TlsRule rule =
        new TlsRule(
            authority.file("tls.crt"),
            authority.file("tls.key"),
            TlsVersions.ONLY_1_3,
            Optional.empty(),
            ClientAuth.NONE);
    TlsIdentity first = TlsIdentity.read(vertx, rule, clock.instant());
    return new TlsReload(vertx, rule, clock, first, options -> serving.get(), metrics.tls());
  }

  private Future<?> failTwice() {
    return tries.incrementAndGet() < 3
        ? Future.failedFuture(new IllegalStateException("no such server"))
        : Future.succeededFuture();
  }

  private double reloads(String outcome) {
    return ScrapedMetrics.find(
            metrics.scrape(), "porten_tls_reloads_total{outcome=\"" + outcome + "\"}")
        .orElseThrow();
  }
}
