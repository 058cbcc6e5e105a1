package dk.porten.gateway.http.loop;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Decides which requests an event loop refuses when it has too much to do, by how long they have
 * waited (docs/decisions/0020). A loop handles in one turn what arrived during the turn before. So
 * a request that is handled late in a long turn has waited for at least that long. It is refused if
 * the turn before was long too; one long turn alone is a pause, which passes by itself. Refusing
 * costs little and so makes the turns short again. Only its loop may call.
 */
public final class LoadShedder {

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
  public LoadShedder(Duration deadline, Executor endOfTurn, LongSupplier nanoClock) {
    deadlineNanos = deadline.toNanos();
    patienceNanos =
        Arrays.stream(Priority.values())
            .mapToLong(priority -> priority.patience(deadline).toNanos())
            .toArray();
    this.endOfTurn = endOfTurn;
    this.nanoClock = nanoClock;
  }

  /** Says whether to refuse a request, which has waited at least since the loop's turn began. */
  public boolean refuses(Priority priority, long nowNanos) {
    if (!isTurnUnderWay) {
      begin(nowNanos);
    }
    long patience = patienceNanos[priority.ordinal()];
    long waited = nowNanos - beganNanos;
    return waited > patience && (formerNanos > patience || waited > deadlineNanos);
  }

  /** Says whether work that can wait should wait, because the last turn was a long one. */
  public boolean isBusy(Priority priority) {
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
