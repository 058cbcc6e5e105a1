package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.head.MediaType;
import dk.porten.gateway.http.head.Preference;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.question.Answer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** What the heads of responses say, of those that Vert.x sends and of those sent without it. */
public final class ResponseHead {

  private static final String REQUEST_ID = "X-Request-Id";
  private static final String LINE_END = "\r\n";
  private static final String AFTER_NAME = ": ";

  /** The header with the request's id, in requests too. */
  static final CharSequence REQUEST_ID_HEADER = HttpHeaders.createOptimized(REQUEST_ID);

  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("WWW-Authenticate");
  private static final CharSequence IDEMPOTENCY_REPLAYED =
      HttpHeaders.createOptimized("Idempotency-Replayed");
  private static final CharSequence JSON = HttpHeaders.createOptimized(MediaType.JSON.text());
  private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized(Preference.PROBLEM);
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

  /** The head of a verdict, as it is sent without Vert.x: what comes before the request's id. */
  public static final String VERDICT_UP_TO_ID =
      "HTTP/1.1 200 OK" + LINE_END + REQUEST_ID + AFTER_NAME;

  /** The same head: what comes between the date and the length of the body. */
  public static final String VERDICT_AFTER_DATE =
      LINE_END
          + HttpHeaders.CACHE_CONTROL
          + AFTER_NAME
          + NO_STORE
          + LINE_END
          + HttpHeaders.CONTENT_TYPE
          + AFTER_NAME
          + JSON
          + LINE_END
          + HttpHeaders.CONTENT_LENGTH
          + AFTER_NAME;

  /** The end of any head. */
  public static final String END = LINE_END + LINE_END;

  private ResponseHead() {}

  /** Puts what every response has. */
  static HttpServerResponse begin(
      HttpServerResponse response, String requestId, CharSequence date) {
    return response.putHeader(REQUEST_ID_HEADER, requestId).putHeader(HttpHeaders.DATE, date);
  }

  /** Puts what an answer with personal data has. */
  static void putAnswer(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status()).putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    if (answer.isReplay()) {
      response.putHeader(IDEMPOTENCY_REPLAYED, "true");
    }
    if (answer.isProblem()) {
      putNoSniff(response).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
    } else if (answer.json().length() > 0) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    }
  }

  /** Puts what an answer with personal data has that is written bit by bit. */
  static void putStream(HttpServerResponse response, MediaType mediaType) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType.text());
  }

  /** Puts what a problem has, and when to come back. */
  static void putProblem(HttpServerResponse response, Problem problem, String requestId) {
    putPassing(response.setStatusCode(problem.code().status()))
        .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
    RetryAdvice.put(problem, requestId, response);
  }

  /**
   * Puts what each response has that is true now only: nobody keeps it, nor takes it for a page.
   */
  public static HttpServerResponse putPassing(HttpServerResponse response) {
    return putNoSniff(response).putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }

  /** Puts that the body is of its media type, whatever it looks like. */
  public static HttpServerResponse putNoSniff(HttpServerResponse response) {
    return response.putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF);
  }

  /** Puts the methods that a path has. */
  static void putAllowed(HttpServerResponse response, String methods) {
    response.putHeader(HttpHeaders.ALLOW, methods);
  }

  /** Puts what token is wanted, and what is wrong with the one that came. */
  static void putChallenge(HttpServerResponse response, String parameters) {
    response.putHeader(WWW_AUTHENTICATE, "Bearer" + parameters);
  }

  /** Puts that nobody may use the connection again, last: Vert.x would keep one of HTTP/1.0. */
  static void putClose(HttpServerResponse response) {
    response.headersEndHandler(
        ends -> response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
  }

  /** Puts the length of a body that is left out. */
  static void putLength(HttpServerResponse response, int bytes) {
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes));
  }
}
