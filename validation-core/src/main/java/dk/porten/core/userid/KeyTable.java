package dk.porten.core.userid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/**
 * A set of 64-bit keys: open addressing with linear probing in a {@code long[]}, at most three
 * quarters full, so that a key costs 11 to 16 bytes. One thread writes at a time, any number read
 * meanwhile without a lock; what was written before a read began is seen by it.
 *
 * <p>A key never moves within an array. So a removed one leaves a mark behind, which the next key
 * to come by may take: closing the gap could hide another key from a reader that is on its way.
 */
public final class KeyTable {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

  private static final long EMPTY = 0;
  private static final long REMOVED = 1;
  private static final int FIRST_SLOTS = 1 << 10;

  /** Odd, and 2^64 divided by the golden ratio: spreads keys that differ in few bits. */
  private static final long SPREADING = 0x9E3779B97F4A7C15L;

  private volatile long[] slots;
  private int size;
  private int marks;
  private long sum;

  /** Makes an empty table that grows when there are more keys than expected. */
  KeyTable(int expected) {
    this(expected, FIRST_SLOTS);
  }

  /** Makes one of at least so many slots, at least four. */
  public KeyTable(int expected, int leastSlots) {
    slots = new long[Math.max(leastSlots, Math.toIntExact((expected + 2L) / 3 * 4))];
  }

  /** Returns the key that stands for a hash: itself, unless a slot means something else by it. */
  public static long keyOf(long hash) {
    return hash == EMPTY || hash == REMOVED ? hash + 2 : hash;
  }

  /** Says whether a key that {@link #keyOf} made is in the set; any thread may ask. */
  public boolean contains(long key) {
    long[] now = slots;
    for (int i = first(key, now); ; i = next(i, now)) {
      long there = (long) SLOT.getAcquire(now, i);
      if (there == key) {
        return true;
      }
      if (there == EMPTY) {
        return false;
      }
    }
  }

  /** Adds a key that {@link #keyOf} made. */
  public void add(long key) {
    makeRoom();
    long[] now = slots;
    int mark = -1;
    int i = first(key, now);
    for (; now[i] != EMPTY; i = next(i, now)) {
      if (now[i] == key) {
        return;
      }
      if (now[i] == REMOVED && mark < 0) {
        mark = i;
      }
    }
    if (mark >= 0) {
      marks--;
    }
    SLOT.setRelease(now, mark >= 0 ? mark : i, key);
    sum += key;
    size++;
  }

  /** Removes a key, if it is there. */
  public void remove(long key) {
    long[] now = slots;
    for (int i = first(key, now); now[i] != EMPTY; i = next(i, now)) {
      if (now[i] == key) {
        SLOT.setRelease(now, i, REMOVED);
        marks++;
        sum -= key;
        size--;
        return;
      }
    }
  }

  /**
   * Tells the keys, in the order in which another table takes them fastest: the next one's place is
   * beside the last one's. Of those that come or go meanwhile it tells some.
   */
  void forEach(LongConsumer action) {
    long[] now = slots;
    for (int i = 0; i < now.length; i++) {
      long key = (long) SLOT.getAcquire(now, i);
      if (key != EMPTY && key != REMOVED) {
        action.accept(key);
      }
    }
  }

  /** Returns how many keys there are; to others than the writer, about how many. */
  public int size() {
    return size;
  }

  /** Returns the sum of all keys, in whatever order they came; for the writer. */
  long sum() {
    return sum;
  }

  /** Returns the bytes of the array. */
  long bytes() {
    return (long) slots.length * Long.BYTES;
  }

  /** Makes another array if one more slot would be too many: a larger one, unless marks fill it. */
  private void makeRoom() {
    long[] old = slots;
    if (size + marks < old.length / 4 * 3) {
      return;
    }
    boolean isFull = size >= old.length / 3 * 2;
    long[] fresh = new long[isFull ? Math.addExact(old.length, old.length / 2) : old.length];
    for (long key : old) {
      if (key != EMPTY && key != REMOVED) {
        int i = first(key, fresh);
        while (fresh[i] != EMPTY) {
          i = next(i, fresh);
        }
        fresh[i] = key;
      }
    }
    marks = 0;
    slots = fresh;
  }

  /** Returns the slot that a key wants: its spread bits as a fraction of the array. */
  private static int first(long key, long[] slots) {
    return (int) ((((key * SPREADING) >>> 32) * slots.length) >>> 32);
  }

  private static int next(int slot, long[] slots) {
    return slot + 1 == slots.length ? 0 : slot + 1;
  }
}
