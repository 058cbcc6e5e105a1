package dk.porten.core.fact;

/** How a document is carried. */
public enum DocumentForm {
  PHYSICAL("physical"),
  APP("app");

  private final String code;

  DocumentForm(String code) {
    this.code = code;
  }

  /** Returns the name in requests, answers and packs. */
  public String code() {
    return code;
  }
}
