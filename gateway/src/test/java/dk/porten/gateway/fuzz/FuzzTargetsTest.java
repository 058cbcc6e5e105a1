package dk.porten.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each target stands its first inputs, and some thousand others made of them without looking at
 * what they reach. {@code ops/fuzz} does that by coverage, for as long as one likes.
 */
@Timeout(300)
final class FuzzTargetsTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_203);
  private static final int MOST_BYTES = 16_384;

  static List<Target> targets() {
    return Target.ALL;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void target_itsFirstInputsAndChangedOnes_isAsItHasToBe(Target target) throws Exception {
    var random = new Random(SEED);
    List<byte[]> seeds = target.seeds().make();
    for (byte[] seed : seeds) {
      read(target, seed);
    }
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = seeds.get(random.nextInt(seeds.size()));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        input = changed(input, seeds.get(random.nextInt(seeds.size())), random);
      }
      read(target, input);
    }
  }

  @Test
  void targets_allThatTheSourcesHave_areRead() throws IOException {
    try (Stream<Path> tree = Files.walk(Path.of("src", "test", "java"))) {
      List<String> found =
          tree.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Target.java") && !name.equals("Target.java"))
              .map(name -> name.replace(".java", ""))
              .toList();
      assertThat(Target.ALL)
          .extracting(Target::toString)
          .containsExactlyInAnyOrderElementsOf(found);
    }
  }

  private static void read(Target target, byte[] input) {
    try {
      target.reader().read(input.clone());
    } catch (Throwable wrong) {
      String bytes = HexFormat.of().formatHex(input, 0, Math.min(input.length, 2_000));
      throw new AssertionError(target + ", seed " + SEED + ": " + bytes, wrong);
    }
  }

  /** Returns bytes of which some are others, doubled, gone, or of another input. */
  private static byte[] changed(byte[] bytes, byte[] other, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(16));
    byte[] middle =
        switch (random.nextInt(5)) {
          case 0 -> new byte[] {(byte) random.nextInt(256)};
          case 1 -> new byte[0];
          case 2 -> repeated(bytes, from, to, 1 + random.nextInt(40));
          case 3 -> {
            int start = random.nextInt(other.length + 1);
            yield repeated(other, start, Math.min(other.length, start + random.nextInt(64)), 1);
          }
          default -> {
            byte[] flipped = repeated(bytes, from, to, 1);
            for (int i = 0; i < flipped.length; i++) {
              flipped[i] ^= (byte) (1 << random.nextInt(8));
            }
            yield flipped;
          }
        };
    byte[] changed = new byte[Math.min(MOST_BYTES, from + middle.length + bytes.length - to)];
    for (int i = 0; i < changed.length; i++) {
      int inMiddle = i - from;
      changed[i] =
          inMiddle < 0
              ? bytes[i]
              : inMiddle < middle.length ? middle[inMiddle] : bytes[to + inMiddle - middle.length];
    }
    return changed;
  }

  private static byte[] repeated(byte[] bytes, int from, int to, int times) {
    byte[] repeated = new byte[(to - from) * times];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = bytes[from + i % (to - from)];
    }
    return repeated;
  }
}
