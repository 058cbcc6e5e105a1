package dk.porten.gateway.http.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Who goes on when, on a loop whose turns and time the test makes. */
class LongWorkTest {

  private static final Duration DEADLINE = Duration.ofMillis(160);
  private static final Duration PATIENCE = Duration.ofMillis(10);
  private static final long BIT_NANOS = 100_000;

  private final Queue<Runnable> nextTurn = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private long nowNanos = Long.MAX_VALUE - 1;
  private final LongWork longWork = new LongWork(DEADLINE, nextTurn::add, () -> nowNanos);

  /** Work of so many bits, each of which takes a while. */
  private final class Bits implements LongWork.Work {
    private final String name;
    private int left;

    Bits(String name, int left) {
      this.name = name;
      this.left = left;
    }

    @Override
    public boolean goOn(BooleanSupplier isTimeOver) {
      while (left > 0 && !isTimeOver.getAsBoolean()) {
        left--;
        nowNanos += BIT_NANOS;
        done.add(name);
      }
      return left > 0;
    }
  }

  @Test
  void turn_muchWork_isAPieceOfOneOnly() {
    longWork.add(new Bits("a", 1_000));
    longWork.add(new Bits("b", 1_000));

    turn();

    assertThat(done).containsExactly("a", "a", "a");
    assertThat(nextTurn).hasSize(1);
  }

  @Test
  void turns_severalWorks_goOnInTurnUntilEachIsDone() {
    longWork.add(new Bits("a", 7));
    longWork.add(new Bits("b", 1));
    longWork.add(new Bits("c", 4));

    while (!nextTurn.isEmpty()) {
      turn();
    }

    assertThat(String.join("", done)).isEqualTo("aaabcccaaaca");
  }

  @Test
  void add_workThatWaits_goesOnOnce() {
    LongWork.Work work = new Bits("a", 1);
    longWork.add(work);
    longWork.add(work);
    turn();

    assertThat(done).containsExactly("a");
    assertThat(nextTurn).isEmpty();
  }

  @Test
  void turn_workThatFails_doesNotHoldUpTheOthers() {
    longWork.add(
        isTimeOver -> {
          throw new IllegalStateException("a bug");
        });
    longWork.add(new Bits("b", 1));

    assertThatThrownBy(this::turn).hasMessage("a bug");
    turn();

    assertThat(done).containsExactly("b");
  }

  @Test
  void isTooMuch_whoWaitedLongest_waitedForLongerThanBatchesMay() {
    assertThat(longWork.isTooMuch()).isFalse();
    longWork.add(new Bits("a", 10));
    nowNanos += PATIENCE.toNanos();
    assertThat(longWork.isTooMuch()).isFalse();
    longWork.add(new Bits("b", 10));
    nowNanos += 1;
    assertThat(longWork.isTooMuch()).isTrue();

    turn();

    assertThat(longWork.isTooMuch()).as("b waits for less").isFalse();
  }

  private void turn() {
    nextTurn.remove().run();
  }
}
