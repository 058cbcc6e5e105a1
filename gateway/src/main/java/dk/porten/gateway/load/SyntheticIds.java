package dk.porten.gateway.load;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A stream of distinct synthetic user IDs, one a line, of 9 to 25 characters; all are well-formed
 * under the default pack. The same seed makes the same IDs, and a longer run begins with a shorter
 * one.
 */
final class SyntheticIds extends InputStream {

  /** As many as there are codes. */
  static final long MAX_COUNT = 1L << 40;

  private static final int HALF_BITS = 20;
  private static final int HALF_MASK = (1 << HALF_BITS) - 1;
  private static final int ROUNDS = 4;
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

  private static final List<String> WORDS =
      List.of(
          "Stine!",
          "Søren.",
          "Åse_",
          "Kjær-",
          "lene@",
          "Bo",
          "MAGNUS+",
          "kirsten.møller;",
          "æbleskive#",
          "Freja ",
          "i",
          "Nordre Fasanvej ",
          "hund,",
          "{x}",
          "Ruth=",
          "tobias:");

  private final long count;
  private final long seed;
  private long made;
  private byte[] line = {};
  private int position;

  SyntheticIds(long count, long seed) {
    this.count = Objects.checkIndex(count, MAX_COUNT + 1);
    this.seed = seed;
  }

  @Override
  public int read() {
    return isAtEnd() ? -1 : line[position++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int written = 0;
    while (written < length && !isAtEnd()) {
      int chunk = Math.min(length - written, line.length - position);
      System.arraycopy(line, position, target, offset + written, chunk);
      position += chunk;
      written += chunk;
    }
    return written == 0 && length > 0 ? -1 : written;
  }

  private boolean isAtEnd() {
    if (position == line.length && made < count) {
      line = (userId(made++) + "\n").getBytes(StandardCharsets.UTF_8);
      position = 0;
    }
    return position == line.length;
  }

  /** Distinct because the last eight characters are. */
  private String userId(long index) {
    long code = permuted(index);
    var text = new StringBuilder(WORDS.get((int) (mixed(code) & (WORDS.size() - 1))));
    for (int shift = 2 * HALF_BITS - 5; shift >= 0; shift -= 5) {
      text.append(DIGITS.charAt((int) (code >>> shift) & 31));
    }
    return text.toString();
  }

  /** Returns another number of 40 bits for each: a Feistel network has an inverse. */
  private long permuted(long index) {
    long left = index >>> HALF_BITS;
    long right = index & HALF_MASK;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (mixed(right << 8 | round) & HALF_MASK);
      left = right;
      right = next;
    }
    return left << HALF_BITS | right;
  }

  /** The finaliser of SplitMix64. */
  private long mixed(long value) {
    long z = value + seed * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
