package dk.porten.gateway.postgres.feed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The turns of those who write to something that has one writer at a time, in the order in which
 * they asked. Whoever ends a turn hands over to the next, so nobody has to try again. Any thread
 * may ask for a turn and end it; asking never blocks.
 */
final class Turns {

  /** Longer than any turn but one that reads a huge directory. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final AtomicReference<CompletableFuture<Void>> lastEnd =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  /** Asks for a turn, which has to be closed, whether or not it was waited for. */
  Turn next() {
    var end = new CompletableFuture<Void>();
    return new Turn(lastEnd.getAndSet(end), end);
  }

  /** One turn, from the end of the one before to its own. */
  static final class Turn implements AutoCloseable {
    private final CompletableFuture<Void> begin;
    private final CompletableFuture<Void> end;

    private Turn(CompletableFuture<Void> begin, CompletableFuture<Void> end) {
      this.begin = begin;
      this.end = end;
    }

    /** Completes when all turns before have ended, on the thread that ended the last of them. */
    CompletionStage<Void> begun() {
      return begin;
    }

    /** Waits until it has begun; for threads that may block. */
    void await() throws InterruptedException, TimeoutException {
      try {
        begin.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /** Ends it: now, or as soon as it begins if nobody waits for that any more. */
    @Override
    public void close() {
      begun().thenRun(() -> end.complete(null));
    }
  }
}
