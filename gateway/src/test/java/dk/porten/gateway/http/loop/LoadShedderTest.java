package dk.porten.gateway.http.loop;

import static dk.porten.gateway.http.loop.Priority.BATCHES;
import static dk.porten.gateway.http.loop.Priority.CHECKS;
import static dk.porten.gateway.http.loop.Priority.WRITES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is refused, on a timeline: the turns of a loop that takes 100 µs for an answer and 20 µs for
 * a refusal, and in each turn what came during the last one.
 */
final class LoadShedderTest {
  private static final Duration DEADLINE = Duration.ofMillis(800);
  private static final long MILLI = 1_000_000;
  private static final long ANSWER_NANOS = 100_000;
  private static final long REFUSAL_NANOS = 20_000;

  private long nowNanos;
  private final Deque<Runnable> endOfTurn = new ArrayDeque<>();
  private final LoadShedder shedder = new LoadShedder(DEADLINE, endOfTurn::add, () -> nowNanos);
  private final Map<Priority, Integer> refused = new EnumMap<>(Priority.class);
  private long lookedNanos;
  private long longestTurnNanos;

  @Test
  void refuses_loadBelowTheCapacity_none() {
    play(Duration.ofSeconds(10), 9.5, CHECKS, BATCHES);

    assertThat(refused).isEmpty();
  }

  @Test
  void refuses_pauseOfTheMachineUnderUsualLoad_none() {
    for (int i = 0; i < 10; i++) {
      play(Duration.ofSeconds(1), 6, CHECKS);
      nowNanos += 150 * MILLI;
    }

    assertThat(refused).isEmpty();
  }

  @Test
  void refuses_overload_beginsWithinTheDeadlineAndKeepsTurnsShort() {
    play(DEADLINE, 30, CHECKS);
    assertThat(refused(CHECKS)).isPositive();

    longestTurnNanos = 0;
    play(Duration.ofSeconds(10), 30, CHECKS);

    assertThat(longestTurnNanos).isLessThan(DEADLINE.toNanos() / 2);
  }

  @Test
  void refuses_overload_answersWhatTheRefusalsLeaveTimeFor() {
    play(Duration.ofSeconds(1), 30, CHECKS);
    refused.clear();
    play(Duration.ofSeconds(10), 30, CHECKS);

    // Of 30 a millisecond x are answered: 0.1 x + 0.02 (30 - x) = 1.
    int answered = 300_000 - refused(CHECKS);
    assertThat(answered).isBetween(48_000, 52_000);
  }

  @Test
  void refuses_overloadIsOver_noneAfterASecond() {
    play(Duration.ofSeconds(5), 30, CHECKS);
    play(Duration.ofSeconds(1), 5, CHECKS);
    refused.clear();

    play(Duration.ofSeconds(5), 5, CHECKS);

    assertThat(refused).isEmpty();
  }

  @Test
  void refuses_overloadOfAllClasses_batchesMostAndWritesNever() {
    play(Duration.ofSeconds(10), 15, CHECKS, BATCHES, WRITES);

    assertThat(refused).containsOnlyKeys(CHECKS, BATCHES);
    assertThat(refused(BATCHES)).isGreaterThan(refused(CHECKS));
  }

  @Test
  void refuses_longerThanTheDeadline_allOfThem() {
    assertThat(shedder.refuses(WRITES, nowNanos)).isFalse();

    assertThat(shedder.refuses(WRITES, nowNanos + DEADLINE.toNanos())).isFalse();
    assertThat(shedder.refuses(WRITES, nowNanos + DEADLINE.toNanos() + 1)).isTrue();
  }

  @Test
  void isBusy_lastTurnWasLong_forAsLongAsItTook() {
    assertThat(shedder.isBusy(BATCHES)).isFalse();

    turn(CHECKS, 1_000);
    assertThat(shedder.isBusy(BATCHES)).isTrue();
    assertThat(shedder.isBusy(WRITES)).isFalse();

    nowNanos += 99 * MILLI;
    assertThat(shedder.isBusy(BATCHES)).isTrue();
    nowNanos += MILLI;
    assertThat(shedder.isBusy(BATCHES)).isFalse();
  }

  /** Has requests come evenly, of the classes in turn. */
  private void play(Duration duration, double perMilli, Priority... classes) {
    long endNanos = nowNanos + duration.toNanos();
    int next = 0;
    while (nowNanos < endNanos) {
      long came = (long) (nowNanos * perMilli / MILLI) - (long) (lookedNanos * perMilli / MILLI);
      lookedNanos = nowNanos;
      long beganNanos = nowNanos;
      for (long i = 0; i < came; i++) {
        take(classes[next++ % classes.length]);
      }
      endOfTurn.forEach(Runnable::run);
      endOfTurn.clear();
      longestTurnNanos = Math.max(longestTurnNanos, nowNanos - beganNanos);
      nowNanos = Math.max(nowNanos, beganNanos + MILLI);
    }
  }

  private int refused(Priority priority) {
    return refused.getOrDefault(priority, 0);
  }

  private void turn(Priority priority, int requests) {
    for (int i = 0; i < requests; i++) {
      take(priority);
    }
    endOfTurn.remove().run();
  }

  private void take(Priority priority) {
    if (shedder.refuses(priority, nowNanos)) {
      refused.merge(priority, 1, Integer::sum);
      nowNanos += REFUSAL_NANOS;
    } else {
      nowNanos += ANSWER_NANOS;
    }
  }
}
