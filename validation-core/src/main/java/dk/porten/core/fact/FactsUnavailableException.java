package dk.porten.core.fact;

/**
 * Thrown, or fails a stage, when a source cannot tell a fact. Says nothing of what was asked, and
 * has no stack: it is an expected outcome.
 */
public final class FactsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why a fact cannot be told. */
  public enum Reason {
    /** More is asked than can be answered in time. */
    OVERLOADED,
    /** The source does not answer. */
    OUT_OF_REACH
  }

  private final Reason reason;

  /** Makes one without a stack. */
  public FactsUnavailableException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }
}
