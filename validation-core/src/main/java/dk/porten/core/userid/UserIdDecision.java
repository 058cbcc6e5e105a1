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
  private final Forbidden[] forbidden;

  /** Compiles the rules. */
  public UserIdDecision(UserIdRules rules) {
    this.rules = rules;
    forbidden = rules.forbids().stream().sorted().toArray(Forbidden[]::new);
    rules.characters().chars().forEach(c -> allowed[c] = true);
  }

  /** Decides whether a text is a user ID; the text is well-formed UTF-16. */
  public UserIdForm decide(String text) {
    String canonical = CanonicalForm.of(text);
    List<Violation> violations = violations(canonical);
    return violations.isEmpty()
        ? new WellFormed(new UserId(canonical))
        : new Malformed(canonical, violations);
  }

  /** Says whether a character of the canonical form is allowed (U3). */
  boolean allows(int codePoint) {
    return codePoint < TABLE && allowed[codePoint];
  }

  /** Returns the greatest length (U2). */
  int maxLength() {
    return rules.maxLength();
  }

  /** Returns every violation in the order U2–U6, characters by index (U8). */
  private List<Violation> violations(String canonical) {
    List<Violation> found = List.of();
    int length = canonical.codePointCount(0, canonical.length());
    if (length < rules.minLength()) {
      found = with(found, new Violation(ReasonCode.TOO_SHORT, null));
    }
    if (length > rules.maxLength()) {
      found = with(found, new Violation(ReasonCode.TOO_LONG, null));
    }
    int index = 0;
    for (int i = 0; i < canonical.length(); index++) {
      int codePoint = canonical.codePointAt(i);
      if (!allows(codePoint)) {
        found = with(found, Violation.forbiddenCharacter(index));
      }
      i += Character.charCount(codePoint);
    }
    for (Forbidden shape : forbidden) {
      if (has(shape, canonical)) {
        found = with(found, new Violation(codeOf(shape), null));
      }
    }
    return found;
  }

  /** Adds to a list that is only made if there is something to add. */
  private static List<Violation> with(List<Violation> found, Violation violation) {
    List<Violation> growing = found.isEmpty() ? new ArrayList<>() : found;
    growing.add(violation);
    return growing;
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
