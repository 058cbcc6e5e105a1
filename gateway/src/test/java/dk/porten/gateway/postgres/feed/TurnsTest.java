package dk.porten.gateway.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns come one at a time, in the order in which they were asked for. */
@Timeout(60)
final class TurnsTest {
  private static final int THREADS = 4;
  private static final int TURNS = 5_000;

  private final Turns turns = new Turns();
  private int written;

  @Test
  void next_whileNobodyHasATurn_beginsAtOnce() {
    assertThat(hasBegun(turns.next())).isTrue();
  }

  @Test
  void next_whileOthersHaveTurns_beginsWhenAllBeforeHaveEnded() {
    Turns.Turn first = turns.next();
    Turns.Turn second = turns.next();
    Turns.Turn third = turns.next();
    assertThat(hasBegun(second)).isFalse();

    first.close();
    assertThat(hasBegun(second)).isTrue();
    assertThat(hasBegun(third)).isFalse();
    second.close();
    assertThat(hasBegun(third)).isTrue();
  }

  @Test
  void close_ofATurnThatHasNotBegun_passesItOnWhenItBegins() {
    Turns.Turn first = turns.next();
    Turns.Turn givenUp = turns.next();
    Turns.Turn third = turns.next();
    givenUp.close();
    assertThat(hasBegun(third)).isFalse();

    first.close();
    assertThat(hasBegun(third)).isTrue();
  }

  @Test
  void close_twice_endsNoOtherTurn() {
    Turns.Turn first = turns.next();
    Turns.Turn second = turns.next();
    Turns.Turn third = turns.next();
    first.close();
    first.close();

    assertThat(hasBegun(second)).isTrue();
    assertThat(hasBegun(third)).isFalse();
  }

  @Test
  void await_onAnInterruptedThread_fails() {
    turns.next();
    try (Turns.Turn second = turns.next()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(second::await).isInstanceOf(InterruptedException.class);
    }
  }

  /** What they write is seen by the next, although nothing of it is volatile. */
  @Test
  void await_onManyThreads_letsOneWriteAtATime() {
    var writers =
        IntStream.range(0, THREADS)
            .mapToObj(
                i -> CompletableFuture.runAsync(this::write, task -> new Thread(task).start()))
            .toList();
    writers.forEach(CompletableFuture::join);

    assertThat(written).isEqualTo(THREADS * TURNS);
  }

  private void write() {
    for (int i = 0; i < TURNS; i++) {
      try (Turns.Turn turn = turns.next()) {
        turn.await();
        written++;
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static boolean hasBegun(Turns.Turn turn) {
    return turn.begun().toCompletableFuture().isDone();
  }
}
