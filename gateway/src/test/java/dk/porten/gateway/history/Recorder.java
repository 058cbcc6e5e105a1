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
  private long sent;

  /**
   * Begins a history.
   *
   * @param wanted how many attempts clients are to send, before they settle what is open
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
    if (attempt.isSent()) {
      sent++;
      notifyAll();
    }
  }

  synchronized void add(Outage outage) {
    outages.add(outage);
  }

  /** Returns how many attempts were sent so far. */
  synchronized long sent() {
    return sent;
  }

  /** Returns whether clients are to send more. */
  synchronized boolean isWanting() {
    return sent < wanted;
  }

  /** Waits for so many sent attempts; returns false, at once, if no more are wanted before. */
  synchronized boolean awaitSent(long number) throws InterruptedException {
    while (sent < Math.min(number, wanted)) {
      wait();
    }
    return sent < wanted;
  }

  /** Returns what was written so far. */
  synchronized History history() {
    return new History(startedAt, attempts, given, outages);
  }
}
