package dk.porten.gateway.http.json;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text that was parsed: its values in a row of numbers, each before those that it holds,
 * with the places of names and texts among the text's own bytes. No object stands for a value, and
 * nothing is decoded before it is asked for. A value is known by where it begins in the row.
 */
final class JsonTape {

  /** No value. */
  static final int NONE = -1;

  // What a value is.
  static final int OBJECT = 0;
  static final int ARRAY = 1;
  static final int TEXT = 2;

  /** A number without fraction and exponent. */
  static final int WHOLE = 3;

  static final int TRUE = 4;
  static final int FALSE = 5;

  /** Null or another number: of no type that a member takes. */
  static final int OTHER = 6;

  /** What is wrong in itself and has been reported. */
  static final int FAULTY = 7;

  // What the row has of each value.
  private static final int KIND = 0;
  private static final int NAME_START = 1;
  private static final int NAME_END = 2;
  private static final int START = 3;
  private static final int END = 4;
  private static final int NEXT = 5;
  private static final int FIELDS = 6;

  private static final int FIRST_VALUES = 64;
  private static final int BYTES_A_VALUE = 8;

  private final byte[] bytes;
  private int[] row;
  private int length;

  JsonTape(byte[] bytes) {
    this.bytes = bytes;
    row = new int[FIELDS * Math.min(bytes.length / BYTES_A_VALUE + 1, FIRST_VALUES)];
  }

  /**
   * Adds a value.
   *
   * @param nameStart where its name starts in the bytes; {@link #NONE} if it has none to go by
   * @param start where what it is written as starts in the bytes
   */
  int add(int kind, int nameStart, int nameEnd, int start, int end) {
    if (length == row.length) {
      row = Arrays.copyOf(row, 2 * length);
    }
    int value = length;
    row[value + KIND] = kind;
    row[value + NAME_START] = nameStart;
    row[value + NAME_END] = nameEnd;
    row[value + START] = start;
    row[value + END] = end;
    row[value + NEXT] = value + FIELDS;
    length += FIELDS;
    return value;
  }

  /** Adds an object or a list; what is added before {@link #close} is in it. */
  int open(int kind, int nameStart, int nameEnd, int outer) {
    int value = add(kind, nameStart, nameEnd, 0, 0);
    row[value + NEXT] = outer;
    return value;
  }

  /** Returns what an object or list that is still open stands in. */
  int outer(int open) {
    return row[open + NEXT];
  }

  /** Ends an object or a list. */
  void close(int open, int kind) {
    row[open + KIND] = kind;
    row[open + NEXT] = length;
  }

  /** Counts one value more among those of an object or a list. */
  void count(int container) {
    row[container + START]++;
  }

  /** Makes a member one that is not found any more. */
  void hide(int member) {
    row[member + NAME_START] = NONE;
  }

  /** Returns the value that holds all others. */
  int root() {
    return 0;
  }

  int kind(int value) {
    return row[value + KIND];
  }

  /** Returns how many items a list has, or members an object, those that are hidden aside. */
  int size(int container) {
    return row[container + START];
  }

  /** Returns the first value in an object or list that is not empty. */
  int first(int container) {
    return container + FIELDS;
  }

  /** Returns the value after one, or where the object or list ends that holds it. */
  int next(int value) {
    return row[value + NEXT];
  }

  boolean isHidden(int member) {
    return row[member + NAME_START] == NONE;
  }

  String name(int member) {
    return decode(row[member + NAME_START], row[member + NAME_END]);
  }

  /**
   * Says whether a member is found by a name.
   *
   * @param name ASCII only
   */
  boolean isNamed(int member, String name) {
    int start = row[member + NAME_START];
    int size = name.length();
    if (start == NONE || row[member + NAME_END] - start != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Says whether a member is found by the name of another one. */
  boolean isNamedAs(int member, int other) {
    int start = row[member + NAME_START];
    int end = row[member + NAME_END];
    int otherStart = row[other + NAME_START];
    int otherEnd = row[other + NAME_END];
    return end - start == otherEnd - otherStart
        && start != NONE
        && Arrays.equals(bytes, start, end, bytes, otherStart, otherEnd);
  }

  /** Returns a text, or null if the value is none. */
  @Nullable String text(int value) {
    return kind(value) == TEXT ? decode(row[value + START], row[value + END]) : null;
  }

  /**
   * Returns texts, empty where a value is none. Each is made when it is asked for: many at once
   * take several times as much memory as the body.
   */
  List<String> texts(int[] values) {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return Objects.requireNonNullElse(text(values[index]), "");
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }

  /** Returns what a text stands for, or null if that is nothing. */
  <T> @Nullable T choice(int text, Codes<T> choices) {
    return choices.find(bytes, row[text + START], row[text + END]);
  }

  /** Returns the date that a text is, or null if it is none. */
  @Nullable LocalDate date(int text) {
    return TextForms.date(bytes, row[text + START], row[text + END]);
  }

  /** Returns the UUID that a text is, or null if it is none. */
  @Nullable UUID uuid(int text) {
    return TextForms.uuid(bytes, row[text + START], row[text + END]);
  }

  /** Returns a whole number, or null if the value is none or beyond a long. */
  @Nullable Long whole(int value) {
    return kind(value) == WHOLE
        ? TextForms.whole(bytes, row[value + START], row[value + END])
        : null;
  }

  /** Says whether a text has more code points than a number. */
  boolean isLongerThan(int text, int codePoints) {
    int left = codePoints;
    if (row[text + END] - row[text + START] <= left) {
      return false;
    }
    for (int i = row[text + START]; i < row[text + END]; i++) {
      boolean isFirstOfCodePoint = (bytes[i] & 0xC0) != 0x80;
      if (isFirstOfCodePoint && --left < 0) {
        return true;
      }
    }
    return false;
  }

  private String decode(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Returns how many bytes the row takes, which may be many times as many as the text's. */
  int rowBytes() {
    return row.length * Integer.BYTES;
  }
}
