package dk.porten.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A cache's life as a scripted timeline: the source's answers come by hand. */
class FactCacheTest {

  private static final String KEY = "key";

  private final ScriptedSource source = new ScriptedSource();
  private final FactCache<String, String> cache = new FactCache<>(source, 100);

  @Test
  void find_held_notReadAgain() {
    hold("fact");
    assertThat(cache.find(KEY)).isCompletedWithValue("fact");
    assertThat(cache.find(KEY)).isCompletedWithValue("fact");
    assertThat(source.loads()).isEqualTo(1);
  }

  @Test
  void find_whileReading_oneReadForAll() {
    var one = cache.find(KEY);
    var other = cache.find(KEY);
    var elsewhere = cache.find("other key");
    assertThat(source.loads()).isEqualTo(2);
    source.answer(1, "fact");
    assertThat(one).isCompletedWithValue("fact");
    assertThat(other).isCompletedWithValue("fact");
    assertThat(elsewhere).isNotDone();
  }

  @Test
  void find_nothingHeldAndReadFails_theFailureWhichIsNotKept() {
    CompletableFuture<String> failed = cache.find(KEY);
    source.fail(1, "down");
    assertThat(failed).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("down");
    CompletableFuture<String> again = cache.find(KEY);
    assertThat(again).isNotDone();
    source.answer(2, "fact");
    assertThat(again).isCompletedWithValue("fact");
  }

  @Test
  void find_invalidatedAndReadFails_theFailure() {
    hold("old");
    cache.invalidate(KEY);
    CompletableFuture<String> found = cache.find(KEY);
    source.fail(2, "down");
    assertThat(found).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("down");
  }

  @Test
  void find_readFailsAfterInvalidation_theFailureAndTheNextReadStays() {
    CompletableFuture<String> before = cache.find(KEY);
    cache.invalidate(KEY);
    CompletableFuture<String> after = cache.find(KEY);
    source.fail(1, "down");
    assertThat(before).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("down");
    source.answer(2, "new");
    assertThat(after).isCompletedWithValue("new");
  }

  @Test
  void find_sourceThrows_theFailureWhichIsNotKept() {
    var throwing = new AtomicLong();
    var faulty =
        new FactCache<String, String>(
            key -> {
              if (throwing.incrementAndGet() == 1) {
                throw new IllegalStateException("thrown");
              }
              return CompletableFuture.completedFuture("fact");
            },
            100);
    assertThat(faulty.find(KEY))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("thrown");
    assertThat(faulty.find(KEY)).isCompletedWithValue("fact");
  }

  @Test
  void invalidate_held_readAgain() {
    hold("old");
    cache.invalidate(KEY);
    assertThat(cache.find(KEY)).isNotDone();
    assertThat(source.loads()).isEqualTo(2);
  }

  @Test
  void invalidate_otherKey_stillHeld() {
    hold("old");
    cache.invalidate("other key");
    assertThat(cache.find(KEY)).isCompletedWithValue("old");
  }

  @Test
  void invalidate_whileReading_earlierCallersGetTheirsAndItIsNotKept() {
    var before = cache.find(KEY);
    cache.invalidate(KEY);
    source.answer(1, "old");
    assertThat(before).isCompletedWithValue("old");
    assertThat(cache.find(KEY)).isNotDone();
    assertThat(source.loads()).isEqualTo(2);
  }

  @Test
  void invalidate_whileReading_laterCallersGetANewRead() {
    var before = cache.find(KEY);
    cache.invalidate(KEY);
    var after = cache.find(KEY);
    assertThat(source.loads()).isEqualTo(2);
    source.answer(2, "new");
    source.answer(1, "old");
    assertThat(before).isCompletedWithValue("old");
    assertThat(after).isCompletedWithValue("new");
    assertThat(cache.find(KEY)).isCompletedWithValue("new");
  }

  @Test
  void invalidate_whileReading_theOldReadLeavesTheNewOneUnderWay() {
    var before = cache.find(KEY);
    cache.invalidate(KEY);
    var after = cache.find(KEY);
    source.answer(1, "old");
    assertThat(before).isCompletedWithValue("old");
    var joined = cache.find(KEY);
    assertThat(source.loads()).isEqualTo(2);
    source.answer(2, "new");
    assertThat(after).isCompletedWithValue("new");
    assertThat(joined).isCompletedWithValue("new");
  }

  @Test
  void invalidateAll_held_everyKeyReadAgain() {
    hold("old");
    CompletableFuture<String> other = cache.find("other key");
    source.answer(2, "old");
    assertThat(other).isCompletedWithValue("old");
    cache.invalidateAll();
    assertThat(cache.find(KEY)).isNotDone();
    assertThat(cache.find("other key")).isNotDone();
    assertThat(source.loads()).isEqualTo(4);
  }

  @Test
  void invalidateAll_whileReading_earlierCallersGetTheirsAndItIsNotKept() {
    var before = cache.find(KEY);
    cache.invalidateAll();
    var after = cache.find(KEY);
    source.answer(1, "old");
    assertThat(before).isCompletedWithValue("old");
    assertThat(after).isNotDone();
    source.answer(2, "new");
    assertThat(after).isCompletedWithValue("new");
    assertThat(cache.find(KEY)).isCompletedWithValue("new");
  }

  @Test
  void find_moreKeysThanMaximum_sizeStaysBounded() {
    var bounded =
        new FactCache<Integer, String>(key -> CompletableFuture.completedFuture("fact"), 100);
    for (int key = 0; key < 10_000; key++) {
      assertThat(bounded.find(key)).isCompletedWithValue("fact");
    }
    // Eviction is done by the common pool, a little later.
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bounded.size()).isLessThanOrEqualTo(100);
    assertThat(bounded.stats().evictionCount()).isGreaterThanOrEqualTo(9_900);
  }

  @Test
  void stats_heldAndMissed_counted() {
    hold("fact");
    assertThat(cache.find(KEY)).isCompletedWithValue("fact");
    assertThat(cache.stats().hitCount()).isEqualTo(1);
    assertThat(cache.stats().missCount()).isEqualTo(1);
  }

  private void hold(String fact) {
    CompletableFuture<String> found = cache.find(KEY);
    source.answer(source.loads(), fact);
    assertThat(found).isCompletedWithValue(fact);
  }
}
