package dk.porten.gateway.http.loop;

import dk.porten.gateway.auth.Scope;
import java.time.Duration;
import java.util.Locale;

/** The classes of requests, in the order in which they are refused when not all can be answered. */
public enum Priority {
  /** Many questions in one request, which nobody sits and waits for. */
  BATCHES(16),
  CHECKS(8),
  /** What changes something, and what support asks. */
  WRITES(2);

  private final int partOfDeadline;
  private final String label = name().toLowerCase(Locale.ROOT);

  Priority(int partOfDeadline) {
    this.partOfDeadline = partOfDeadline;
  }

  /** Returns that of single requests that need a scope. */
  public static Priority of(Scope scope) {
    return scope == Scope.CHECK ? CHECKS : WRITES;
  }

  /**
   * Returns how long requests of this class wait for their turn before others of it are refused.
   *
   * @param deadline after which an answer is of no use to anybody
   */
  public Duration patience(Duration deadline) {
    return deadline.dividedBy(partOfDeadline);
  }

  /** Returns the label's value in metrics. */
  public String label() {
    return label;
  }
}
