package dk.porten.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class LineReaderTest {

  private static final String LONGEST = "a".repeat(LineReader.MAX_LINE_BYTES);

  /** Written with {@code ~} for LF, {@code <} for CR, {@code ^} for the mark, {@code /} between. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      textBlock =
          """
          one~two~|one/two
          one~two|one/two
          one<~two<~|one/two
          one<~two|one/two
          one<|one<
          o<ne~|o<ne
          one<<~|one<
          ^one~two|one/two
          o^ne~^two|o^ne/^two
          "a,b"#c~|"a,b"#c
           a~| a
          æ~ø~å|æ/ø/å
          """)
  void next_text_isSplitAtItsEndings(String input, String lines) throws IOException {
    assertThat(String.join("/", read(bytes(marked(input))))).isEqualTo(marked(lines));
  }

  /** Written as above; each line with its number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      textBlock =
          """
          ~|``
          <~<~|``
          <|``
          one~~two|1 one/3 two
          ^<~one|2 one
          ~~one<~ \t~two~~<~|3 one/5 two
          LONG~~two|1 line-too-long/3 two
          """)
  void next_blankLines_arePassedOverButCounted(String input, String lines) throws IOException {
    var reader = new LineReader(new ByteArrayInputStream(bytes(marked(input))));
    var found = new ArrayList<String>();
    for (InputLine line = reader.next(); line != null; line = reader.next()) {
      found.add(reader.lineNumber() + " " + text(line));
    }
    assertThat(String.join("/", found)).isEqualTo(lines);
  }

  @Test
  void next_emptyInput_hasNoLine() throws IOException {
    assertThat(read(bytes(""))).isEmpty();
    assertThat(read(bytes("\uFEFF"))).isEmpty();
  }

  @Test
  void next_notUtf8_isAFaultOfItsLineOnly() throws IOException {
    for (String wrong : List.of("\u00FF", "\u00C3", "\u00ED\u00A0\u0080", "\u00C0\u0080")) {
      byte[] input = ("one\n" + wrong + "\nthree").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(read(input)).containsExactly("one", "not-utf-8", "three");
    }
  }

  @Test
  void next_lineOfTheLimit_isRead() throws IOException {
    for (String end : List.of("", "\n", "\r\n")) {
      assertThat(read(bytes(LONGEST + end))).containsExactly(LONGEST);
    }
  }

  @Test
  void next_lineOverTheLimit_isSkippedToItsEnd() throws IOException {
    for (String over : List.of("b", "b".repeat(100_000), "b".repeat(5_000_000))) {
      assertThat(read(bytes("one\n" + LONGEST + over + "\nthree")))
          .containsExactly("one", "line-too-long", "three");
      assertThat(read(bytes(LONGEST + over))).containsExactly("line-too-long");
      assertThat(read(bytes(LONGEST + over + "\n"))).containsExactly("line-too-long");
    }
  }

  @Test
  void next_streamInRandomPieces_isReadTheSame() throws IOException {
    long seed = 20_261_121;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      byte[] input = bytes(randomText(random));
      assertThat(read(new Trickle(input, random.split())))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(read(input));
    }
  }

  private static String randomText(SplittableRandom random) {
    var text = new StringBuilder();
    for (int line = random.nextInt(12); line > 0; line--) {
      text.append("ø".repeat(random.nextInt(10)));
      text.append("x".repeat(random.nextInt(4) == 0 ? random.nextInt(9_000) : 7));
      text.append(random.nextBoolean() ? "\r\n" : "\n");
    }
    return text + (random.nextBoolean() ? "end" : "");
  }

  private static String marked(String text) {
    return text.replace("LONG", LONGEST + "b")
        .replace('~', '\n')
        .replace('<', '\r')
        .replace('^', '\uFEFF');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> read(byte[] input) throws IOException {
    return read(new ByteArrayInputStream(input));
  }

  private static List<String> read(InputStream input) throws IOException {
    var reader = new LineReader(input);
    var lines = new ArrayList<String>();
    for (InputLine line = reader.next(); line != null; line = reader.next()) {
      lines.add(text(line));
    }
    return lines;
  }

  private static String text(InputLine line) {
    return line instanceof InputLine.Text text ? text.text() : ((InputLine.Fault) line).code();
  }

  /** A stream that gives as few bytes at a time as it likes. */
  private static final class Trickle extends InputStream {
    private final InputStream whole;
    private final SplittableRandom random;

    Trickle(byte[] input, SplittableRandom random) {
      this.whole = new ByteArrayInputStream(input);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return whole.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return whole.read(target, offset, Math.min(length, 1 + random.nextInt(3_000)));
    }
  }
}
