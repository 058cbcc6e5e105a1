package dk.porten.core.userid;

import java.util.List;

/** What the rules say of a text that somebody wants for a user ID. */
public sealed interface UserIdForm {

  /** Returns the canonical form (U1). */
  String canonical();

  /** It is a user ID. */
  record WellFormed(UserId userId) implements UserIdForm {
    @Override
    public String canonical() {
      return userId.canonical();
    }
  }

  /** It is not; every reason, in the order of U8. */
  record Malformed(String canonical, List<Violation> violations) implements UserIdForm {

    public Malformed {
      violations = List.copyOf(violations);
    }

    /** Returns nothing of the ID. */
    @Override
    public String toString() {
      return "Malformed";
    }
  }
}
