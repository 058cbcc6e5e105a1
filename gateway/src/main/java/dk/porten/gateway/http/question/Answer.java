package dk.porten.gateway.http.question;

import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.KeptAnswer.Answered;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer ready to be sent.
 *
 * @param outcome its code, for metrics
 * @param json the body; empty with status 204
 * @param isReplay whether an earlier request with the same idempotency key got it first
 * @param pieces what makes the body if that may be large; {@code json} is empty then
 */
public record Answer(
    int status, String outcome, Buffer json, boolean isReplay, @Nullable Pieces pieces) {

  private static final int FIRST_PROBLEM = 400;

  /** Makes a verdict. */
  public Answer(String outcome, Buffer json) {
    this(200, outcome, json, false, null);
  }

  /** Makes one whose body is made bit by bit. */
  public static Answer inPieces(String outcome, Pieces pieces) {
    return new Answer(200, outcome, Buffer.buffer(), false, pieces);
  }

  /** Returns the same with its body, now that it is made. */
  public Answer whole(Buffer body) {
    return new Answer(status, outcome, body, isReplay, null);
  }

  /** Makes one without content. */
  public static Answer empty(String outcome) {
    return new Answer(204, outcome, Buffer.buffer(), false, null);
  }

  /** Makes one that tells of something new. */
  public static Answer created(String outcome, Buffer json) {
    return new Answer(201, outcome, json, false, null);
  }

  /** Makes a problem that is encoded already. */
  public static Answer problem(ProblemCode code, Buffer json) {
    return new Answer(code.status(), code.code(), json, false, null);
  }

  /**
   * Makes one of what is kept under a key.
   *
   * @param telling of an outcome: it must make the same of it in every release, because a repeated
   *     request gets the same bytes
   */
  public static <O> Answer of(KeptAnswer<O> kept, Function<Answered<O>, Answer> telling) {
    if (kept instanceof Answered<O> answered) {
      Answer told = telling.apply(answered);
      return new Answer(told.status, told.outcome, told.json, answered.isReplay(), null);
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
