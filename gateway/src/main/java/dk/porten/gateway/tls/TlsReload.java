package dk.porten.gateway.tls;

import dk.porten.gateway.metrics.TlsMetrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the files and has new ones served with, once they have come to rest and were found good.
 * Until then the ones before go on: no handshake ever meets a key that is not the certificate's.
 * The files are read again and again, which no kind of writing and no file system escapes
 * (docs/decisions/0065).
 */
public final class TlsReload {

  private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final TlsRule rule;
  private final Clock clock;
  private final Function<ServerSSLOptions, Future<?>> serving;
  private final Counter taken;
  private final Counter refused;
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private volatile TlsIdentity inForce;
  private TlsFiles seen;
  private String told = "";

  /**
   * @param inForce what is served with already
   * @param serving has new connections served with other options
   */
  public TlsReload(
      Vertx vertx,
      TlsRule rule,
      Clock clock,
      TlsIdentity inForce,
      Function<ServerSSLOptions, Future<?>> serving,
      TlsMetrics metrics) {
    this.vertx = vertx;
    this.rule = rule;
    this.clock = clock;
    this.inForce = inForce;
    this.serving = serving;
    seen = inForce.files();
    taken = metrics.reloads("taken");
    refused = metrics.reloads("refused");
    metrics.watchCertificate(() -> this.inForce.end());
  }

  /** Begins to watch. */
  public void begin() {
    vertx.setPeriodic(
        PAUSE.toMillis(),
        due -> {
          if (isLooking.compareAndSet(false, true)) {
            vertx
                .executeBlocking(
                    () -> {
                      look();
                      return this;
                    })
                .onFailure(this::tell)
                .onComplete(looked -> isLooking.set(false));
          }
        });
  }

  /**
   * Looks once. Files that differ from those of the last look may still be being written. What is
   * refused is tried at each look, because time may heal it, and told once.
   */
  void look() throws TlsFilesUnusable {
    TlsFiles files = TlsFiles.read(rule);
    boolean isAtRest = files.equals(seen);
    seen = files;
    if (files.equals(inForce.files())) {
      told = "";
    } else if (isAtRest) {
      TlsIdentity next = TlsIdentity.of(vertx, rule, files, clock.instant());
      serving.apply(next.options()).toCompletionStage().toCompletableFuture().join();
      inForce = next;
      told = "";
      taken.increment();
      LOG.info("New connections get the new files of TLS; the certificate ends at {}", next.end());
    }
  }

  /** Tells what is the matter with the files, or how else it failed to have them served with. */
  private void tell(Throwable failure) {
    boolean isOfTheFiles = failure instanceof TlsFilesUnusable;
    String why =
        isOfTheFiles
            ? String.valueOf(failure.getMessage()).replace("\n", "; ")
            : failure.toString();
    if (!why.equals(told)) {
      told = why;
      refused.increment();
      LOG.warn(
          "The new files of TLS are not taken, those before stay; their certificate ends at {}: {}",
          inForce.end(),
          why,
          isOfTheFiles ? null : failure);
    }
  }
}
