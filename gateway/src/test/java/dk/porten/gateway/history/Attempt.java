package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Outcome.NotSent;
import java.util.Optional;

/**
 * One sending of a request to one gateway.
 *
 * @param client whose token it had; several threads may act for one
 * @param key the Idempotency-Key; empty without one
 * @param sentNanos when it was sent, from the start of the history
 * @param doneNanos when its outcome was known
 */
record Attempt(
    int client,
    int gateway,
    Request request,
    String key,
    long sentNanos,
    long doneNanos,
    Outcome outcome) {
  private static final int TOO_MANY_REQUESTS = 429;

  /** Returns whether it was sent at all. */
  boolean isSent() {
    return !(outcome instanceof NotSent);
  }

  /**
   * Returns whether it was sent and not turned away. While the database is away everything is
   * turned away, at once.
   */
  boolean isTaken() {
    return outcome instanceof Answered answered ? !isTrouble(answered.status()) : isSent();
  }

  /** Finds the answer; one of trouble (429, 5xx) tells nothing about the effect and is none. */
  Optional<Answered> answer() {
    return outcome instanceof Answered answered && !isTrouble(answered.status())
        ? Optional.of(answered)
        : Optional.empty();
  }

  /** Returns whether it was answered with this status. */
  boolean isAnswered(int status) {
    return outcome instanceof Answered answered && answered.status() == status;
  }

  /** Returns up to when it may have taken effect: without an answer there is no end. */
  long latestNanos() {
    return answer().isPresent() ? doneNanos : Long.MAX_VALUE;
  }

  @Override
  public String toString() {
    return "client %d on gateway %d, %.3f to %.3f s: %s%s: %s"
        .formatted(client, gateway, sentNanos / 1e9, doneNanos / 1e9, request, keyText(), outcome);
  }

  private String keyText() {
    return key.isEmpty() ? "" : " (key " + key + ")";
  }

  private static boolean isTrouble(int status) {
    return status >= 500 || status == TOO_MANY_REQUESTS;
  }
}
