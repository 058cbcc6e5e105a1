package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash under which user IDs are known in memory. */
final class SipHashTest {
  private static final byte[] KEY = new byte[SipHash.KEY_BYTES];

  static {
    for (int i = 0; i < KEY.length; i++) {
      KEY[i] = (byte) i;
    }
  }

  private final SipHash hash = new SipHash(KEY);

  /** Of the bytes 0, 1, 2 … under the key 0, 1, 2 …, as implementations of SipHash-1-3 have it. */
  @ParameterizedTest
  @CsvSource({
    "0, dcc40f055801acab",
    "1, 93ca577df39bf4c9",
    "2, 4dd4c74d029bcb82",
    "7, 4011b19b987d92d3",
    "8, 8e9a298d11959036",
    "9, e43d066cb38ea425",
    "15, 5699512a6dd820d3",
    "16, 668b907d1add4fcc",
    "31, bcd1218c1fdd7023",
    "32, 0db6a7166c7b1581",
    "63, a8b3bbb76290199d",
  })
  void hash_publishedVector_isIt(int bytes, String littleEndian) {
    String text =
        IntStream.range(0, bytes)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    assertThat("%016x".formatted(Long.reverseBytes(hash.hash(text)))).isEqualTo(littleEndian);
  }

  @Test
  void hash_randomTexts_isThatOfTheirBytes() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, 4)
              .map(kind -> codePoint(kind, random))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(hash.hash(text)).as("seed %d, step %d", seed, i).isEqualTo(slowly(text, KEY));
    }
  }

  @Test
  void hash_oneBitOfTheTextOrTheKey_changesAboutHalfOfTheBits() {
    var random = new SplittableRandom(1);
    long flips = 0;
    int trials = 10_000;
    for (int i = 0; i < trials; i++) {
      byte[] key = KEY.clone();
      byte[] text = "stine.always".getBytes(StandardCharsets.US_ASCII);
      byte[] changed = random.nextBoolean() ? key : text;
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(7));
      long other = new SipHash(key).hash(new String(text, StandardCharsets.US_ASCII));
      flips += Long.bitCount(other ^ hash.hash("stine.always"));
    }
    assertThat((double) flips / trials).isBetween(31.5, 32.5);
  }

  @Test
  void hash_aMillionSimilarTexts_noTwoMeet() {
    long[] hashes =
        IntStream.range(0, 1_000_000).mapToLong(i -> hash.hash("user." + i)).sorted().toArray();

    assertThat(IntStream.range(1, hashes.length).filter(i -> hashes[i] == hashes[i - 1])).isEmpty();
  }

  private static int codePoint(int kind, SplittableRandom random) {
    return switch (kind) {
      case 0 -> random.nextInt(0x80);
      case 1 -> random.nextInt(0x80, 0x800);
      case 2 -> random.nextInt(0x800, 0xD800);
      default -> random.nextInt(0x10000, 0x110000);
    };
  }

  /** The definition, word by word over the bytes. */
  private static long slowly(String text, byte[] key) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, bytes.length / 8 * 8 + 8);
    padded[padded.length - 1] = (byte) bytes.length;
    ByteBuffer keys = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    long[] v = {
      keys.getLong(0) ^ 0x736f6d6570736575L,
      keys.getLong(8) ^ 0x646f72616e646f6dL,
      keys.getLong(0) ^ 0x6c7967656e657261L,
      keys.getLong(8) ^ 0x7465646279746573L
    };
    ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    while (words.hasRemaining()) {
      long word = words.getLong();
      v[3] ^= word;
      round(v);
      v[0] ^= word;
    }
    v[2] ^= 0xFF;
    round(v);
    round(v);
    round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static void round(long[] v) {
    half(v, 0, 1, 13);
    v[0] = Long.rotateLeft(v[0], 32);
    half(v, 2, 3, 16);
    half(v, 0, 3, 21);
    half(v, 2, 1, 17);
    v[2] = Long.rotateLeft(v[2], 32);
  }

  private static void half(long[] v, int a, int b, int shift) {
    v[a] += v[b];
    v[b] = Long.rotateLeft(v[b], shift) ^ v[a];
  }
}
