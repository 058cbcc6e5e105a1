package dk.porten.core.fact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache in front of a {@link FactSource}. A fact is answered from here while it is fresh;
 * then it is read again, once for all who ask meanwhile. If that fails, the fact that is still held
 * is the answer, and its {@code asOf} tells its age; if none is held, the failure is. Failures are
 * not kept, and an invalidation during a load wins: what that load brings is not kept. Any thread
 * may call.
 */
public final class FactCache<K, F> {

  private record Held<F>(F fact, long readNanos) {}

  private final FactSource<K, F> source;
  private final long freshNanos;
  private final Ticker ticker;
  private final Cache<K, Held<F>> held;
  // A key's entry is also the lock under which its held fact is replaced.
  private final ConcurrentHashMap<K, CompletableFuture<F>> loads = new ConcurrentHashMap<>();

  /**
   * @param maximumFacts how many facts are held at most
   * @param fresh how long a fact is answered without being read again
   * @param ticker the passing of time, in nanoseconds
   */
  public FactCache(FactSource<K, F> source, long maximumFacts, Duration fresh, Ticker ticker) {
    this.source = source;
    this.freshNanos = fresh.toNanos();
    this.ticker = ticker;
    this.held = Caffeine.newBuilder().maximumSize(maximumFacts).recordStats().build();
  }

  /**
   * Finds the fact about {@code key}; completed at once if it is held and fresh. The future is
   * shared by all who wait: they read it and leave its completion to the cache.
   */
  public CompletableFuture<F> find(K key) {
    Held<F> known = held.getIfPresent(key);
    if (known != null && ticker.read() - known.readNanos < freshNanos) {
      return CompletableFuture.completedFuture(known.fact);
    }
    CompletableFuture<F> loading = load(key);
    return known == null ? loading : loading.exceptionally(failure -> heldOr(key, failure));
  }

  /** Forgets the fact about {@code key}, also the one that is being read right now. */
  public void invalidate(K key) {
    loads.compute(
        key,
        (same, load) -> {
          held.invalidate(key);
          return null;
        });
  }

  /** Returns how often facts were held, missed and dropped since the start. */
  public CacheStats stats() {
    return held.stats();
  }

  /** Returns about how many facts are held. */
  public long size() {
    return held.estimatedSize();
  }

  private CompletableFuture<F> load(K key) {
    var mine = new CompletableFuture<F>();
    CompletableFuture<F> other = loads.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    long askedNanos = ticker.read();
    try {
      source
          .load(key)
          .whenComplete((fact, failure) -> finish(key, mine, askedNanos, fact, failure));
    } catch (Throwable failure) {
      finish(key, mine, askedNanos, null, failure);
    }
    return mine;
  }

  private void finish(
      K key,
      CompletableFuture<F> mine,
      long askedNanos,
      @Nullable F fact,
      @Nullable Throwable failure) {
    loads.computeIfPresent(
        key,
        (same, current) -> {
          if (current != mine) {
            return current;
          }
          if (fact != null) {
            held.put(key, new Held<>(fact, askedNanos));
          }
          return null;
        });
    if (fact != null) {
      mine.complete(fact);
    } else {
      mine.completeExceptionally(
          failure == null ? new IllegalStateException("the source told no fact") : failure);
    }
  }

  private F heldOr(K key, Throwable failure) {
    Held<F> known = held.policy().getIfPresentQuietly(key);
    if (known == null) {
      throw failure instanceof CompletionException completion
          ? completion
          : new CompletionException(failure);
    }
    return known.fact;
  }
}
