package dk.porten.gateway.http.question;

import dk.porten.core.pack.Language;
import dk.porten.gateway.budget.ClientAccount;
import io.vertx.core.Future;

/**
 * An operation that changes nothing and is answered with a verdict: first what the verdict hangs on
 * is found, then it is given. Where everything is in memory the finding has ended at once, so that
 * the answer needs no waiting.
 *
 * @param <Q> the question as it was read
 * @param <F> what its verdict hangs on
 */
public interface Check<Q, F> extends Operation<Q> {

  /**
   * Finds what the verdict on a question without faults hangs on.
   *
   * @param account of the caller, in which the user IDs that are asked about count; asking again
   *     counts nothing
   */
  Future<F> find(Q question, ClientAccount account);

  /** Gives the verdict; its status is 200. */
  Answer decide(Q question, F found, Language language);

  @Override
  default int checks(Q question) {
    return 1;
  }

  @Override
  default Future<Answer> answer(Q question, Asked asked) {
    return find(question, asked.account()).map(found -> decide(question, found, asked.language()));
  }
}
