package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table of keys beside a set that is as obvious as can be. */
@Timeout(60)
final class KeyTableTest {
  private static final int STEPS = 100_000;

  private final KeyTable table = new KeyTable(0);

  @Test
  void contains_whatSlotsReserve_standsForItself() {
    LongStream.rangeClosed(-3, 3).map(KeyTable::keyOf).forEach(table::add);

    assertThat(LongStream.rangeClosed(-3, 3).map(KeyTable::keyOf)).allMatch(table::contains);
    table.remove(KeyTable.keyOf(0));
    assertThat(table.contains(KeyTable.keyOf(0))).isFalse();
    assertThat(table.contains(KeyTable.keyOf(1))).isTrue();
  }

  @Test
  void anyOperations_asASet() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    Set<Long> oracle = new HashSet<>();
    for (int step = 0; step < STEPS; step++) {
      // Few distinct ones, and many that want the same slot; now growing, now shrinking.
      long key = KeyTable.keyOf(random.nextLong(20_000) << random.nextInt(0, 12));
      if (random.nextInt(100) < (step / 10_000 % 2 == 0 ? 70 : 30)) {
        table.add(key);
        oracle.add(key);
      } else {
        table.remove(key);
        oracle.remove(key);
      }
      long asked = KeyTable.keyOf(random.nextLong(20_000) << random.nextInt(0, 12));
      assertThat(table.contains(asked))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(oracle.contains(asked));
    }
    assertThat(oracle).as("seed %d", seed).isNotEmpty().allMatch(table::contains);
    assertThat(table.size()).as("seed %d", seed).isEqualTo(oracle.size());
    assertThat(table.sum())
        .as("seed %d", seed)
        .isEqualTo(oracle.stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void bytes_ofAKey_areAtMost16OnceThereAreMany() {
    var random = new SplittableRandom(1);
    double most = 0;
    for (int i = 1; i <= 2_000_000; i++) {
      table.add(KeyTable.keyOf(random.nextLong()));
      most = i > 1_000 ? Math.max(most, (double) table.bytes() / i) : 0;
    }
    assertThat(most).isBetween(10.0, 16.1);
  }

  @Test
  void bytes_ofATableForSoMany_staysWhenTheyCome() {
    var random = new SplittableRandom(1);
    for (int expected : new int[] {0, 768, 769, 100_000}) {
      var prepared = new KeyTable(expected);
      long bytes = prepared.bytes();
      random.longs(expected).map(KeyTable::keyOf).forEach(prepared::add);
      assertThat(prepared.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void bytes_ofKeysThatComeAndGo_stay() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 700; i++) {
      table.add(KeyTable.keyOf(i * 0x9E3779B97F4A7C15L));
    }
    long bytes = table.bytes();
    for (int i = 0; i < 1_000_000; i++) {
      long key = KeyTable.keyOf(random.nextLong());
      table.add(key);
      table.remove(key);
    }
    assertThat(table.bytes()).isLessThanOrEqualTo(2 * bytes);
    assertThat(table.size()).isEqualTo(700);
  }

  /** Readers ask, while the table grows and is cleared of marks, for what stays and never was. */
  @Test
  void contains_whileAnotherThreadWrites_whatStaysIsThereAndWhatNeverWasIsNot() {
    long seed = System.nanoTime();
    for (long key = 2; key < 500; key++) {
      table.add(key << 1);
    }
    var isOver = new AtomicBoolean();
    var readers =
        LongStream.rangeClosed(1, 2)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> firstWrongAnswer(seed + i, isOver)))
            .toList();
    var random = new SplittableRandom(seed);
    for (int step = 0; step < 1_000_000; step++) {
      // Even keys from 1,000 on come and go; they share slots with those that stay.
      long key = 1_000 + (random.nextLong(step / 10 + 1) << 1);
      if (random.nextInt(5) < 3) {
        table.add(key);
      } else {
        table.remove(key);
      }
    }
    isOver.set(true);
    readers.forEach(reader -> assertThat(reader.join()).as("seed %d", seed).isZero());
  }

  /** Returns a key about which the table was wrong; 0 if it never was. */
  private long firstWrongAnswer(long seed, AtomicBoolean isOver) {
    var random = new SplittableRandom(seed);
    while (!isOver.get()) {
      long stays = random.nextLong(2, 500) << 1;
      if (!table.contains(stays)) {
        return stays;
      }
      long neverWas = random.nextLong(1, 1 << 20) << 1 | 1;
      if (neverWas != 1 && table.contains(neverWas)) {
        return neverWas;
      }
    }
    return 0;
  }
}
