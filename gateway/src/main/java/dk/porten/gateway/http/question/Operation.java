package dk.porten.gateway.http.question;

import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.ProblemException;
import io.vertx.core.Future;

/**
 * Something a caller may ask for: what its request says, and how it is answered.
 *
 * @param <Q> the question as it was read
 */
public interface Operation<Q> {

  /** Returns how many bytes a body has at most. */
  default int maxBodyBytes() {
    return 64 * 1024;
  }

  /** Says whether a request needs a body; where none is needed, an empty object is let pass. */
  default boolean needsBody() {
    return true;
  }

  /** Says whether its answer has a body, so that the caller's {@code Accept} matters. */
  default boolean isAnsweredWithBody() {
    return true;
  }

  /** Says whether a request needs an idempotency key. */
  default boolean needsKey() {
    return false;
  }

  /** Returns as how many checks a question counts in its caller's budget. */
  default int checks(Q question) {
    return 0;
  }

  /** Reads a question; what is wrong with it becomes faults of the request. */
  Q read(RequestObject request);

  /** Answers a question that has no faults; a {@link ProblemException} says why it cannot. */
  Future<Answer> answer(Q question, Asked asked);
}
