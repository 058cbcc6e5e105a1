package dk.porten.core.userid;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random texts near the boundaries of U1–U6, of well-formed UTF-16. */
final class UserIdTexts {

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
          + "0123456789{}!#$^,*()_+-=:;?.@ ";

  private static final List<String> ODD =
      List.of(
          "a\u030A", // å, å and å in capitals, decomposed
          "A\u030A",
          "A\u030a\u0301",
          "O\u0338", // looks like Ø but does not compose
          "\u00C6\u0301", // Æ that composes away
          "e\u0301",
          "\u0301",
          "\u0327",
          "\u0344", // two marks under NFC
          "\u1100\u1161", // Hangul that composes
          "\u212A", // KELVIN SIGN
          "\u212B", // ANGSTROM SIGN
          "\u037E", // GREEK QUESTION MARK
          "\u1FEF", // a grave accent under NFC
          "\u2000", // U+2002 under NFC
          "\u017F", // long s
          "\u0131", // dotless i
          "\u0130",
          "\uFF10", // full-width digits
          "\uFF19",
          "\u0661",
          "\uD83D\uDE00", // supplementary
          "\uD834\uDD5E", // supplementary, two code points under NFC
          "\u00A0",
          "\u00E9",
          "\u00DF",
          "\t",
          "'",
          "&",
          "`",
          "\u0100");

  private final RandomGenerator random;

  UserIdTexts(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    String text =
        switch (random.nextInt(8)) {
          case 0, 1 -> plain(between(3, 7));
          case 2 -> plain(between(46, 50));
          case 3 -> digits(between(9, 11));
          case 4 -> cprShape();
          case 5 -> spaces(between(0, 2)) + plain(between(2, 6)) + spaces(between(0, 2));
          case 6 -> odd(between(0, 9));
          default -> plain(between(0, 60));
        };
    return random.nextInt(4) == 0 ? withOddity(text) : text;
  }

  private String plain(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(PLAIN.charAt(random.nextInt(PLAIN.length())));
    }
    return text.toString();
  }

  private String odd(int pieces) {
    var text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(random.nextBoolean() ? oddity() : plain(1));
    }
    return text.toString();
  }

  private String digits(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(random.nextInt(10));
    }
    return text.toString();
  }

  /** Six digits, a separator and four digits; the six are a date about every other time. */
  private String cprShape() {
    int day = between(0, 32) + (random.nextBoolean() ? 60 : 0);
    int month = random.nextInt(3) == 0 ? 2 : between(0, 13);
    int year = random.nextInt(3) == 0 ? 0 : between(0, 99);
    String separator = random.nextInt(8) == 0 ? plain(1) : random.nextBoolean() ? "-" : " ";
    return "%02d%02d%02d".formatted(day, month, year) + separator + digits(4);
  }

  private static String spaces(int count) {
    return " ".repeat(count);
  }

  private String withOddity(String text) {
    int at = random.nextInt(text.length() + 1);
    boolean splitsPair = at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    int index = splitsPair ? at - 1 : at;
    return text.substring(0, index) + oddity() + text.substring(index);
  }

  private String oddity() {
    return switch (random.nextInt(4)) {
      case 0 -> Character.toString(scalar(0x400));
      case 1 -> Character.toString(scalar(Character.MAX_CODE_POINT + 1));
      default -> ODD.get(random.nextInt(ODD.size()));
    };
  }

  private int scalar(int below) {
    int codePoint = random.nextInt(below);
    boolean isSurrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return isSurrogate ? 0xFFFD : codePoint;
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
