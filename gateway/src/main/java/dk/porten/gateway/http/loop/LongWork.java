package dk.porten.gateway.http.loop;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What takes an event loop long, such as batches and streams: it goes on a little at a time, one
 * piece in each of the loop's turns, and everything that has arrived meanwhile is handled first
 * (docs/decisions/0062). Who has waited longest goes on next. Only its loop may call.
 */
public final class LongWork {

  /** Something that takes long. */
  @FunctionalInterface
  public interface Work {

    /**
     * Goes on.
     *
     * @param isTimeOver says that the others are to have their turn
     * @return whether there is more that can be done now
     */
    boolean goOn(BooleanSupplier isTimeOver);
  }

  /** Short beside what a request takes on its way; many batches are done within one. */
  private static final long PIECE_NANOS = 250_000;

  private final long patienceNanos;
  private final Executor nextTurn;
  private final LongSupplier nanoClock;
  private final Runnable turn = this::turn;
  private final BooleanSupplier isTimeOver = this::isTimeOver;

  /** What waits, and since when; the first has waited longest. */
  private final Map<Work, Long> waiting = new LinkedHashMap<>();

  private boolean isTurnDue;
  private long endNanos;

  /**
   * @param deadline after which an answer is of no use to anybody
   * @param nextTurn runs something once the loop has handled what has arrived
   */
  public LongWork(Duration deadline, Executor nextTurn, LongSupplier nanoClock) {
    patienceNanos = Priority.BATCHES.patience(deadline).toNanos();
    this.nextTurn = nextTurn;
    this.nanoClock = nanoClock;
  }

  /** Has something go on when it is its turn; nothing new if it waits already. */
  public void add(Work work) {
    waiting.putIfAbsent(work, nanoClock.getAsLong());
    turnSoon();
  }

  /** Says that so much is under way that each piece waits for too long: no more is to begin. */
  public boolean isTooMuch() {
    return !waiting.isEmpty()
        && nanoClock.getAsLong() - waiting.values().iterator().next() > patienceNanos;
  }

  private void turn() {
    isTurnDue = false;
    Iterator<Work> first = waiting.keySet().iterator();
    Work work = first.next();
    first.remove();
    endNanos = nanoClock.getAsLong() + PIECE_NANOS;
    boolean hasMore = false;
    try {
      hasMore = work.goOn(isTimeOver);
    } finally {
      if (hasMore) {
        waiting.putIfAbsent(work, nanoClock.getAsLong());
      }
      if (!waiting.isEmpty()) {
        turnSoon();
      }
    }
  }

  private void turnSoon() {
    if (!isTurnDue) {
      isTurnDue = true;
      nextTurn.execute(turn);
    }
  }

  private boolean isTimeOver() {
    return nanoClock.getAsLong() - endNanos >= 0;
  }
}
