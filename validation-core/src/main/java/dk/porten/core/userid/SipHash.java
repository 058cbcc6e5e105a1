package dk.porten.core.userid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-1-3 of a text's UTF-8 bytes under a secret key: 64 bits that nobody without the key can
 * make meet, or make fall close to each other. Immutable; costs no memory once compiled
 * (TakenUserIdsBenchmark).
 */
public final class SipHash {

  /** Of a key. */
  public static final int KEY_BYTES = 16;

  private static final int FINAL_ROUNDS = 3;

  private final long k0;
  private final long k1;

  /**
   * @param key {@link #KEY_BYTES} bytes
   */
  public SipHash(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("A key has 16 bytes");
    }
    ByteBuffer halves = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    k0 = halves.getLong();
    k1 = halves.getLong();
  }

  /** Returns the hash of a text without lone surrogates. */
  public long hash(String text) {
    var state = new State(k0, k1);
    long word = 0;
    int wordBits = 0;
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      long utf8 = text.charAt(i);
      int utf8Bits = Byte.SIZE;
      if (utf8 >= 0x80) {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint) - 1;
        utf8 = utf8(codePoint);
        utf8Bits = Long.SIZE - Long.numberOfLeadingZeros(utf8);
      }
      word |= utf8 << wordBits;
      wordBits += utf8Bits;
      bytes += utf8Bits / Byte.SIZE;
      if (wordBits >= Long.SIZE) {
        state.take(word);
        wordBits -= Long.SIZE;
        word = utf8 >>> (utf8Bits - wordBits);
      }
    }
    state.take(word | bytes << (Long.SIZE - Byte.SIZE));
    return state.end();
  }

  /** Returns the bytes of a character beyond ASCII, the first one lowest. */
  private static long utf8(int codePoint) {
    long last = 0x80 | (codePoint & 0x3F);
    if (codePoint < 0x800) {
      return last << 8 | 0xC0 | codePoint >> 6;
    }
    long middle = 0x80 | (codePoint >> 6 & 0x3F);
    if (codePoint < 0x10000) {
      return last << 16 | middle << 8 | 0xE0 | codePoint >> 12;
    }
    long second = 0x80 | (codePoint >> 12 & 0x3F);
    return last << 24 | middle << 16 | second << 8 | 0xF0 | codePoint >> 18;
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void take(long word) {
      v3 ^= word;
      round();
      v0 ^= word;
    }

    long end() {
      v2 ^= 0xFF;
      for (int i = 0; i < FINAL_ROUNDS; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
