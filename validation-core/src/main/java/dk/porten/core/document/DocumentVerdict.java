package dk.porten.core.document;

/** The answer to: do these documents suffice? */
public enum DocumentVerdict {
  SUFFICIENT("sufficient"),
  INSUFFICIENT("insufficient"),
  NEEDS_ASSESSMENT("needs-assessment");

  private final String code;

  DocumentVerdict(String code) {
    this.code = code;
  }

  /** Returns the name in answers and metrics. */
  public String code() {
    return code;
  }
}
