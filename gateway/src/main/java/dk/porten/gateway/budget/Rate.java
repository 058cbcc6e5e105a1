package dk.porten.gateway.budget;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many checks a second, on average: a bucket that holds a second's worth and fills evenly. Of a
 * bucket that is not empty more may be taken than it holds, so that a batch need not be smaller
 * than it; whoever comes next waits for as much longer. Any thread may ask.
 */
final class Rate {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long nanosPerCheck;

  /** When the bucket will be full again. */
  private final AtomicLong fullAtNanos;

  /**
   * @param nowNanos by the clock of which {@link #isTaken} is told
   */
  Rate(int checksPerSecond, long nowNanos) {
    nanosPerCheck = SECOND_NANOS / checksPerSecond;
    fullAtNanos = new AtomicLong(nowNanos);
  }

  /** Takes some checks, or says that the bucket is empty. */
  boolean isTaken(int checks, long nowNanos) {
    while (true) {
      long full = fullAtNanos.get();
      long missing = Math.max(0, full - nowNanos);
      if (missing >= SECOND_NANOS) {
        return false;
      }
      if (fullAtNanos.compareAndSet(full, nowNanos + missing + checks * nanosPerCheck)) {
        return true;
      }
    }
  }

  /** Takes some checks even if the bucket is empty. */
  void overdraw(int checks, long nowNanos) {
    fullAtNanos.updateAndGet(
        full -> nowNanos + Math.max(0, full - nowNanos) + checks * nanosPerCheck);
  }

  /** Returns for how long the bucket is empty. */
  long emptyNanos(long nowNanos) {
    return Math.max(0, fullAtNanos.get() - nowNanos - SECOND_NANOS + 1);
  }
}
