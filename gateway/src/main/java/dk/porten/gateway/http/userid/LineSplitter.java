package dk.porten.gateway.http.userid;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes that come in chunks into the lines that are not blank. A line ends with LF or CRLF;
 * the last one may lack its end. Holds one chunk and one line, however long a line is. Not
 * thread-safe.
 */
final class LineSplitter {

  /** Without its ending. */
  static final int MAX_LINE_BYTES = 4 * 1024;

  /** As much of a line as is needed to tell that it is too long, its CR aside. */
  private static final int MAX_HELD_BYTES = MAX_LINE_BYTES + 2;

  private byte[] chunk = new byte[0];
  private int position;
  private final byte[] held = new byte[MAX_HELD_BYTES];
  private int heldBytes;
  private long number;

  /** Takes the next bytes; those before must have been cut, until {@link #next} returned null. */
  void add(byte[] bytes) {
    assert position == chunk.length : "bytes are left";
    chunk = bytes;
    position = 0;
  }

  /** Returns the next line that ends in the bytes at hand; null if more are needed. */
  @Nullable StreamLine next() {
    while (position < chunk.length) {
      int end = lineEnd();
      hold(end);
      if (end == chunk.length) {
        position = end;
        return null;
      }
      position = end + 1;
      StreamLine line = cut();
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  /** Returns what is behind the last line feed once all bytes were cut; null if it is blank. */
  @Nullable StreamLine last() {
    return heldBytes == 0 ? null : cut();
  }

  private int lineEnd() {
    int end = position;
    while (end < chunk.length && chunk[end] != '\n') {
      end++;
    }
    return end;
  }

  private void hold(int end) {
    int bytes = Math.min(end - position, MAX_HELD_BYTES - heldBytes);
    System.arraycopy(chunk, position, held, heldBytes, bytes);
    heldBytes += bytes;
  }

  private @Nullable StreamLine cut() {
    number++;
    int length = heldBytes;
    heldBytes = 0;
    if (length > 0 && held[length - 1] == '\r') {
      length--;
    }
    if (length > MAX_LINE_BYTES) {
      return new StreamLine.TooLong(number);
    }
    return isBlank(length)
        ? null
        : new StreamLine.Whole(number, Buffer.buffer(length).appendBytes(held, 0, length));
  }

  /** Says whether the line has only what JSON takes for space. */
  private boolean isBlank(int length) {
    for (int i = 0; i < length; i++) {
      if (held[i] != ' ' && held[i] != '\t' && held[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
