package dk.porten.core.fact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache in front of a {@link FactSource} (docs/decisions/0027). A fact that is held is
 * the answer until it is invalidated, or dropped for want of room; one that is not is read, once
 * for all who ask meanwhile. Failures are not kept, and an invalidation during a read wins: those
 * who asked before it get what the read brings, but it is not kept, and whoever asks later has it
 * read again. Any thread may call.
 *
 * <p>Whoever changes what a fact is about invalidates it after the commit and before saying that it
 * is done; from then on this cache tells nothing older.
 */
public final class FactCache<K, F> {

  private final FactSource<K, F> source;
  private final Cache<K, F> held;
  // A key's entry is also the lock under which its held fact is replaced.
  private final ConcurrentHashMap<K, CompletableFuture<F>> loads = new ConcurrentHashMap<>();

  /**
   * @param maximumFacts how many facts are held at most
   */
  public FactCache(FactSource<K, F> source, long maximumFacts) {
    this.source = source;
    this.held =
        Caffeine.newBuilder()
            .maximumSize(maximumFacts)
            // Upkeep after a write takes less than waking another thread for it.
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  /**
   * Finds the fact about {@code key}; completed at once if it is held. The future is shared by all
   * who wait: they read it and leave its completion to the cache.
   */
  public CompletableFuture<F> find(K key) {
    F known = held.getIfPresent(key);
    return known == null ? load(key) : CompletableFuture.completedFuture(known);
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

  /** Forgets every fact, also those that are being read right now. */
  public void invalidateAll() {
    // In this order: a read that ends in between has left its fact among those held.
    loads.keySet().forEach(this::invalidate);
    held.invalidateAll();
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
    try {
      source.load(key).whenComplete((fact, failure) -> finish(key, mine, fact, failure));
    } catch (Throwable failure) {
      finish(key, mine, null, failure);
    }
    return mine;
  }

  private void finish(
      K key, CompletableFuture<F> mine, @Nullable F fact, @Nullable Throwable failure) {
    loads.computeIfPresent(
        key,
        (same, current) -> {
          if (current != mine) {
            return current;
          }
          if (fact != null) {
            held.put(key, fact);
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
}
