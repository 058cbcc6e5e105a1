package dk.porten.core.fact;

/** A fact about a document that a caller may leave out, and that is unknown then. */
public enum DocumentFact {
  EXPIRES_ON("expiresOn"),
  ISSUED_ON("issuedOn"),
  YEAR("year"),
  NAME_MATCHES_CPR("nameMatchesCpr"),
  CPR_NUMBER_SHOWN("cprNumberShown");

  private final String code;

  DocumentFact(String code) {
    this.code = code;
  }

  /** Returns the name of the request's field. */
  public String code() {
    return code;
  }

  /** Returns this fact's bit in a set of facts. */
  public int bit() {
    return 1 << ordinal();
  }
}
