package dk.porten.gateway.ledger;

/**
 * Fails a future when a caller has asked more often than it may. Says nothing of what was asked,
 * and has no stack: it is an expected outcome.
 */
public final class TooManyRequestsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes one without a stack. */
  public TooManyRequestsException() {
    super("TOO_MANY_REQUESTS", null, false, false);
  }
}
