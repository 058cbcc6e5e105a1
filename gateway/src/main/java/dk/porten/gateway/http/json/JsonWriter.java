package dk.porten.gateway.http.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in UTF-8 to memory that grows as needed. Its methods have the names of Jackson's
 * generator and write the same bytes (docs/decisions/0009). The caller is responsible for
 * beginning, naming and ending everything in the right order.
 */
public final class JsonWriter {

  private static final int INITIAL_BYTES = 4 * 1024;
  private static final int MOST_IDLE_BYTES = 64 * 1024;
  private static final int MOST_BYTES_A_CHARACTER = 6;

  /** Quotation marks, commas, a colon, and a day. */
  private static final int MARKS = 32;

  private static final int LAST_YEAR = 9_999;

  private static final byte[] HEX = ascii("0123456789ABCDEF");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  /** What follows the backslash of an ASCII character's escape; 0 if it has none. */
  private static final byte[] ESCAPES = escapes();

  private static final byte HEXADECIMAL = 'u';

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;
  private boolean isCommaDue;

  /** Returns what a writer writes; what was written before stays what it is. */
  Buffer apart(JsonAnswer.Writer writer) {
    int start = length;
    boolean wasCommaDue = isCommaDue;
    isCommaDue = false;
    try {
      writer.write(this);
      return Buffer.buffer(length - start).appendBytes(bytes, start, length - start);
    } finally {
      length = start;
      isCommaDue = wasCommaDue;
      if (start == 0 && bytes.length > MOST_IDLE_BYTES) {
        bytes = new byte[INITIAL_BYTES];
      }
    }
  }

  public void writeStartObject() {
    begin('{');
  }

  public void writeEndObject() {
    end('}');
  }

  public void writeStartArray() {
    begin('[');
  }

  public void writeEndArray() {
    end(']');
  }

  public void writeObjectFieldStart(String name) {
    writeFieldName(name);
    begin('{');
  }

  public void writeArrayFieldStart(String name) {
    writeFieldName(name);
    begin('[');
  }

  public void writeStringField(String name, @Nullable String text) {
    writeFieldName(name);
    if (text == null) {
      writeEncoded(NULL);
    } else {
      writeString(text);
    }
  }

  public void writeNumberField(String name, long number) {
    writeFieldName(name);
    writeNumber(number);
  }

  public void writeBooleanField(String name, boolean flag) {
    writeFieldName(name);
    writeEncoded(flag ? TRUE : FALSE);
  }

  public void writeNullField(String name) {
    writeFieldName(name);
    writeEncoded(NULL);
  }

  /** Writes a member that is a day. */
  public void writeDateField(String name, @Nullable LocalDate day) {
    if (day == null || day.getYear() < 0 || day.getYear() > LAST_YEAR) {
      writeStringField(name, day == null ? null : day.toString());
      return;
    }
    writeFieldName(name);
    begin('"');
    put(day);
    end('"');
  }

  /**
   * Writes a member's name.
   *
   * @param name ASCII without anything to escape
   */
  public void writeFieldName(String name) {
    writeCode(name);
    bytes[length++] = ':';
    isCommaDue = false;
  }

  /** Writes a member that is a code: ASCII without anything to escape. */
  public void writeCodeField(String name, String code) {
    writeFieldName(name);
    writeCode(code);
  }

  private void writeCode(String code) {
    int size = code.length();
    reserve(size);
    byte[] to = bytes;
    int at = length;
    if (isCommaDue) {
      to[at++] = ',';
    }
    to[at++] = '"';
    for (int i = 0; i < size; i++) {
      to[at++] = (byte) code.charAt(i);
    }
    to[at++] = '"';
    length = at;
    isCommaDue = true;
  }

  public void writeString(String text) {
    begin('"');
    reserve(text.length() * MOST_BYTES_A_CHARACTER);
    byte[] to = bytes;
    int at = length;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < 0x80 && ESCAPES[next] == 0) {
        to[at++] = (byte) next;
      } else {
        length = at;
        putCharacter(next);
        at = length;
      }
    }
    length = at;
    end('"');
  }

  public void writeNumber(long number) {
    writeEncoded(ascii(Long.toString(number)));
  }

  /** Writes a value, or members with their names, that are JSON already. */
  public void writeEncoded(byte[] json) {
    separate();
    reserve(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    isCommaDue = true;
  }

  private void begin(char mark) {
    separate();
    bytes[length++] = (byte) mark;
    isCommaDue = false;
  }

  private void end(char mark) {
    reserve(0);
    bytes[length++] = (byte) mark;
    isCommaDue = true;
  }

  private void separate() {
    reserve(0);
    if (isCommaDue) {
      bytes[length++] = ',';
    }
  }

  /** Makes room for some bytes and for the marks around them. */
  private void reserve(int more) {
    if (bytes.length - length < more + MARKS) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more + MARKS));
    }
  }

  /** Puts a character that does not stand for itself; surrogates are escaped, as Jackson has it. */
  private void putCharacter(char next) {
    if (next >= 0x80 && !Character.isSurrogate(next)) {
      putEncoded(next);
      return;
    }
    bytes[length++] = '\\';
    if (next < 0x80 && ESCAPES[next] != HEXADECIMAL) {
      bytes[length++] = ESCAPES[next];
    } else {
      bytes[length++] = HEXADECIMAL;
      for (int shift = 12; shift >= 0; shift -= 4) {
        bytes[length++] = HEX[(next >> shift) & 0xF];
      }
    }
  }

  private void putEncoded(char next) {
    if (next < 0x800) {
      bytes[length++] = (byte) (0xC0 | (next >> 6));
    } else {
      bytes[length++] = (byte) (0xE0 | (next >> 12));
      bytes[length++] = (byte) (0x80 | ((next >> 6) & 0x3F));
    }
    bytes[length++] = (byte) (0x80 | (next & 0x3F));
  }

  private void put(LocalDate day) {
    putTwoDigits(day.getYear() / 100);
    putTwoDigits(day.getYear() % 100);
    bytes[length++] = '-';
    putTwoDigits(day.getMonthValue());
    bytes[length++] = '-';
    putTwoDigits(day.getDayOfMonth());
  }

  private void putTwoDigits(int number) {
    bytes[length++] = (byte) ('0' + number / 10);
    bytes[length++] = (byte) ('0' + number % 10);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] escapes() {
    var escapes = new byte[0x80];
    Arrays.fill(escapes, 0, ' ', HEXADECIMAL);
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
