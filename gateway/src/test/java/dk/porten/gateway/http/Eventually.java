package dk.porten.gateway.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** A wait for something that another thread or process brings about, with an end. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Returns as soon as the condition holds; fails if it does not in time. */
  public static void holds(String what, BooleanSupplier condition) {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("not in time: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Returns a value that has been the same for some time; fails if it does not in time. */
  public static double standsStill(String what, DoubleSupplier value, Duration time) {
    var seen =
        new Object() {
          double last = value.getAsDouble();
          long sinceNanos = System.nanoTime();
        };
    holds(
        what + " stands still",
        () -> {
          double now = value.getAsDouble();
          if (now != seen.last) {
            seen.last = now;
            seen.sinceNanos = System.nanoTime();
          }
          return System.nanoTime() - seen.sinceNanos >= time.toNanos();
        });
    return seen.last;
  }
}
