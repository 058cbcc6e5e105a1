package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.problem.ProblemCode;
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

  /** There is no limit yet but the sandbox's, which lets nothing through. */
  private static final CharSequence RATE_LIMIT_POLICY =
      HttpHeaders.createOptimized("\"sandbox\";q=0;w=1");

  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("\"sandbox\";r=0;t=1");

  private RetryAdvice() {}

  /** Puts the headers of a problem, if it has such. */
  static void put(ProblemCode code, String requestId, HttpServerResponse response) {
    if (code == ProblemCode.UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, SECONDS);
    } else if (code == ProblemCode.OVERLOADED) {
      int any = requestId.hashCode() & (OVERLOADED_SECONDS.size() - 1);
      response.putHeader(HttpHeaders.RETRY_AFTER, OVERLOADED_SECONDS.get(any));
    } else if (code == ProblemCode.TOO_MANY_REQUESTS) {
      response
          .putHeader(HttpHeaders.RETRY_AFTER, SECONDS)
          .putHeader("RateLimit-Policy", RATE_LIMIT_POLICY)
          .putHeader("RateLimit", RATE_LIMIT);
    }
  }
}
