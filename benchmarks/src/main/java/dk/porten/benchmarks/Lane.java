package dk.porten.benchmarks;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;

/**
 * Arrivals of one kind and the connections they have to themselves. A request that finds none free
 * waits for one, but not for long.
 */
final class Lane {

  private static final int MAX_RECONNECTS = 1_000_000;
  private static final int MAX_WAITING = 1 << 20;

  private final Arrivals arrivals;
  private final long patienceNanos;
  private final ArrayDeque<OpenLoopConnection> free = new ArrayDeque<>();

  /** When those were due that wait, first come first served, in a ring: no object for each. */
  private final long[] waitingDueNanos = new long[MAX_WAITING];

  private int firstWaiting;
  private int waiting;
  private int underWay;
  private int reconnects;
  private long maxSendLagNanos;

  /**
   * @param patienceNanos for which a request waits for a connection until it is given up
   */
  Lane(Arrivals arrivals, long patienceNanos) {
    this.arrivals = arrivals;
    this.patienceNanos = patienceNanos;
  }

  /** Opens the connections; blocks. */
  void connect(Selector selector, SocketAddress address) throws IOException {
    for (int i = 0; i < arrivals.connections(); i++) {
      free.add(new OpenLoopConnection(selector, address, this, arrivals.template()));
    }
  }

  Arrivals arrivals() {
    return arrivals;
  }

  int reconnects() {
    return reconnects;
  }

  /** Returns how long after it was due a request was sent at most, if a connection was free. */
  long maxSendLagNanos() {
    return maxSendLagNanos;
  }

  boolean isDone() {
    return underWay == 0 && waiting == 0;
  }

  /** Sends what is due, as far as connections are free; says whether there was anything to do. */
  boolean sendDue(long now) {
    boolean worked = sendWaiting(now);
    for (long due = arrivals.dueNanos(); due <= now; due = arrivals.dueNanos()) {
      arrivals.take();
      if (free.isEmpty()) {
        await(due);
      } else {
        maxSendLagNanos = Math.max(maxSendLagNanos, now - due);
        send(due);
      }
      worked = true;
    }
    return worked;
  }

  private void await(long due) {
    if (waiting == MAX_WAITING) {
      arrivals.tallyOf(due).unsent();
    } else {
      waitingDueNanos[(firstWaiting + waiting++) & (MAX_WAITING - 1)] = due;
    }
  }

  private boolean sendWaiting(long now) {
    boolean worked = false;
    while (waiting > 0) {
      long due = waitingDueNanos[firstWaiting];
      boolean isTooLate = now - due > patienceNanos;
      if (!isTooLate && free.isEmpty()) {
        break;
      }
      firstWaiting = (firstWaiting + 1) & (MAX_WAITING - 1);
      waiting--;
      worked = true;
      if (isTooLate) {
        arrivals.tallyOf(due).unsent();
      } else {
        send(due);
      }
    }
    return worked;
  }

  private void send(long due) {
    OpenLoopConnection connection = free.remove();
    underWay++;
    try {
      connection.send(due);
    } catch (IOException ended) {
      giveUp(connection);
    }
  }

  /** Goes on with a connection of the lane that has something to do. */
  void ready(OpenLoopConnection connection, SelectionKey key, long startNanos) {
    try {
      if (key.isConnectable()) {
        connection.finishConnecting();
        free.add(connection);
        return;
      }
      if (key.isWritable()) {
        connection.sendRest();
      }
      if (key.isReadable()) {
        int status = connection.read();
        if (status > 0) {
          long due = connection.dueNanos();
          arrivals.tallyOf(due).answered(status, due, System.nanoTime() - startNanos);
          underWay--;
          free.add(connection);
          if (connection.isLast()) {
            giveUp(connection);
          }
        }
      }
    } catch (IOException ended) {
      giveUp(connection);
    }
  }

  private void giveUp(OpenLoopConnection connection) {
    if (connection.isBusy()) {
      arrivals.tallyOf(connection.dueNanos()).broken();
      underWay--;
    } else {
      free.remove(connection);
    }
    if (++reconnects > MAX_RECONNECTS) {
      throw new IllegalStateException("connections end all the time");
    }
    try {
      if (connection.reconnect()) {
        free.add(connection);
      }
    } catch (IOException refused) {
      throw new IllegalStateException("the server is gone", refused);
    }
  }
}
