package dk.porten.core.userid;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ways in which one writer and several readers of the table can interleave: each answer is one
 * that a set gives which does one thing at a time. The table has four slots at first, in which all
 * keys want the same one, so that a few operations fill it, grow it and clear it of marks.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:4")
@Timeout(120)
public final class KeyTableLincheckTest {
  private static final int FIRST_SLOTS = 4;
  private static final long STAYS = keyOf(5);

  private final KeyTable table = new KeyTable(0, FIRST_SLOTS);

  /** Makes a table with one key that nobody removes. */
  public KeyTableLincheckTest() {
    table.add(STAYS);
  }

  @Operation(nonParallelGroup = "writer")
  public void add(@Param(name = "key") int key) {
    table.add(keyOf(key));
  }

  @Operation(nonParallelGroup = "writer")
  public void remove(@Param(name = "key") int key) {
    table.remove(keyOf(key));
  }

  @Operation
  public boolean contains(@Param(name = "key") int key) {
    return table.contains(keyOf(key));
  }

  /** Of keys that come or go meanwhile it may tell any; this one it tells once. */
  @Operation
  public int timesToldOfTheOneThatStays() {
    var times = new AtomicInteger();
    table.forEach(
        key -> {
          if (key == STAYS) {
            times.incrementAndGet();
          }
        });
    return times.get();
  }

  /** Number and sum are those of the keys, whatever marks the writer met. */
  @Validate
  public void countsWhatItTells() {
    var count = new AtomicInteger();
    var sum = new AtomicLong();
    table.forEach(
        key -> {
          count.incrementAndGet();
          sum.addAndGet(key);
        });
    if (count.get() != table.size() || sum.get() != table.sum()) {
      throw new IllegalStateException("number or sum of the keys is wrong");
    }
  }

  /** What it must look like: a set that nobody shares. */
  public static final class KeySet {
    private final Set<Integer> keys = new HashSet<>();

    public void add(int key) {
      keys.add(key);
    }

    public void remove(int key) {
      keys.remove(key);
    }

    public boolean contains(int key) {
      return keys.contains(key);
    }

    public int timesToldOfTheOneThatStays() {
      return 1;
    }
  }

  @Test
  void contains_whileAnotherThreadWrites_anyInterleaving_asASet() {
    check(new ModelCheckingOptions(), 30, 500);
  }

  @Test
  void contains_whileAnotherThreadWrites_asFastAsTheyCan_asASet() {
    check(new StressOptions(), 20, 2_000);
  }

  private static void check(Options<?, ?> options, int iterations, int invocations) {
    options
        .sequentialSpecification(KeySet.class)
        .iterations(iterations)
        .invocationsPerIteration(invocations)
        .threads(3)
        .actorsBefore(4)
        .actorsPerThread(3)
        .actorsAfter(2)
        .check(KeyTableLincheckTest.class);
  }

  /** Returns keys that all want the first slot, until there are more slots. */
  private static long keyOf(int key) {
    return (long) FIRST_SLOTS * key;
  }
}
