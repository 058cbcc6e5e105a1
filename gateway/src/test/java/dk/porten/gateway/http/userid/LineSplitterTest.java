package dk.porten.gateway.http.userid;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How bytes become lines. */
final class LineSplitterTest {
  private static final int MOST = LineSplitter.MAX_LINE_BYTES;
  private static final String LONGEST = "x".repeat(MOST);

  static Stream<Arguments> inputs() {
    return Stream.of(
        Arguments.of("nothing", "", List.of()),
        Arguments.of("one", "a\n", List.of("1 a")),
        Arguments.of("last one without its end", "a\nb", List.of("1 a", "2 b")),
        Arguments.of("CRLF", "a\r\nb\r\n", List.of("1 a", "2 b")),
        Arguments.of("LF and CRLF", "a\nb\r\nc\n", List.of("1 a", "2 b", "3 c")),
        Arguments.of("last one with CR only", "a\r", List.of("1 a")),
        Arguments.of("CR within", "a\rb\n", List.of("1 a\rb")),
        Arguments.of("two CR", "a\r\r\n", List.of("1 a\r")),
        Arguments.of("blank ones count", "\n\r\n \t\na\n\nb", List.of("4 a", "6 b")),
        Arguments.of("blank to the end", "a\n  ", List.of("1 a")),
        Arguments.of("space around", " a \n", List.of("1  a ")),
        Arguments.of("longest", LONGEST + "\nb", List.of("1 " + LONGEST, "2 b")),
        Arguments.of("longest with CR", LONGEST + "\r\nb", List.of("1 " + LONGEST, "2 b")),
        Arguments.of("one too many", LONGEST + "x\nb", List.of("1 too long", "2 b")),
        Arguments.of("one too many, CR", LONGEST + "x\r\nb", List.of("1 too long", "2 b")),
        Arguments.of("CR one too far", LONGEST + "\rx\nb", List.of("1 too long", "2 b")),
        Arguments.of("far too long", LONGEST.repeat(9) + "\nb", List.of("1 too long", "2 b")),
        Arguments.of("far too long, no end", LONGEST.repeat(9), List.of("1 too long")),
        Arguments.of("blank, too long", " ".repeat(MOST + 1), List.of("1 too long")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void next_wholeInput_isCutIntoItsLines(String name, String input, List<String> lines) {
    assertThat(cut(List.of(input.getBytes(ISO_8859_1)))).isEqualTo(lines);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void next_byteByByte_isCutTheSame(String name, String input, List<String> lines) {
    List<byte[]> chunks = new ArrayList<>();
    for (byte one : input.getBytes(ISO_8859_1)) {
      chunks.add(new byte[] {one});
    }

    assertThat(cut(chunks)).isEqualTo(lines);
  }

  @Test
  void next_randomInputInRandomChunks_isWhatSplittingTheTextGives() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String input = randomInput(random);

      assertThat(cut(randomChunks(input.getBytes(ISO_8859_1), random)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(oracle(input));
    }
  }

  private static List<String> cut(List<byte[]> chunks) {
    LineSplitter splitter = new LineSplitter();
    List<String> lines = new ArrayList<>();
    for (byte[] chunk : chunks) {
      splitter.add(chunk);
      for (StreamLine line = splitter.next(); line != null; line = splitter.next()) {
        lines.add(told(line));
      }
    }
    StreamLine last = splitter.last();
    if (last != null) {
      lines.add(told(last));
    }
    assertThat(splitter.last()).isNull();
    return lines;
  }

  private static String told(StreamLine line) {
    String rest =
        line instanceof StreamLine.Whole whole ? whole.bytes().toString(ISO_8859_1) : "too long";
    return line.number() + " " + rest;
  }

  /** Cuts the slow and plain way: the whole text at once. */
  private static List<String> oracle(String input) {
    List<String> lines = new ArrayList<>();
    String[] all = input.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      String line = all[i].endsWith("\r") ? all[i].substring(0, all[i].length() - 1) : all[i];
      if (line.length() > MOST) {
        lines.add(i + 1 + " too long");
      } else if (!line.matches("[ \t\r]*")) {
        lines.add(i + 1 + " " + line);
      }
    }
    return lines;
  }

  private static String randomInput(Random random) {
    StringBuilder input = new StringBuilder();
    for (int parts = random.nextInt(40); parts > 0; parts--) {
      switch (random.nextInt(8)) {
        case 0 -> input.append("\r\n");
        case 1 -> input.append('\r');
        case 2 -> input.append("x".repeat(MOST - 2 + random.nextInt(5)));
        case 3 -> input.append(" \t");
        case 4, 5 -> input.append((char) ('!' + random.nextInt(200)));
        default -> input.append('\n');
      }
    }
    return input.toString();
  }

  private static List<byte[]> randomChunks(byte[] input, Random random) {
    List<byte[]> chunks = new ArrayList<>();
    int most = 1 << random.nextInt(14);
    for (int from = 0; from < input.length; ) {
      int to = Math.min(input.length, from + random.nextInt(most + 1));
      chunks.add(Arrays.copyOfRange(input, from, to));
      from = to;
    }
    return chunks;
  }
}
