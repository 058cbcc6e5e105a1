package dk.porten.gateway.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of a request's parts in the bytes that came. There is one only for a request on whose
 * length no two readers of HTTP/1.1 can disagree.
 *
 * @param holes the values that may differ in the next request, that of {@code Content-Length} among
 *     them, in their order
 * @param body where the body begins
 * @param end where it ends, even if the last bytes are still to come
 */
record RequestFrame(List<Hole> holes, int body, int end) {

  private static final int MAX_DIGITS = 5;

  /** Headers that say something of the connection or of this one request. */
  private static final Set<String> UNFIT =
      Set.of("connection", "expect", "transfer-encoding", "upgrade");

  /**
   * Finds the frame of a request whose whole head is there; null if the head has anything unusual.
   */
  static @Nullable RequestFrame find(byte[] bytes, int length) {
    int line = endOfLine(bytes, 0, length);
    if (line < 0 || !text(bytes, 0, line).matches("POST /[!-~]* HTTP/1\\.1")) {
      return null;
    }
    List<Hole> holes = new ArrayList<>();
    int announced = -1;
    for (int start = line + 2; ; start = line + 2) {
      line = endOfLine(bytes, start, length);
      if (line <= start) {
        int body = line + 2;
        return line < 0 || announced < 0
            ? null
            : new RequestFrame(List.copyOf(holes), body, body + announced);
      }
      String header = text(bytes, start, line);
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      if (!name.matches("[a-z0-9-]+") || UNFIT.contains(name)) {
        return null;
      }
      Hole.Value value = Hole.Value.of(name);
      if (value != null) {
        int from = start + colon + (header.startsWith(" ", colon + 1) ? 2 : 1);
        boolean isAgain = holes.stream().anyMatch(hole -> hole.value() == value);
        if (isAgain && value != Hole.Value.UNREAD) {
          return null;
        }
        holes.add(new Hole(value, from, line));
        if (value == Hole.Value.LENGTH) {
          announced = number(bytes, from, line);
        }
      }
    }
  }

  /** Returns the number that the digits stand for, or -1 if this class does not accept them. */
  static int number(byte[] bytes, int from, int to) {
    if (to <= from || to - from > MAX_DIGITS || bytes[from] == '0') {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Returns where a line ends whose end is CR LF and that has no other CR or LF; else -1. */
  private static int endOfLine(byte[] bytes, int from, int length) {
    for (int i = from; i + 1 < length; i++) {
      if (bytes[i] == '\r' || bytes[i] == '\n') {
        return bytes[i] == '\r' && bytes[i + 1] == '\n' ? i : -1;
      }
    }
    return -1;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(Arrays.copyOfRange(bytes, from, to), ISO_8859_1);
  }
}
