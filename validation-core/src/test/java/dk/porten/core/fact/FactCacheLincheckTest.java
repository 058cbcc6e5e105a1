package dk.porten.core.fact;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The ways in which a read and an invalidation can interleave, tried one by one: whoever changes
 * what is read invalidates it before they are done, and then the cache tells what no cache would.
 */
public final class FactCacheLincheckTest {

  private final AtomicInteger truth = new AtomicInteger();
  private final FactCache<String, Integer> cache =
      new FactCache<>(key -> CompletableFuture.completedFuture(truth.get()), 10);

  /** Asks, and reads if nothing is held. */
  @Operation
  public int find() {
    return cache.find("key").join();
  }

  /** Changes what is read, and has it forgotten. */
  @Operation
  public int change() {
    int now = truth.incrementAndGet();
    cache.invalidate("key");
    return now;
  }

  /** Likewise, and has everything forgotten. */
  @Operation
  public int changeAll() {
    int now = truth.incrementAndGet();
    cache.invalidateAll();
    return now;
  }

  /** What is told in the end is what is true. */
  @Validate
  public void holdsNothingOlder() {
    if (find() != truth.get()) {
      throw new IllegalStateException("an older fact is held");
    }
  }

  /** What it must look like: no cache at all. */
  public static final class NoCache {
    private int truth;

    public int find() {
      return truth;
    }

    public int change() {
      return ++truth;
    }

    public int changeAll() {
      return ++truth;
    }
  }

  @Test
  void findAndInvalidate_anyInterleaving_asWithoutACache() {
    new ModelCheckingOptions()
        .sequentialSpecification(NoCache.class)
        // Its queues belong to threads of its own, which would be waited for in vain.
        .addGuarantee(
            forClasses(name -> name.startsWith("com.github.benmanes."))
                .allMethods()
                .treatAsAtomic())
        .iterations(8)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(1)
        .actorsAfter(0)
        .check(FactCacheLincheckTest.class);
  }
}
