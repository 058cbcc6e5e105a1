package dk.porten.gateway.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Says which requests one event loop refuses for having too much to do, by how long they have
 * waited. A loop takes in one turn what came during the last one, so what it takes late in a long
 * turn that follows another long one has waited too long; to refuse that, at little cost, keeps the
 * turns short. One long turn alone was a pause, which passes by itself. Only its loop may call.
 */
final class LoadShedder {

  private final long deadlineNanos;
  private final long[] patienceNanos;
  private final Executor endOfTurn;
  private final LongSupplier nanoClock;
  private final Runnable end = this::end;
  private boolean isTurnUnderWay;
  private long beganNanos;
  private long endedNanos;
  private long formerNanos;

  /**
   * @param deadline after which an answer is of no use to anybody
   * @param endOfTurn runs what is to be done at the end of the loop's turn
   */
  LoadShedder(Duration deadline, Executor endOfTurn, LongSupplier nanoClock) {
    deadlineNanos = deadline.toNanos();
    patienceNanos =
        Arrays.stream(Priority.values())
            .mapToLong(priority -> priority.patience(deadline).toNanos())
            .toArray();
    this.endOfTurn = endOfTurn;
    this.nanoClock = nanoClock;
  }

  /**
   * Says whether a request is to be refused, of which it is known at least that it waited since the
   * loop's turn began.
   */
  boolean refuses(Priority priority, long nowNanos) {
    if (!isTurnUnderWay) {
      begin(nowNanos);
    }
    long patience = patienceNanos[priority.ordinal()];
    long waited = nowNanos - beganNanos;
    return waited > patience && (formerNanos > patience || waited > deadlineNanos);
  }

  /** Says whether what can wait should, for the last turn was a long one. */
  boolean isBusy(Priority priority) {
    return formerNanos > patienceNanos[priority.ordinal()] && isRecent(nanoClock.getAsLong());
  }

  private void begin(long nowNanos) {
    isTurnUnderWay = true;
    beganNanos = nowNanos;
    if (!isRecent(nowNanos)) {
      formerNanos = 0;
    }
    endOfTurn.execute(end);
  }

  private void end() {
    isTurnUnderWay = false;
    endedNanos = nanoClock.getAsLong();
    formerNanos = endedNanos - beganNanos;
  }

  /** Says whether the loop has rested for less time than its last turn took. */
  private boolean isRecent(long nowNanos) {
    return nowNanos - endedNanos < formerNanos;
  }
}
