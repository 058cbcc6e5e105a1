package dk.porten.core.visit;

/** The answer to: is everything there for the visit? */
public enum VisitVerdict {
  READY("ready"),
  NOT_READY("not-ready"),
  NEEDS_ASSESSMENT("needs-assessment");

  private final String code;

  VisitVerdict(String code) {
    this.code = code;
  }

  /** Returns the name in answers and metrics. */
  public String code() {
    return code;
  }
}
