package dk.porten.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.RulePacks;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.gateway.postgres.schema.PersonKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The lines of an imported file: as many and the same as a slow reader finds. As lines of
 * attestations and as user IDs they are taken or rejected, and nothing else happens.
 */
public final class ImportTarget {
  private static final Instant NOW = Instant.parse("2026-12-03T09:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-12-03");
  private static final PackShelf SHELF = shelf();
  private static final AttestationRowReader ROWS =
      new AttestationRowReader(SHELF, PersonKey.parse("00".repeat(32)), NOW);
  private static final UserIdDecision USER_IDS =
      new UserIdDecision(Objects.requireNonNull(SHELF.packs().get(0).userId()));

  private ImportTarget() {}

  /** Reads a file, which comes in small pieces. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    LineReader reader;
    try {
      reader = new LineReader(new Trickle(input));
    } catch (UnsupportedEncodingException utf16) {
      return;
    }
    List<InputLine> lines = new ArrayList<>();
    for (InputLine line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
      if (line instanceof InputLine.Text text) {
        take(reader.lineNumber(), text.text());
      }
    }
    if (!lines.equals(expected(input)) || reader.bytesTaken() != input.length) {
      throw new AssertionError("other lines: " + lines);
    }
  }

  private static void take(long number, String line) {
    USER_IDS.decide(line);
    try {
      AttestationRow row = ROWS.read(number, line);
      if (row.on().isAfter(TODAY) || row.lineNumber() != number) {
        throw new AssertionError("what is taken is of the past");
      }
    } catch (RejectedRow rejected) {
      // as most are
    }
  }

  private static List<InputLine> expected(byte[] input) {
    boolean isMarked =
        input.length >= 3
            && Arrays.equals(input, 0, 3, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, 3);
    List<InputLine> lines = new ArrayList<>();
    for (int start = isMarked ? 3 : 0; start < input.length; ) {
      int feed = start;
      while (feed < input.length && input[feed] != '\n') {
        feed++;
      }
      boolean isEnded = feed < input.length;
      int end = isEnded && feed > start && input[feed - 1] == '\r' ? feed - 1 : feed;
      InputLine line = line(Arrays.copyOfRange(input, start, end));
      if (!(line instanceof InputLine.Text text && text.text().isBlank())) {
        lines.add(line);
      }
      start = feed + 1;
    }
    return lines;
  }

  private static InputLine line(byte[] bytes) {
    if (bytes.length > LineReader.MAX_LINE_BYTES) {
      return InputLine.Fault.LINE_TOO_LONG;
    }
    try {
      return new InputLine.Text(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException malformed) {
      return InputLine.Fault.NOT_UTF_8;
    }
  }

  /** Gives a few bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    private int next = 1;

    Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      next = 1 + next * 7 % 1_009;
      return super.read(into, from, Math.min(length, next));
    }
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    String row =
        "a-1,2026-11-30,5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937a,"
            + "3c1f6a0b-7d52-4e88-9a6e-5b0f2d417c93,mitid-national\n";
    String longest = "x".repeat(LineReader.MAX_LINE_BYTES);
    return List.of(
        (AttestationRowReader.HEADER + "\n" + row + row.replace("-11-30", "-12-04"))
            .getBytes(UTF_8),
        row.replace("mitid-national", "mitid-herning@1").replace("\n", "\r\n").getBytes(UTF_8),
        row.replace("a-1", "\"a,1\"").getBytes(UTF_8),
        row.replace("2026-11-30", "2026-02-30").getBytes(UTF_8),
        "stine!always\r\n \u2003\n\u00e6\u00f8\u00e5\nÅrhus.1".getBytes(UTF_8),
        ("\uFEFF" + longest + "\r\n" + longest + "x\n" + longest + "\r").getBytes(UTF_8),
        new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0},
        new byte[] {'a', (byte) 0xC0, (byte) 0xAF, '\n', 'b'});
  }

  private static PackShelf shelf() {
    try {
      return new PackShelf(RulePacks.shipped());
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
