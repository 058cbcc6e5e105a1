package dk.porten.core.fact;

/** Where the documents are shown (D7). */
public enum Venue {
  CITIZEN_SERVICE("citizen-service"),
  FAROE_HIGH_COMMISSIONER("faroe-high-commissioner");

  private final String code;

  Venue(String code) {
    this.code = code;
  }

  /** Returns the name in requests, answers and packs. */
  public String code() {
    return code;
  }
}
