package dk.porten.gateway.http.question;

import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.ledger.KeptAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;

/**
 * An answer ready to be sent.
 *
 * @param outcome its code, for metrics
 * @param json the body; empty with status 204
 * @param isReplay whether an earlier request with the same idempotency key got it first
 */
public record Answer(int status, String outcome, Buffer json, boolean isReplay) {

  private static final int FIRST_PROBLEM = 400;

  /** Makes a verdict. */
  public Answer(String outcome, Buffer json) {
    this(200, outcome, json, false);
  }

  /** Makes one without content. */
  public static Answer empty(String outcome) {
    return new Answer(204, outcome, Buffer.buffer(), false);
  }

  /**
   * Makes one of what was kept under a key.
   *
   * @param outcomes by status
   */
  public static Answer of(KeptAnswer kept, Map<Integer, String> outcomes) {
    if (kept instanceof KeptAnswer.Answered answered) {
      String outcome = Objects.requireNonNull(outcomes.get(answered.status()));
      return new Answer(answered.status(), outcome, answered.body(), answered.isReplay());
    }
    throw new ProblemException(
        kept instanceof KeptAnswer.Erased
            ? ProblemCode.ATTESTATION_ERASED
            : ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  public boolean isProblem() {
    return status >= FIRST_PROBLEM;
  }
}
