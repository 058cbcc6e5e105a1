package dk.porten.core.userid;

import dk.porten.core.pack.ReasonCode;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * U1–U6 as they read, with sets and patterns: slow, obvious, and sharing no code with the decision.
 */
final class UserIdOracle {

  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzæøå";
  private static final String ALLOWED = LETTERS + "0123456789" + "{}!#$^,*()_+-=:;?.@" + " ";
  private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10}");
  private static final Pattern CPR_NUMBER = Pattern.compile("([0-9]{6})[- ][0-9]{4}");
  private static final Set<String> CPR_DATES = cprDates();

  private UserIdOracle() {}

  /** U1. */
  static String canonical(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .map(c -> CAPITALS.indexOf(c) < 0 ? c : LETTERS.codePointAt(CAPITALS.indexOf(c)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** U2–U6, in the order of U8. */
  static List<Violation> violations(String canonical) {
    var found = new ArrayList<Violation>();
    List<Integer> characters = canonical.codePoints().boxed().toList();
    if (characters.size() < 5) {
      found.add(new Violation(ReasonCode.TOO_SHORT, null));
    }
    if (characters.size() > 48) {
      found.add(new Violation(ReasonCode.TOO_LONG, null));
    }
    for (int index = 0; index < characters.size(); index++) {
      if (ALLOWED.indexOf(characters.get(index)) < 0) {
        found.add(new Violation(ReasonCode.FORBIDDEN_CHARACTER, index));
      }
    }
    if (!characters.isEmpty() && characters.get(0) == ' ') {
      found.add(new Violation(ReasonCode.LEADING_SPACE, null));
    }
    if (!characters.isEmpty() && characters.get(characters.size() - 1) == ' ') {
      found.add(new Violation(ReasonCode.TRAILING_SPACE, null));
    }
    if (TEN_DIGITS.matcher(canonical).matches()) {
      found.add(new Violation(ReasonCode.TEN_DIGITS, null));
    }
    var cprNumber = CPR_NUMBER.matcher(canonical);
    if (cprNumber.matches() && CPR_DATES.contains(cprNumber.group(1))) {
      found.add(new Violation(ReasonCode.CPR_NUMBER, null));
    }
    return found;
  }

  /** Every day of the three centuries as DDMMYY, and again with 60 added to the day. */
  private static Set<String> cprDates() {
    var dates = new HashSet<String>();
    var monthAndYear = DateTimeFormatter.ofPattern("MMuu");
    LocalDate.of(1800, 1, 1)
        .datesUntil(LocalDate.of(2100, 1, 1))
        .forEach(
            date -> {
              String rest = monthAndYear.format(date);
              dates.add(twoDigits(date.getDayOfMonth()) + rest);
              dates.add(twoDigits(date.getDayOfMonth() + 60) + rest);
            });
    return dates;
  }

  private static String twoDigits(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
