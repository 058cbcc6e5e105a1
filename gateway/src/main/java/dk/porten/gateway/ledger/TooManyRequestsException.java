package dk.porten.gateway.ledger;

import java.time.Duration;

/**
 * Fails a future when a caller has asked more often than it may. Says nothing of what was asked,
 * and has no stack: it is an expected outcome.
 */
public final class TooManyRequestsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * The budget of which nothing is left.
   *
   * @param most how much there is of it
   * @param window for how long; zero if it has no end
   * @param untilMore after which there may be some again
   */
  public record EndedBudget(String name, int most, Duration window, Duration untilMore) {}

  private final transient EndedBudget budget;

  /** Makes one without a stack. */
  public TooManyRequestsException(EndedBudget budget) {
    super("TOO_MANY_REQUESTS", null, false, false);
    this.budget = budget;
  }

  /** Returns what has ended. */
  public EndedBudget budget() {
    return budget;
  }
}
