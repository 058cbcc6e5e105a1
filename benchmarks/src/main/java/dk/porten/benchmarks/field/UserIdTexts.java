package dk.porten.benchmarks.field;

import java.util.Random;

/** Random texts of every kind that somebody may want for a user ID. */
public final class UserIdTexts {

  /** What kind of text it is. */
  public enum Kind {
    /** Well-formed and in canonical form already. */
    CANONICAL,
    /** Well-formed, with capital and Danish letters and inner spaces. */
    MIXED_CASE,
    /** With characters that are not allowed. */
    MALFORMED,
    /** Shaped like a CPR number or almost so, of ten digits, too short or long, decomposed. */
    EDGE
  }

  private static final Kind[] KINDS = Kind.values();
  private static final String[] EDGES = {
    "0123456789",
    "012345678-",
    "3190 ",
    " -",
    "aA\u00e5\u00c5 ",
    "a\u030aA\u212a\u037e\u017f",
    "\ud83d\ude00ab",
    "\uff11\u0661" + "1"
  };

  private final Random random;

  UserIdTexts(long seed) {
    random = new Random(seed);
  }

  /** Returns the next text of any kind. */
  String next() {
    return next(KINDS[random.nextInt(KINDS.length)]);
  }

  /** Returns the next text of a kind. */
  String next(Kind kind) {
    return switch (kind) {
      case CANONICAL ->
          between("x", 5 + random.nextInt(15), "abcdefghijklmnopqrstuvwxyz0123456789.-_");
      case MIXED_CASE ->
          between(
              "X",
              5 + random.nextInt(15),
              "abcdefABCDEF\u00e6\u00f8\u00e5\u00c6\u00d8\u00c50123456789 !");
      case MALFORMED -> between("x", 5 + random.nextInt(15), "abcdef\"/<>\u00fc");
      case EDGE -> edge();
    };
  }

  private String edge() {
    if (random.nextBoolean()) {
      return between("", random.nextInt(52), EDGES[random.nextInt(EDGES.length)]);
    }
    int day = random.nextInt(100);
    int month = random.nextInt(15);
    int year = random.nextInt(100);
    char separator = "- 0.".charAt(random.nextInt(4));
    return String.format("%02d%02d%02d%c%04d", day, month, year, separator, random.nextInt(10_000))
        + (random.nextInt(8) == 0 ? "1" : "");
  }

  private String between(String ends, int length, String alphabet) {
    var text = new StringBuilder(ends);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.append(ends).toString();
  }
}
