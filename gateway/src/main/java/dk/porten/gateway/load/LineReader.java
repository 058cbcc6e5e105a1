package dk.porten.gateway.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a UTF-8 stream that are not blank. They end with LF or CRLF; the last one may lack
 * its end. A byte-order mark at the start is skipped. Holds one buffer, however long a line is.
 */
final class LineReader {

  /** Without its ending. The longest user ID of any pack takes 1,536 bytes, decomposed. */
  static final int MAX_LINE_BYTES = 4_096;

  private static final int BUFFER_BYTES = 64 * 1_024;

  private final InputStream input;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int limit;
  private long bytesTaken;
  private long lineNumber;

  /**
   * Reads the first bytes; the caller closes the stream.
   *
   * @throws UnsupportedEncodingException if they are of UTF-16, as Windows likes to write it
   */
  LineReader(InputStream input) throws IOException {
    this.input = input;
    limit = input.readNBytes(buffer, 0, 3);
    bytesTaken = limit;
    if (isUtf16()) {
      throw new UnsupportedEncodingException("UTF-16");
    }
    if (limit == 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      start = 3;
    }
  }

  /** It begins with a mark of its own, or with a character of Latin-1, half of which is 0. */
  private boolean isUtf16() {
    char first = (char) ((buffer[0] & 0xFF) << 8 | (buffer[1] & 0xFF));
    boolean isMark = first == '\uFEFF' || first == '\uFFFE';
    return limit >= 2 && (isMark || buffer[0] == 0 || buffer[1] == 0);
  }

  /** Returns how many bytes were taken from the stream, some of them perhaps of the next lines. */
  long bytesTaken() {
    return bytesTaken;
  }

  /** Returns the number of the line that was returned last, from 1, the blank ones counted. */
  long lineNumber() {
    return lineNumber;
  }

  /** Returns the next line that is not blank; null after the last. */
  @Nullable InputLine next() throws IOException {
    InputLine line;
    do {
      line = read();
      lineNumber++;
    } while (line instanceof InputLine.Text text && text.text().isBlank());
    return line;
  }

  private @Nullable InputLine read() throws IOException {
    int end = findLineFeed(start);
    while (end < 0 && limit - start <= MAX_LINE_BYTES + 1) {
      int searched = limit - start;
      if (!fill()) {
        return lastLine();
      }
      end = findLineFeed(start + searched);
    }
    if (end < 0) {
      skipLine();
      return InputLine.Fault.LINE_TOO_LONG;
    }
    int from = start;
    start = end + 1;
    return line(from, end > from && buffer[end - 1] == '\r' ? end - 1 : end);
  }

  private @Nullable InputLine lastLine() {
    int from = start;
    start = limit;
    return from == limit ? null : line(from, limit);
  }

  private InputLine line(int from, int to) {
    if (to - from > MAX_LINE_BYTES) {
      return InputLine.Fault.LINE_TOO_LONG;
    }
    for (int i = from; i < to; i++) {
      if (buffer[i] < 0) {
        return decoded(from, to);
      }
    }
    return new InputLine.Text(new String(buffer, from, to - from, StandardCharsets.ISO_8859_1));
  }

  private InputLine decoded(int from, int to) {
    try {
      return new InputLine.Text(
          decoder.decode(ByteBuffer.wrap(buffer, from, to - from)).toString());
    } catch (CharacterCodingException malformed) {
      return InputLine.Fault.NOT_UTF_8;
    }
  }

  private int findLineFeed(int from) {
    for (int i = from; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Goes on behind the next line feed, or at the end, without holding what is before it. */
  private void skipLine() throws IOException {
    start = limit;
    while (fill()) {
      int end = findLineFeed(start);
      if (end >= 0) {
        start = end + 1;
        return;
      }
      start = limit;
    }
  }

  /** Reads more behind what is not taken yet, which moves to the front; false at the end. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    limit -= start;
    start = 0;
    int read = input.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      return false;
    }
    limit += read;
    bytesTaken += read;
    return true;
  }
}
