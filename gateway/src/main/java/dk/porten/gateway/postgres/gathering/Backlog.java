package dk.porten.gateway.postgres.gathering;

import java.util.concurrent.atomic.AtomicInteger;

/** The bounds on the keys of one kind that wait for a query, on all event loops together. */
public final class Backlog {

  private final int maxWaiting;
  private final long patienceNanos;
  private final long deadlineNanos;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param maxWaiting keys; one more is refused
   */
  public Backlog(int maxWaiting, WaitingTimes times) {
    this.maxWaiting = maxWaiting;
    patienceNanos = times.patience().toNanos();
    deadlineNanos = times.deadline().toNanos();
  }

  /** Returns how long the first waiting key may have waited for another key to be let in. */
  long patienceNanos() {
    return patienceNanos;
  }

  /** Returns how long a key may have waited when its query is sent. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Takes a key in, unless too many wait. */
  boolean enter() {
    if (waiting.incrementAndGet() <= maxWaiting) {
      return true;
    }
    leave();
    return false;
  }

  /** Lets a key go that waits no more. */
  void leave() {
    waiting.decrementAndGet();
  }

  void queryBegan() {
    underWay.incrementAndGet();
  }

  void queryEnded() {
    underWay.decrementAndGet();
  }

  /** Returns how many keys wait for a query. */
  public int waiting() {
    return waiting.get();
  }

  /** Returns how many queries are under way. */
  public int underWay() {
    return underWay.get();
  }
}
