package dk.porten.gateway.auth;

import dk.porten.gateway.metrics.TokenMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, fetched again and again: periodically, and when a token names a key that is
 * not known. A fetch that fails leaves the last good ones (docs/decisions/0056). All fetching is on
 * a thread of its own; any thread may ask.
 */
final class LiveKeys implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveKeys.class);

  /**
   * Fetches that requests may cause: five in two seconds, which is within the deadline of one that
   * waits, and three at once, so that a key is found that came just after another fetch.
   */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private static final int AT_ONCE = 3;
  private static final long BETWEEN_LINES_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final KeySource source;
  private final Optional<KeptKeys> kept;
  private final Clock clock;
  private final TokenMetrics metrics;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "issuer-keys");
            daemon.setDaemon(true);
            return daemon;
          });
  private volatile Consumer<KeySet> listener = changed -> {};
  private volatile KeySet current;
  private volatile Instant fetchedAt;

  // Guarded by this.
  private @Nullable CompletableFuture<Void> underWay;
  private @Nullable KeySetUnavailable failure;
  private long begunNanos;
  private long allowedNanos;

  // Of the thread alone.
  private KeyFetch told = KeyFetch.OK;
  private long nextLineNanos = System.nanoTime();
  private boolean isKept = true;

  private LiveKeys(
      KeySource source,
      KeyCare care,
      Clock clock,
      TokenMetrics metrics,
      KeySet keys,
      Instant fetchedAt) {
    this.source = source;
    this.kept = kept(source, care);
    this.clock = clock;
    this.metrics = metrics;
    this.current = keys;
    this.fetchedAt = fetchedAt;
    begunNanos = System.nanoTime();
    allowedNanos = begunNanos - AT_ONCE * PAUSE_NANOS;
  }

  /**
   * Opens them with the keys that the issuer has now; if it is away, with the last ones that were
   * kept. Blocks.
   *
   * @throws KeySetUnavailable if there are neither
   */
  static LiveKeys open(KeySource source, KeyCare care, Clock clock, TokenMetrics metrics) {
    for (KeyFetch outcome : KeyFetch.values()) {
      metrics.fetches(outcome.code());
    }
    LiveKeys keys = opened(source, care, clock, metrics);
    metrics.watchKeySet(() -> keys.age().toMillis() / 1e3);
    long refreshMillis = care.refresh().toMillis();
    var unused =
        keys.thread.scheduleWithFixedDelay(
            keys::refresh, refreshMillis, refreshMillis, TimeUnit.MILLISECONDS);
    return keys;
  }

  private static LiveKeys opened(
      KeySource source, KeyCare care, Clock clock, TokenMetrics metrics) {
    try {
      KeySet fetched = source.read();
      metrics.fetches(KeyFetch.OK.code()).increment();
      var keys = new LiveKeys(source, care, clock, metrics, fetched, clock.instant());
      keys.keep();
      return keys;
    } catch (KeySetUnavailable away) {
      metrics.fetches(away.outcome().code()).increment();
      KeptKeys.Kept last = kept(source, care).flatMap(KeptKeys::find).orElseThrow(() -> away);
      LOG.warn("{}; those fetched at {} are used", away.getMessage(), last.fetchedAt());
      var keys = new LiveKeys(source, care, clock, metrics, last.keys(), last.fetchedAt());
      keys.failure = away;
      keys.told = away.outcome();
      return keys;
    }
  }

  private static Optional<KeptKeys> kept(KeySource source, KeyCare care) {
    return care.keptFile().filter(file -> source.isFar()).map(file -> new KeptKeys(file, source));
  }

  /** Returns the keys that are good now, and from now on tells when they change. */
  KeySet listen(Consumer<KeySet> onChange) {
    listener = onChange;
    return current;
  }

  /**
   * As {@link Callers#newerKeys}. Whoever comes between two fetches waits for the next one, unless
   * a fetch has told already that their key is none.
   *
   * @param firstNanos when the same token first came, which may be long before this request
   */
  synchronized Optional<CompletionStage<Void>> newerThan(long askedNanos, long firstNanos) {
    if (underWay != null) {
      return Optional.of(underWay);
    }
    long now = System.nanoTime();
    long next = nextNanos(now);
    boolean mayFetch = next - now <= 0;
    boolean isNew = begunNanos - firstNanos < 0 && failure == null;
    if (begunNanos - askedNanos < 0 && (mayFetch || isNew)) {
      allowedNanos = next;
      return Optional.of(begin(Math.max(0, next - now)));
    }
    return failure == null
        ? Optional.empty()
        : Optional.of(CompletableFuture.failedFuture(failure));
  }

  /** Returns when the next fetch for requests may be. */
  private long nextNanos(long now) {
    long earliest = now - AT_ONCE * PAUSE_NANOS;
    return (allowedNanos - earliest < 0 ? earliest : allowedNanos) + PAUSE_NANOS;
  }

  private synchronized void refresh() {
    if (underWay == null) {
      var unused = begin(0);
    }
  }

  private CompletableFuture<Void> begin(long delayNanos) {
    assert Thread.holdsLock(this);
    var fetch = new CompletableFuture<Void>();
    try {
      var unused = thread.schedule(() -> fetch(fetch), delayNanos, TimeUnit.NANOSECONDS);
      underWay = fetch;
    } catch (RejectedExecutionException closed) {
      fetch.completeExceptionally(stopped());
    }
    return fetch;
  }

  private void fetch(CompletableFuture<Void> fetch) {
    KeySetUnavailable failed = null;
    synchronized (this) {
      begunNanos = System.nanoTime();
    }
    try {
      take(source.read());
    } catch (KeySetUnavailable unavailable) {
      failed = unavailable;
    } catch (Throwable bug) {
      LOG.error("Fetching the key set of the token issuer failed", bug);
      failed = new KeySetUnavailable(KeyFetch.CUT_OFF, "see the error before", true);
    }
    KeyFetch outcome = failed == null ? KeyFetch.OK : failed.outcome();
    metrics.fetches(outcome.code()).increment();
    tell(outcome, failed);
    synchronized (this) {
      failure = failed;
      underWay = null;
    }
    if (failed == null) {
      fetch.complete(null);
    } else {
      fetch.completeExceptionally(failed);
    }
  }

  private void take(KeySet fetched) {
    KeySet before = current;
    fetchedAt = clock.instant();
    if (!fetched.hasAllOf(before) || !before.hasAllOf(fetched)) {
      current = fetched;
      listener.accept(fetched);
      LOG.info(
          "The token issuer's keys have changed: {} now, {}",
          fetched.size(),
          fetched.hasAllOf(before) ? "none withdrawn" : "some withdrawn");
    }
    keep();
  }

  /** A start without the issuer is not worth stopping for. */
  private void keep() {
    try {
      if (kept.isPresent()) {
        kept.get().keep(current, fetchedAt);
        isKept = true;
      }
    } catch (IOException unwritable) {
      if (isKept) {
        LOG.warn("GATEWAY_JWKS_KEPT_FILE cannot be written: {}", unwritable.toString());
      }
      isKept = false;
    }
  }

  /** Logs what came of a fetch if it is something else than last time, or a minute ago. */
  private void tell(KeyFetch outcome, @Nullable KeySetUnavailable failed) {
    boolean isNews = outcome != told;
    told = outcome;
    if (failed == null) {
      if (isNews) {
        LOG.info("The token issuer's key set can be used again");
      }
    } else if (outcome != KeyFetch.STOPPED && (isNews || System.nanoTime() - nextLineNanos >= 0)) {
      nextLineNanos = System.nanoTime() + BETWEEN_LINES_NANOS;
      LOG.warn("{}; those fetched at {} are used", failed.getMessage(), fetchedAt);
    }
  }

  private Duration age() {
    return Duration.between(fetchedAt, clock.instant());
  }

  private static KeySetUnavailable stopped() {
    return new KeySetUnavailable(KeyFetch.STOPPED, "the gateway was told to stop", false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    CompletableFuture<Void> last;
    synchronized (this) {
      last = underWay;
    }
    if (last != null) {
      last.completeExceptionally(stopped());
    }
  }
}
