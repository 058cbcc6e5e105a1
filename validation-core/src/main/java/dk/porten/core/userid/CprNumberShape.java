package dk.porten.core.userid;

/** The shape in which people write a CPR number (U6): {@code DDMMYY-NNNN} or with a space. */
public final class CprNumberShape {

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int REPLACEMENT_DAYS = 60;

  private CprNumberShape() {}

  /** Says whether a text is six digits of a possible date, a hyphen or space, and four digits. */
  public static boolean matches(String text) {
    return text.length() == 11
        && (text.charAt(6) == '-' || text.charAt(6) == ' ')
        && areDigits(text, 0, 6)
        && areDigits(text, 7, 11)
        && isPossibleDate(number(text, 0), number(text, 2), number(text, 4));
  }

  static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Says whether the day exists in the year 18YY, 19YY or 20YY; 2000 had a 29 February. */
  private static boolean isPossibleDate(int day, int month, int year) {
    int dayOfMonth = day > REPLACEMENT_DAYS ? day - REPLACEMENT_DAYS : day;
    return month >= 1
        && month <= 12
        && dayOfMonth >= 1
        && dayOfMonth <= DAYS[month - 1]
        && (month != 2 || dayOfMonth < 29 || year % 4 == 0);
  }

  private static int number(String text, int from) {
    return (text.charAt(from) - '0') * 10 + text.charAt(from + 1) - '0';
  }
}
