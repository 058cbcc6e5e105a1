package dk.porten.core.witness;

/** A fact about a witness that a caller may leave out, and that is unknown then (W9). */
public enum WitnessFact {
  PERSON_ID("personId"),
  BIRTH_DATE("birthDate"),
  MITID_SINCE("mitIdSince"),
  DOCUMENTS("documents");

  private final String code;

  WitnessFact(String code) {
    this.code = code;
  }

  /** Returns the name of the request's field. */
  public String code() {
    return code;
  }
}
