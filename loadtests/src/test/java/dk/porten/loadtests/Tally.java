package dk.porten.loadtests;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What came of the requests of a phase: how soon they were answered, and how many were not. */
final class Tally {
  /** Gatling gives a request up after as much. */
  private static final int MAX_MILLIS = 60_000;

  private final AtomicLongArray answersByMillis = new AtomicLongArray(MAX_MILLIS + 1);
  private final LongAdder answered = new LongAdder();
  private final LongAdder shed = new LongAdder();
  private final LongAdder wrong = new LongAdder();

  void countAnswer(int millis) {
    answersByMillis.incrementAndGet(Math.min(millis, MAX_MILLIS));
    answered.increment();
  }

  /** Counts a request that was refused and told when to come again. */
  void countShed() {
    shed.increment();
  }

  /** Counts a wrong answer, or none. */
  void countWrong() {
    wrong.increment();
  }

  long wrong() {
    return wrong.sum();
  }

  double shedPercent() {
    return 100.0 * shed.sum() / (answered.sum() + shed.sum() + wrong.sum());
  }

  /** Returns within how many milliseconds that share of the right answers came; NaN if none did. */
  double percentileMillis(double percent) {
    long left = (long) Math.ceil(answered.sum() * percent / 100.0);
    for (int millis = 0; millis <= MAX_MILLIS && left > 0; millis++) {
      left -= answersByMillis.get(millis);
      if (left <= 0) {
        return millis;
      }
    }
    return Double.NaN;
  }

  @Override
  public String toString() {
    return "%d answered, %d shed, %d wrong; p50 %.0f ms, p99 %.0f ms, p99.9 %.0f ms"
        .formatted(
            answered.sum(),
            shed.sum(),
            wrong.sum(),
            percentileMillis(50.0),
            percentileMillis(99.0),
            percentileMillis(99.9));
  }
}
