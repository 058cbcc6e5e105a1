package dk.porten.gateway.history;

import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.history.History.Outage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes a history down while it happens. Any thread may call. */
final class Recorder {
  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Given> given;
  private final List<Outage> outages = new ArrayList<>();
  private final long wanted;
  private long taken;

  /**
   * Begins a history.
   *
   * @param wanted how many attempts of clients have to be taken before they settle what is open
   */
  Recorder(long wanted, List<Given> given) {
    this.wanted = wanted;
    this.given = List.copyOf(given);
  }

  /** Returns the time in the history. */
  long nanos() {
    return System.nanoTime() - startNanos;
  }

  /** Returns the time in the history as the wall clock has it. */
  Instant now() {
    return startedAt.plusNanos(nanos());
  }

  synchronized void add(Attempt attempt) {
    attempts.add(attempt);
    if (attempt.isTaken()) {
      taken++;
      notifyAll();
    }
  }

  synchronized void add(Outage outage) {
    outages.add(outage);
  }

  /** Returns how many attempts were taken so far. */
  synchronized long taken() {
    return taken;
  }

  /** Returns whether clients are to go on. */
  synchronized boolean isWanting() {
    return taken < wanted;
  }

  /** Waits for so many taken attempts; returns false, at once, if no more are wanted before. */
  synchronized boolean awaitTaken(long number) throws InterruptedException {
    while (taken < Math.min(number, wanted)) {
      wait();
    }
    return taken < wanted;
  }

  /** Returns what was written so far. */
  synchronized History history() {
    return new History(startedAt, attempts, given, outages);
  }
}
