package dk.porten.core.userid;

import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.UserIdRules;
import dk.porten.core.pack.UserIdRules.Forbidden;
import dk.porten.core.userid.UserIdForm.Malformed;
import dk.porten.core.userid.UserIdForm.WellFormed;
import java.util.ArrayList;
import java.util.List;

/**
 * A pack's user-ID rules (U1–U6), compiled: one pass over the text with a table look-up for each
 * character. Immutable; any thread may call.
 */
public final class UserIdDecision {

  private static final int TABLE = 0x100;

  private final UserIdRules rules;
  private final boolean[] allowed = new boolean[TABLE];

  /** Compiles the rules. */
  public UserIdDecision(UserIdRules rules) {
    this.rules = rules;
    rules.characters().chars().forEach(c -> allowed[c] = true);
  }

  /** Decides whether a text is a user ID; the text is well-formed UTF-16. */
  public UserIdForm decide(String text) {
    String canonical = CanonicalForm.of(text);
    return isWellFormed(canonical)
        ? new WellFormed(new UserId(canonical))
        : new Malformed(canonical, violations(canonical));
  }

  /** Says whether there is no violation, without listing any. */
  private boolean isWellFormed(String canonical) {
    int length = canonical.codePointCount(0, canonical.length());
    if (length < rules.minLength() || length > rules.maxLength()) {
      return false;
    }
    for (int i = 0; i < canonical.length(); i++) {
      if (!isAllowed(canonical.charAt(i))) {
        return false;
      }
    }
    return !isForbidden(canonical);
  }

  private boolean isAllowed(int codePoint) {
    return codePoint < TABLE && allowed[codePoint];
  }

  private boolean isForbidden(String canonical) {
    for (Forbidden shape : rules.forbids()) {
      if (has(shape, canonical)) {
        return true;
      }
    }
    return false;
  }

  /** Returns every violation in the order U2–U6, characters by index (U8). */
  private List<Violation> violations(String canonical) {
    var found = new ArrayList<Violation>();
    int length = canonical.codePointCount(0, canonical.length());
    if (length < rules.minLength()) {
      found.add(new Violation(ReasonCode.TOO_SHORT, null));
    }
    if (length > rules.maxLength()) {
      found.add(new Violation(ReasonCode.TOO_LONG, null));
    }
    int[] characters = canonical.codePoints().toArray();
    for (int index = 0; index < characters.length; index++) {
      if (!isAllowed(characters[index])) {
        found.add(new Violation(ReasonCode.FORBIDDEN_CHARACTER, index));
      }
    }
    for (Forbidden shape : Forbidden.values()) {
      if (rules.forbids().contains(shape) && has(shape, canonical)) {
        found.add(new Violation(codeOf(shape), null));
      }
    }
    return found;
  }

  private static boolean has(Forbidden shape, String canonical) {
    return switch (shape) {
      case LEADING_SPACE -> canonical.startsWith(" ");
      case TRAILING_SPACE -> canonical.endsWith(" ");
      case TEN_DIGITS -> canonical.length() == 10 && CprNumberShape.areDigits(canonical, 0, 10);
      case CPR_NUMBER -> CprNumberShape.matches(canonical);
    };
  }

  private static ReasonCode codeOf(Forbidden shape) {
    return switch (shape) {
      case LEADING_SPACE -> ReasonCode.LEADING_SPACE;
      case TRAILING_SPACE -> ReasonCode.TRAILING_SPACE;
      case TEN_DIGITS -> ReasonCode.TEN_DIGITS;
      case CPR_NUMBER -> ReasonCode.CPR_NUMBER;
    };
  }
}
