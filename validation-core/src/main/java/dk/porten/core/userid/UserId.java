package dk.porten.core.userid;

/** A well-formed user ID in canonical form (U1); equal ones are the same user ID. */
public final class UserId {

  private final String canonical;

  UserId(String canonical) {
    this.canonical = canonical;
  }

  /** Returns the user ID of a canonical form on record, which was judged when it was taken. */
  public static UserId recorded(String canonical) {
    return new UserId(canonical);
  }

  /** Returns the canonical form. */
  public String canonical() {
    return canonical;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserId userId && userId.canonical.equals(canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  /** Returns nothing of the ID: it is the citizen's. */
  @Override
  public String toString() {
    return "UserId";
  }
}
