package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.ledger.TooManyRequestsException.EndedBudget;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.stream.Stream;

/** The headers that tell refused callers when to come back. */
final class RetryAdvice {

  private static final CharSequence SECONDS = HttpHeaders.createOptimized("1");

  /** Different times, so that callers who were refused together do not come back together. */
  private static final List<CharSequence> OVERLOADED_SECONDS =
      Stream.of("1", "2", "3", "4").map(HttpHeaders::createOptimized).toList();

  private RetryAdvice() {}

  /** Puts the headers of a problem, if it has such. */
  static void put(Problem problem, String requestId, HttpServerResponse response) {
    ProblemCode code = problem.code();
    EndedBudget ended = problem.ended();
    if (code == ProblemCode.UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, SECONDS);
    } else if (code == ProblemCode.OVERLOADED) {
      int any = requestId.hashCode() & (OVERLOADED_SECONDS.size() - 1);
      response.putHeader(HttpHeaders.RETRY_AFTER, OVERLOADED_SECONDS.get(any));
    } else if (ended != null) {
      put(ended, response);
    }
  }

  /** Puts how much there is of a budget, for how long, and when there may be some again. */
  private static void put(EndedBudget ended, HttpServerResponse response) {
    String name = '"' + ended.name() + '"';
    String window = ended.window().isZero() ? "" : ";w=" + ended.window().toSeconds();
    long seconds = ended.untilMore().toSeconds();
    response
        .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .putHeader("RateLimit-Policy", name + ";q=" + ended.most() + window)
        .putHeader("RateLimit", name + ";r=0;t=" + seconds);
  }
}
