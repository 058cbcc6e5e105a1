package dk.porten.core.pack;

import java.util.Set;

/**
 * What a pack says of user IDs (U2–U6).
 *
 * @param minLength in code points of the canonical form
 * @param maxLength in code points of the canonical form
 * @param characters those that are allowed: of Latin-1, in canonical form
 */
public record UserIdRules(
    int minLength, int maxLength, String characters, Set<Forbidden> forbids, String source) {

  /** A shape that a user ID may not have. */
  public enum Forbidden {
    LEADING_SPACE("leading-space"),
    TRAILING_SPACE("trailing-space"),
    TEN_DIGITS("ten-digits"),
    CPR_NUMBER("cpr-number");

    private final String code;

    Forbidden(String code) {
      this.code = code;
    }

    /** Returns the name in packs, which is also the violation's code. */
    public String code() {
      return code;
    }
  }

  public UserIdRules {
    forbids = Set.copyOf(forbids);
  }
}
