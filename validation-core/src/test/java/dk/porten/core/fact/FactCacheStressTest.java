package dk.porten.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Many readers and one writer: whoever asks after an invalidation has returned sees no fact from
 * before it.
 */
class FactCacheStressTest {

  private static final int INVALIDATIONS = 20_000;
  private static final int READERS = 3;
  private static final String KEY = "key";

  private final AtomicLong truth = new AtomicLong();
  private final AtomicLong announced = new AtomicLong();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final CountDownLatch start = new CountDownLatch(READERS + 1);

  @Test
  void find_afterInvalidate_neverAnOlderFact() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    ExecutorService database = Executors.newFixedThreadPool(2);
    try {
      var cache =
          new FactCache<String, Long>(
              // Answered by another task than reads, so that an invalidation may come between.
              key ->
                  CompletableFuture.supplyAsync(truth::get, database)
                      .thenApplyAsync(Function.identity(), database),
              10);
      var readers = new CompletableFuture<?>[READERS];
      for (int i = 0; i < READERS; i++) {
        readers[i] = CompletableFuture.runAsync(() -> read(cache), threads);
      }
      var writer = CompletableFuture.runAsync(() -> write(cache), threads);
      CompletableFuture.allOf(readers).get(60, TimeUnit.SECONDS);
      writer.get(60, TimeUnit.SECONDS);
      assertThat(cache.find(KEY).get(60, TimeUnit.SECONDS)).isEqualTo(INVALIDATIONS);
    } finally {
      threads.shutdownNow();
      database.shutdownNow();
    }
  }

  /** Starts a read before each invalidation, so that it may end at any time after. */
  private void write(FactCache<String, Long> cache) {
    meet();
    try {
      for (long fact = 1; fact <= INVALIDATIONS; fact++) {
        var before = cache.find(KEY);
        truth.set(fact);
        cache.invalidate(KEY);
        announced.set(fact);
        var after = cache.find(KEY);
        assertThat(before.join()).isBetween(fact - 1, fact);
        assertThat(after.join()).isEqualTo(fact);
        assertThat(cache.find(KEY).join()).isEqualTo(fact);
        cache.invalidate(KEY);
      }
    } finally {
      isOver.set(true);
    }
  }

  private void read(FactCache<String, Long> cache) {
    meet();
    while (!isOver.get()) {
      long oldest = announced.get();
      assertThat(cache.find(KEY).join()).isGreaterThanOrEqualTo(oldest);
    }
  }

  private void meet() {
    start.countDown();
    try {
      assertThat(start.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
