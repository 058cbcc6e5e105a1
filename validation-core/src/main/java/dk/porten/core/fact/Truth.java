package dk.porten.core.fact;

/** A truth value of strong Kleene logic: a fact is true, false or unknown (SPEC, "Facts"). */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  /** Returns the conjunction: the weaker of the two. */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Returns the disjunction: the stronger of the two. */
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns {@link #TRUE} or {@link #FALSE}. */
  public static Truth of(boolean known) {
    return known ? TRUE : FALSE;
  }
}
