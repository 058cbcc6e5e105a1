package dk.porten.gateway.budget;

import dk.porten.core.userid.KeyTable;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What a client has used of a daily budget, each use as a 64-bit mark: one that comes again is no
 * new use, so gateways can tell each other their marks in any order and more than once. Marks of
 * another day are forgotten as soon as one of today comes. Any thread may ask.
 */
final class DailyMarks {

  /** Small, since most clients of a large issuer ask little. */
  private static final int FIRST_SLOTS = 16;

  private static final long DAY_SECONDS = TimeUnit.DAYS.toSeconds(1);

  private record Day(long number, KeyTable marks) {

    Day(long number) {
      this(number, new KeyTable(0, FIRST_SLOTS));
    }
  }

  private final int most;
  private volatile Day today = new Day(Long.MIN_VALUE);

  /** What other gateways have not been told yet, eight bytes a mark. */
  private Buffer untold = Buffer.buffer();

  DailyMarks(int most) {
    this.most = most;
  }

  /** Returns the day of UTC, counted from 1970. */
  static long day(long second) {
    return Math.floorDiv(second, DAY_SECONDS);
  }

  /** Returns after how many seconds that day is over. */
  static long secondsLeft(long second) {
    return DAY_SECONDS - Math.floorMod(second, DAY_SECONDS);
  }

  boolean isUnlimited() {
    return most == ClientBudget.UNLIMITED;
  }

  /** Says whether a mark counts already; takes no lock. */
  boolean has(long day, long mark) {
    Day now = today;
    return now.number == day && now.marks.contains(mark);
  }

  /**
   * Counts marks, those that count already aside, if there is room for all of them; else says no
   * and counts none.
   *
   * @param added is told the place of each one that did not count before
   */
  synchronized boolean isTaken(long day, long[] marks, IntConsumer added) {
    KeyTable counted = of(day);
    int missing = missing(counted, marks);
    // Of a budget that several gateways exceeded together, what counts already may be asked again.
    if (missing > 0 && counted.size() + missing > most) {
      return false;
    }
    for (int i = 0; i < marks.length; i++) {
      if (!counted.contains(marks[i])) {
        counted.add(marks[i]);
        added.accept(i);
      }
    }
    return true;
  }

  /** What became of a mark that was to be kept. */
  enum Kept {
    NEW,
    BEFORE,
    NO_ROOM
  }

  /** Counts one mark and keeps it, if there is room. */
  synchronized Kept keepIfRoom(long day, long mark) {
    KeyTable counted = of(day);
    if (counted.contains(mark)) {
      return Kept.BEFORE;
    }
    if (counted.size() >= most) {
      return Kept.NO_ROOM;
    }
    counted.add(mark);
    untold.appendLong(mark);
    return Kept.NEW;
  }

  /** Notes that a mark stands for something that was done: others are told of it. */
  synchronized void keep(long day, long mark) {
    KeyTable counted = of(day);
    counted.add(mark);
    untold.appendLong(mark);
  }

  /** Takes a mark back: nothing was done. */
  synchronized void giveBack(long day, long mark) {
    of(day).remove(mark);
  }

  /** Returns how many marks count on a day. */
  synchronized int used(long day) {
    return today.number == day ? today.marks.size() : 0;
  }

  /** Counts what another gateway told, even if that is more than there is room for. */
  synchronized void merge(long day, Buffer marks) {
    if (today.number <= day) {
      KeyTable counted = of(day);
      for (int at = 0; at + Long.BYTES <= marks.length(); at += Long.BYTES) {
        counted.add(marks.getLong(at));
      }
    }
  }

  /** Returns what others are to be told of a day, at most so many bytes; see {@link #told}. */
  synchronized Buffer untold(long day, int mostBytes) {
    return today.number == day
        ? untold.getBuffer(0, Math.min(mostBytes, untold.length()))
        : Buffer.buffer();
  }

  /** Drops the beginning of what was untold: others know it. */
  synchronized void told(long day, int bytes) {
    if (today.number == day) {
      untold = untold.getBuffer(bytes, untold.length());
    }
  }

  /**
   * Returns what counts on a day, and begins that day if it is another one. The day before is the
   * same one still: around midnight some ask a moment later than they read the clock.
   */
  private KeyTable of(long day) {
    Day now = today;
    if (now.number != day && now.number - 1 != day) {
      now = new Day(day);
      today = now;
      untold = Buffer.buffer();
    }
    return now.marks;
  }

  private static int missing(KeyTable counted, long[] marks) {
    if (marks.length == 1) {
      return counted.contains(marks[0]) ? 0 : 1;
    }
    var missing = new KeyTable(0, FIRST_SLOTS);
    for (long mark : marks) {
      if (!counted.contains(mark)) {
        missing.add(mark);
      }
    }
    return missing.size();
  }
}
