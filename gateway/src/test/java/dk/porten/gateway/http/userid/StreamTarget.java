package dk.porten.gateway.http.userid;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a stream are the same however its bytes come in pieces. */
public final class StreamTarget {
  private static final int MAX_PIECE_BYTES = 97;

  private StreamTarget() {}

  /** Cuts bytes that come in pieces; the byte before them says how long the pieces are. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    int most = 1 + (input[0] & 0xFF) * (input[0] < 0 ? MAX_PIECE_BYTES : 1);
    var splitter = new LineSplitter();
    List<StreamLine> lines = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += most) {
      splitter.add(Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + most)));
      for (StreamLine line = splitter.next(); line != null; line = splitter.next()) {
        lines.add(line);
      }
    }
    StreamLine last = splitter.last();
    if (last != null) {
      lines.add(last);
    }
    if (!lines.equals(expected(bytes))) {
      throw new AssertionError(lines + " and not " + expected(bytes));
    }
  }

  /** Cuts the whole at once. */
  private static List<StreamLine> expected(byte[] bytes) {
    List<StreamLine> lines = new ArrayList<>();
    int number = 0;
    for (int start = 0; start < bytes.length; ) {
      int feed = start;
      while (feed < bytes.length && bytes[feed] != '\n') {
        feed++;
      }
      number++;
      int end = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
      byte[] line = Arrays.copyOfRange(bytes, start, end);
      if (line.length > LineSplitter.MAX_LINE_BYTES) {
        lines.add(new StreamLine.TooLong(number));
      } else if (!isBlank(line)) {
        lines.add(new StreamLine.Whole(number, Buffer.buffer(line)));
      }
      start = feed + 1;
    }
    return lines;
  }

  private static boolean isBlank(byte[] line) {
    for (byte next : line) {
      if (next != ' ' && next != '\t' && next != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    String line = "{\"userId\":\"stine\"}";
    String longest = "x".repeat(LineSplitter.MAX_LINE_BYTES);
    return List.of(
        ("\1" + line + "\n" + line + "\r\n\r\n \t\r\n" + line).getBytes(UTF_8),
        ("\7" + longest + "\r\n" + longest + "x\n" + longest + "\r").getBytes(UTF_8),
        ("\13" + longest + "\r\r\n" + longest + longest + "\n" + line + "\r").getBytes(UTF_8),
        "\0\n\n\r\n\r\r\n".getBytes(UTF_8));
  }
}
