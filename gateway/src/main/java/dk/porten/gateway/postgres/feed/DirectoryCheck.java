package dk.porten.gateway.postgres.feed;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the directory in memory with the database at intervals (docs/decisions/0034). Only a
 * fault can make them differ; the {@link ChangeFeed} then reads everything anew.
 */
public final class DirectoryCheck {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryCheck.class);

  /**
   * A directory from a file is compared soon: nobody knows what was done to the database meanwhile.
   */
  private static final Duration AFTER_RESTORING = Duration.ofMinutes(1);

  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final WorkerExecutor worker;
  private final HeldDirectory directory;
  private final Duration interval;
  private final Clock clock;
  private volatile boolean hasDrifted;
  private volatile Instant checkedAt = Instant.EPOCH;
  private volatile boolean isClosed;

  public DirectoryCheck(
      Vertx vertx,
      WorkerExecutor worker,
      HeldDirectory directory,
      Duration interval,
      Clock clock,
      GatewayMetrics metrics) {
    this.vertx = vertx;
    this.worker = worker;
    this.directory = directory;
    this.interval = interval;
    this.clock = clock;
    metrics.watchDirectoryCheck(() -> hasDrifted, () -> checkedAt);
  }

  /** Begins; never checks if the interval is zero. */
  public void start() {
    boolean isSoon = directory.isFromFile() && interval.compareTo(AFTER_RESTORING) > 0;
    if (!interval.isZero()) {
      checkIn(isSoon ? AFTER_RESTORING : interval);
    }
  }

  /** Checks no more. */
  public void close() {
    isClosed = true;
  }

  private void checkIn(Duration pause) {
    vertx.setTimer(pause.toMillis(), due -> check());
  }

  private void check() {
    if (isClosed) {
      return;
    }
    worker
        .executeBlocking(directory::compare, false)
        .onComplete(
            isSame -> {
              hasDrifted = !isSame;
              checkedAt = clock.instant();
              if (!isSame) {
                LOG.error("The directory in memory was not the database's: it is read anew");
              }
              checkIn(interval);
            },
            failure -> {
              if (!isClosed) {
                LOG.warn(
                    "The directory was not compared with the database: {}",
                    failure.getClass().getSimpleName());
              }
              checkIn(BEFORE_ANOTHER_TRY);
            });
  }
}
