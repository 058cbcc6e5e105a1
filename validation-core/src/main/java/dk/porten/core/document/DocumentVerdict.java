package dk.porten.core.document;

import dk.porten.core.fact.Truth;

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

  static DocumentVerdict of(Truth truth) {
    return switch (truth) {
      case TRUE -> SUFFICIENT;
      case FALSE -> INSUFFICIENT;
      case UNKNOWN -> NEEDS_ASSESSMENT;
    };
  }
}
