package dk.porten.gateway.http.exchange;

import dk.porten.core.pack.Language;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.budget.HeldForClient;
import dk.porten.gateway.http.head.TraceParent;
import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.loop.ResponseDate;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests with the same head as an earlier request that was accepted. Of the head only the
 * token is judged again, because it may have expired or be another caller's, and the request's own
 * name and place in a trace are read.
 */
public final class Repetition {

  /** Sends an answer on the connection that its request came on. */
  @FunctionalInterface
  public interface Sender {

    /**
     * Sends a verdict.
     *
     * @param client for whom it is held until it is sent
     * @param json its body
     */
    void send(HeldForClient client, String requestId, ResponseDate date, Buffer json);
  }

  private final Loop loop;
  private final EndpointName endpoint;
  private final OperationHandler<?> operation;
  private final Language language;
  private final Admitted admitted;

  Repetition(
      Loop loop,
      EndpointName endpoint,
      OperationHandler<?> operation,
      Language language,
      Admitted admitted) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.operation = operation;
    this.language = language;
    this.admitted = admitted;
  }

  /**
   * Answers a body if that can be done at once and with a verdict; else does nothing.
   *
   * @param authorization the header that tells who asks; null if it is that of the earlier request
   * @param callersId the request's {@code X-Request-Id}; null if it has none
   * @param callersTrace its {@code traceparent}; null if it has none
   */
  public boolean isAnswered(
      @Nullable String authorization,
      @Nullable String callersId,
      @Nullable String callersTrace,
      byte[] body,
      Sender sender) {
    long startNanos = System.nanoTime();
    if (loop.shedder().refuses(Priority.CHECKS, startNanos)) {
      return false;
    }
    ClientAccount account = admitted.accountOf(authorization);
    if (account == null) {
      return false;
    }
    Answer answer = operation.answerAtOnce(body, language, account, startNanos);
    if (answer == null) {
      return false;
    }
    TraceParent trace = callersTrace == null ? null : TraceParent.parse(callersTrace);
    String requestId = loop.ids().of(callersId, trace);
    assert answer.status() == 200;
    loop.metrics().repetition();
    sender.send(account.held(), requestId, loop.date(), answer.json());
    loop.count(
        requestId, trace, account, endpoint, "POST", answer.status(), answer.outcome(), startNanos);
    return true;
  }
}
