package dk.porten.gateway.wiring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a start waits for database and issuer, counted from when this object is made
 * (docs/decisions/0038). The log says what is waited for, at once and then every ten seconds.
 * Blocks.
 */
final class StartPatience {

  private static final Logger LOG = LoggerFactory.getLogger(StartPatience.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final long endNanos;

  StartPatience(Duration total) {
    endNanos = System.nanoTime() + total.toNanos();
  }

  /** Returns how much is left: a pause at least, so that the last step gets a try too. */
  Duration left() {
    return Duration.ofNanos(Math.max(PAUSE.toNanos(), endNanos - System.nanoTime()));
  }

  /**
   * Takes a step, and repeats it while it fails in a way that may pass by itself. When the time is
   * over it throws the last failure.
   */
  <T, F extends RuntimeException> T untilDone(
      Supplier<T> step, Class<F> failure, Predicate<F> mayPass) {
    long nextLineNanos = System.nanoTime();
    while (true) {
      try {
        return step.get();
      } catch (RuntimeException failed) {
        if (!failure.isInstance(failed)
            || !mayPass.test(failure.cast(failed))
            || System.nanoTime() - endNanos >= 0) {
          throw failed;
        }
        // A try may take seconds itself.
        if (System.nanoTime() - nextLineNanos >= 0) {
          LOG.warn("{}; it is waited for, {} s at most", failed.getMessage(), left().toSeconds());
          nextLineNanos = System.nanoTime() + BETWEEN_LINES.toNanos();
        }
        if (!pause()) {
          throw failed;
        }
      }
    }
  }

  /** Returns false if it was interrupted. */
  private static boolean pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
