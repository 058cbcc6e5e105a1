package dk.porten.gateway.http.json;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Texts that stand for something, read from their bytes. */
public final class TextForms {

  private static final int DATE_LENGTH = 10;
  private static final int UUID_LENGTH = 36;

  private TextForms() {}

  /** Returns the date {@code YYYY-MM-DD}, or null if it is none. */
  static @Nullable LocalDate date(byte[] bytes, int start, int end) {
    if (end - start != DATE_LENGTH || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
      return null;
    }
    int year = number(bytes, start, start + 4);
    int month = number(bytes, start + 5, start + 7);
    int day = number(bytes, start + 8, end);
    boolean isDate =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= Month.of(month).length(Year.isLeap(year));
    return isDate ? LocalDate.of(year, month, day) : null;
  }

  /** Returns the number that some digits are, or a negative one if others are among them. */
  private static int number(byte[] bytes, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Returns the number that a whole number of JSON is, or null if it is beyond a long. */
  static @Nullable Long whole(byte[] bytes, int start, int end) {
    boolean isNegative = bytes[start] == '-';
    long negated = 0;
    try {
      for (int i = isNegative ? start + 1 : start; i < end; i++) {
        negated = Math.subtractExact(Math.multiplyExact(negated, 10L), bytes[i] - '0');
      }
      return isNegative ? negated : Math.negateExact(negated);
    } catch (ArithmeticException beyondLong) {
      return null;
    }
  }

  /** Returns the UUID in its canonical form, in letters of either case, or null if it is none. */
  public static @Nullable UUID uuid(byte[] bytes, int start, int end) {
    if (end - start != UUID_LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      byte next = bytes[start + i];
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (next != '-') {
          return null;
        }
      } else {
        int digit = Character.digit(next, 16);
        if (digit < 0) {
          return null;
        }
        high = (high << 4) | (low >>> 60);
        low = (low << 4) | digit;
      }
    }
    return new UUID(high, low);
  }
}
