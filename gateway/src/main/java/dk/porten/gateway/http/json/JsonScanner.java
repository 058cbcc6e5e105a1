package dk.porten.gateway.http.json;

/**
 * Reads a JSON text piece by piece: marks, texts, numbers, literals. Escapes in texts are resolved
 * in place, since that only makes the texts shorter. Input that is not JSON, or not UTF-8, ends the
 * reading with a {@link MalformedJsonException}.
 */
final class JsonScanner {

  private static final int[] LEAST_CODE_POINTS = {0, 0x80, 0x800, 0x10000};

  private final byte[] bytes;
  private int at;
  private int start;
  private int end;
  private boolean isText;

  JsonScanner(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns where the last text or number starts. */
  int start() {
    return start;
  }

  /** Returns where the last text or number ends. */
  int end() {
    return end;
  }

  /** Says whether the last text is valid; one with a lone surrogate is not. */
  boolean isText() {
    return isText;
  }

  /** Takes the next byte that is not space. */
  byte token() {
    byte next = take();
    while (isSpace(next)) {
      next = take();
    }
    return next;
  }

  /** Gives the last token back. */
  void back() {
    at--;
  }

  /** Sees that nothing but space is left. */
  void finish() {
    while (at < bytes.length) {
      if (!isSpace(bytes[at++])) {
        throw malformed();
      }
    }
  }

  /** Reads a literal after its first letter. */
  void literal(String letters) {
    for (int i = 1; i < letters.length(); i++) {
      if (take() != letters.charAt(i)) {
        throw malformed();
      }
    }
  }

  /** Reads a text after its quotation mark. */
  void text() {
    start = at;
    isText = true;
    for (int i = at; i < bytes.length; i++) {
      byte next = bytes[i];
      if (next == '"') {
        end = i;
        at = i + 1;
        return;
      }
      if (next < ' ' || next == '\\') {
        at = i;
        spellOut();
        return;
      }
    }
    throw malformed();
  }

  /** Reads a number after its first byte; says whether it is a whole number. */
  boolean number() {
    start = --at;
    boolean isWhole = true;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      isWhole = false;
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      isWhole = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    end = at;
    return isWhole;
  }

  private void digits() {
    int first = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at == first) {
      throw malformed();
    }
  }

  /** Reads the rest of a text in which not every byte is a character that stands for itself. */
  private void spellOut() {
    int to = at;
    for (byte next = take(); next != '"'; next = take()) {
      int codePoint = next;
      if (next == '\\') {
        codePoint = escaped();
      } else if (next < 0) {
        codePoint = encoded(next & 0xFF);
      } else if (next < ' ') {
        throw malformed();
      }
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        isText = false;
      } else {
        to = write(codePoint, to);
      }
    }
    end = to;
  }

  /** Reads an escape after its backslash. */
  private int escaped() {
    byte next = take();
    return switch (next) {
      case '"', '\\', '/' -> next;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> escapedCodePoint();
      default -> throw malformed();
    };
  }

  /** Reads a code point, or a surrogate that is alone, after {@code \}{@code u}. */
  private int escapedCodePoint() {
    char unit = escapedUnit();
    if (Character.isHighSurrogate(unit)
        && at + 1 < bytes.length
        && bytes[at] == '\\'
        && bytes[at + 1] == 'u') {
      int afterUnit = at;
      at += 2;
      char low = escapedUnit();
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(unit, low);
      }
      at = afterUnit;
    }
    return unit;
  }

  private char escapedUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw malformed();
      }
      unit = (unit << 4) | digit;
    }
    return (char) unit;
  }

  /** Reads the rest of a character that takes several bytes (RFC 3629, 4). */
  private int encoded(int first) {
    if (first < 0xC2 || first > 0xF4) {
      throw malformed();
    }
    int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    int codePoint = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      byte next = take();
      if ((next & 0xC0) != 0x80) {
        throw malformed();
      }
      codePoint = (codePoint << 6) | (next & 0x3F);
    }
    boolean isSurrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (codePoint < LEAST_CODE_POINTS[more]
        || codePoint > Character.MAX_CODE_POINT
        || isSurrogate) {
      throw malformed();
    }
    return codePoint;
  }

  private int write(int codePoint, int from) {
    int to = from;
    if (codePoint < 0x80) {
      bytes[to++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[to++] = (byte) (0xC0 | (codePoint >> 6));
      bytes[to++] = (byte) (0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
      bytes[to++] = (byte) (0xE0 | (codePoint >> 12));
      bytes[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      bytes[to++] = (byte) (0x80 | (codePoint & 0x3F));
    } else {
      bytes[to++] = (byte) (0xF0 | (codePoint >> 18));
      bytes[to++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      bytes[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      bytes[to++] = (byte) (0x80 | (codePoint & 0x3F));
    }
    return to;
  }

  private byte take() {
    if (at == bytes.length) {
      throw malformed();
    }
    return bytes[at++];
  }

  /** Returns the next byte, or one that is nothing in JSON if there is none. */
  private byte peek() {
    return at < bytes.length ? bytes[at] : 0;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  static MalformedJsonException malformed() {
    return new MalformedJsonException();
  }
}
