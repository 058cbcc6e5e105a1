package dk.porten.gateway.postgres.embedded;

import java.time.Duration;

/** A bounded wait: pauses that double from 50 ms to a second, until the time is up. */
final class Patience {
  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1_000;

  private final long endNanos;
  private long nextMillis = FIRST_MILLIS;

  private Patience(long endNanos) {
    this.endNanos = endNanos;
  }

  static Patience of(Duration total) {
    return new Patience(System.nanoTime() + total.toNanos());
  }

  /** Waits for the next try; returns false, at once, if there is no time for another one. */
  boolean pause() {
    if (System.nanoTime() - endNanos >= 0) {
      return false;
    }
    try {
      Thread.sleep(nextMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
    return true;
  }
}
