package dk.porten.core.witness;

/** The answer to: may this person be the witness? */
public enum WitnessVerdict {
  ALLOWED("allowed"),
  NOT_ALLOWED("not-allowed"),
  NEEDS_ASSESSMENT("needs-assessment");

  private final String code;

  WitnessVerdict(String code) {
    this.code = code;
  }

  /** Returns the name in answers and metrics. */
  public String code() {
    return code;
  }
}
