package dk.porten.gateway.budget;

import dk.porten.core.userid.KeyTable;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The holds of a client that are open as far as this gateway knows: those made through it, and what
 * the others told. Each is known by a 64-bit mark. Any thread may ask.
 */
final class OpenHolds {

  private static final int FIRST_SLOTS = 16;
  private static final int MARK_AND_END = 2 * Long.BYTES;

  /** Marks of ended holds that are remembered; what is forgotten is told late, if at all. */
  private static final int MOST_ENDED = 10_000;

  private final int most;

  /** When each one ends by itself, in seconds since 1970. */
  private final Map<Long, Long> ends = new HashMap<>();

  /** Those that were claimed or released: that may be told before they are told as made. */
  private KeyTable ended = new KeyTable(0, FIRST_SLOTS);

  private Buffer untoldMade = Buffer.buffer();
  private Buffer untoldEnded = Buffer.buffer();

  OpenHolds(int most) {
    this.most = most;
  }

  boolean isUnlimited() {
    return most == ClientBudget.UNLIMITED;
  }

  /** Counts a hold that is going to be made if there is room for it; else says no. */
  synchronized boolean isTaken(long mark, long endSecond, long nowSecond) {
    if (ends.size() >= most) {
      dropEnded(nowSecond);
    }
    if (ends.size() >= most) {
      return false;
    }
    ends.put(mark, endSecond);
    return true;
  }

  /** Notes that the hold was made: others are told of it. */
  synchronized void keep(long mark, long endSecond) {
    ends.put(mark, endSecond);
    untoldMade.appendLong(mark).appendLong(endSecond);
  }

  /** Takes it back: it was not made. */
  synchronized void giveBack(long mark) {
    ends.remove(mark);
  }

  /** Notes that a hold was claimed or released. */
  synchronized void end(long mark) {
    if (!ended.contains(mark)) {
      markEnded(mark);
      if (untoldEnded.length() < MOST_ENDED * Long.BYTES) {
        untoldEnded.appendLong(mark);
      }
    }
  }

  /** Returns how many there are. */
  synchronized int open(long nowSecond) {
    dropEnded(nowSecond);
    return ends.size();
  }

  /** Returns in how many seconds the next one ends by itself; one if there is none. */
  synchronized long secondsToNextEnd(long nowSecond) {
    return ends.isEmpty() ? 1 : Math.max(1, Collections.min(ends.values()) - nowSecond);
  }

  /** Counts holds that another gateway told as made. */
  synchronized void mergeMade(Buffer told, long nowSecond) {
    for (int at = 0; at + MARK_AND_END <= told.length(); at += MARK_AND_END) {
      long mark = told.getLong(at);
      long endSecond = told.getLong(at + Long.BYTES);
      if (!ended.contains(mark) && endSecond > nowSecond) {
        ends.put(mark, endSecond);
      }
    }
  }

  /** Drops holds that another gateway told as claimed or released. */
  synchronized void mergeEnded(Buffer told) {
    for (int at = 0; at + Long.BYTES <= told.length(); at += Long.BYTES) {
      markEnded(told.getLong(at));
    }
  }

  /** Returns what others are to be told of holds that were made; see {@link #toldMade}. */
  synchronized Buffer untoldMade(int mostBytes) {
    return untoldMade.getBuffer(0, Math.min(mostBytes, untoldMade.length()));
  }

  synchronized void toldMade(int bytes) {
    untoldMade = untoldMade.getBuffer(bytes, untoldMade.length());
  }

  /** Returns what others are to be told of holds that ended; see {@link #toldEnded}. */
  synchronized Buffer untoldEnded(int mostBytes) {
    return untoldEnded.getBuffer(0, Math.min(mostBytes, untoldEnded.length()));
  }

  synchronized void toldEnded(int bytes) {
    untoldEnded = untoldEnded.getBuffer(bytes, untoldEnded.length());
  }

  private void markEnded(long mark) {
    if (ended.size() >= MOST_ENDED) {
      ended = new KeyTable(0, FIRST_SLOTS);
    }
    ended.add(mark);
    ends.remove(mark);
  }

  private void dropEnded(long nowSecond) {
    ends.values().removeIf(endSecond -> endSecond <= nowSecond);
  }
}
