package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * A kind of question that is asked with a JSON body.
 *
 * @param <Q> the question as it was read
 */
interface Check<Q> {

  /**
   * An answer ready to be sent.
   *
   * @param verdict its code, for metrics
   */
  record Answer(String verdict, Buffer json) {}

  /** Returns how many bytes a body has at most. */
  default int maxBodyBytes() {
    return 64 * 1024;
  }

  /** Reads a question; what is wrong with it becomes faults of the request. */
  Q read(RequestObject request);

  /** Answers a question that has no faults; a {@link ProblemException} says why it cannot. */
  Future<Answer> answer(Q question, Language language);
}
