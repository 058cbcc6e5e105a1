package dk.porten.gateway.http.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each of some codes stands for, found by a code's bytes. */
public final class Codes<T> {

  private static final int SLOTS_A_CODE = 4;

  private final List<T> meanings;
  private final byte[][] codes;

  /** The number of a code in each slot that is taken, counted from 1. */
  private final int[] slots;

  /**
   * Lists the codes.
   *
   * @param code returns ASCII, another for each meaning
   */
  public Codes(List<T> meanings, Function<T, String> code) {
    this.meanings = List.copyOf(meanings);
    codes = new byte[meanings.size()][];
    slots = new int[Integer.highestOneBit(meanings.size()) * SLOTS_A_CODE];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = code.apply(meanings.get(i)).getBytes(StandardCharsets.US_ASCII);
      int slot = slot(codes[i], 0, codes[i].length);
      while (slots[slot] != 0) {
        slot = after(slot);
      }
      slots[slot] = i + 1;
    }
  }

  /** Returns what the first code stands for. */
  T first() {
    return meanings.get(0);
  }

  /** Returns what a code among other bytes stands for, or null if it is none. */
  @Nullable T find(byte[] bytes, int start, int end) {
    if (start == end) {
      return null;
    }
    for (int slot = slot(bytes, start, end); slots[slot] != 0; slot = after(slot)) {
      byte[] code = codes[slots[slot] - 1];
      if (Arrays.equals(code, 0, code.length, bytes, start, end)) {
        return meanings.get(slots[slot] - 1);
      }
    }
    return null;
  }

  /** Codes differ in length, ends and middle mostly. */
  private int slot(byte[] bytes, int start, int end) {
    int hash = end - start;
    hash = 31 * hash + bytes[start];
    hash = 31 * hash + bytes[(start + end) / 2];
    hash = 31 * hash + bytes[end - 1];
    return hash & (slots.length - 1);
  }

  private int after(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
