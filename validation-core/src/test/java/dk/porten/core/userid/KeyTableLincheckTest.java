package dk.porten.core.userid;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ways in which a writer and a reader of the table can interleave, tried one by one: each
 * answer is one that a set gives which does one thing at a time. The table is full at first: three
 * keys want the first of its four slots, and the one between the others stays. So it grows with the
 * next key, and has its marks cleared with the next one after both others were removed.
 */
@Param(name = "changed", gen = IntGen.class, conf = "1:2")
@Param(name = "asked", gen = IntGen.class, conf = "1:3")
@Timeout(120)
public final class KeyTableLincheckTest {
  private static final int SLOTS = 4;
  private static final int STAYS = 3;

  private final KeyTable table = new KeyTable(0, SLOTS);

  /** Makes the full table. */
  public KeyTableLincheckTest() {
    table.add(keyOf(1));
    table.add(keyOf(STAYS));
    table.add(keyOf(2));
  }

  @Operation(nonParallelGroup = "writer")
  public void add(@Param(name = "changed") int key) {
    table.add(keyOf(key));
  }

  @Operation(nonParallelGroup = "writer")
  public void remove(@Param(name = "changed") int key) {
    table.remove(keyOf(key));
  }

  @Operation
  public boolean contains(@Param(name = "asked") int key) {
    return table.contains(keyOf(key));
  }

  /** Of keys that come or go meanwhile it may tell any; this one it tells once. */
  @Operation
  public int timesToldOfTheOneThatStays() {
    var times = new AtomicInteger();
    table.forEach(
        key -> {
          if (key == keyOf(STAYS)) {
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
    private final Set<Integer> keys = new HashSet<>(Set.of(1, STAYS, 2));

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
    new ModelCheckingOptions()
        .sequentialSpecification(KeySet.class)
        .iterations(30)
        .invocationsPerIteration(60)
        .threads(2)
        .actorsBefore(2)
        .actorsPerThread(3)
        .actorsAfter(0)
        .check(KeyTableLincheckTest.class);
  }

  /**
   * Returns keys that all want the first slot, until there are 16: the inverse of their spreading.
   */
  private static long keyOf(int key) {
    return ((long) key << 59) * 0xF1DE83E19937733DL;
  }
}
