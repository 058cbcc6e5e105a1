package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its one answer; every failure is mapped to a problem here. Lives on the request's
 * event loop.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("WWW-Authenticate");
  private static final CharSequence IDEMPOTENCY_REPLAYED =
      HttpHeaders.createOptimized("Idempotency-Replayed");
  private static final CharSequence JSON = HttpHeaders.createOptimized(MediaType.JSON.text());
  private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized(Preference.PROBLEM);
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final Set<HttpMethod> METHODS = Set.copyOf(HttpMethod.values());
  private static final int MAX_DISCARDED_BYTES = 64 * 1024;

  private final HttpServerRequest request;
  private final ConnectionGuard guard;
  private EndpointName endpoint;
  private final @Nullable String id;
  private final Loop loop;
  private final @Nullable TraceParent trace;
  private final String requestId;
  private final long startNanos = System.nanoTime();
  private @Nullable Caller caller;
  private Supplier<Optional<Caller>> admission = Optional::empty;
  private @Nullable Repetition repetition;
  private final long bodyLength;
  private boolean isBodyHeldBack;
  private boolean isFailureLogged;

  /**
   * @param guard of the request's connection
   * @param id the path's parameter, if it has one
   */
  Exchange(
      HttpServerRequest request,
      ConnectionGuard guard,
      EndpointName endpoint,
      @Nullable String id,
      Loop loop) {
    this.request = request;
    this.guard = guard;
    this.endpoint = endpoint;
    this.id = id;
    this.loop = loop;
    this.trace = TraceParent.in(request.headers());
    this.requestId = loop.ids().of(request.getHeader(REQUEST_ID), trace);
    guard.requestTaken();
    this.bodyLength = RequestHead.bodyLength(request);
    this.isBodyHeldBack = bodyLength != 0 && RequestHead.expectsContinue(request);
  }

  HttpServerRequest request() {
    return request;
  }

  /** Counts the request among those of another endpoint, now that it is known for what it is. */
  void countAs(EndpointName known) {
    endpoint = known;
  }

  /** Returns the path's parameter; of a path that has one. */
  String id() {
    return Objects.requireNonNull(id, "a path without a parameter");
  }

  /**
   * Notes who calls.
   *
   * @param again tells who calls in a later request with the same head
   */
  void calledBy(Caller admitted, Supplier<Optional<Caller>> again) {
    caller = admitted;
    admission = again;
  }

  /** Lets an operation answer later requests with the same head. */
  void repeatBy(OperationHandler<?> operation) {
    if (guard.hasKnownHeads()) {
      repetition = new Repetition(loop, endpoint, operation, language(), admission);
    }
  }

  /** Returns who calls; of an operation that needs a scope. */
  Caller caller() {
    return Objects.requireNonNull(caller, "an open operation");
  }

  /** Returns when the request was taken. */
  long startNanos() {
    return startNanos;
  }

  /** Says whether this loop is so busy that work of a class should wait. */
  boolean isLoopBusyFor(Priority priority) {
    return loop.shedder().isBusy(priority);
  }

  String requestId() {
    return requestId;
  }

  /**
   * Begins to read a body that is handled once it is complete; {@link #bodyRead} ends the reading.
   * If the body breaks off, the request is refused.
   */
  void readBody() {
    guard.readingBodyOf(this);
    takeBody();
  }

  void bodyRead() {
    guard.readingBodyOf(null);
  }

  /** Begins to take a body; a caller that waits for {@code 100 Continue} gets it now. */
  void takeBody() {
    if (isBodyHeldBack) {
      isBodyHeldBack = false;
      request.response().writeContinue();
    }
  }

  /** As {@link RequestHead#bodyLength}. */
  long bodyLength() {
    return bodyLength;
  }

  Language language() {
    return languageChoice().language();
  }

  /**
   * Returns in which of our languages the caller is answered, and whether the caller asked only for
   * others.
   */
  LanguageChoice languageChoice() {
    return LanguageChoice.of(RequestHead.list(request, HttpHeaders.ACCEPT_LANGUAGE));
  }

  /** Returns by whom and how something is asked in this request. */
  Asked asked(@Nullable IdempotencyKey key) {
    return new Asked(caller(), requestId, language(), id, key);
  }

  /** Sends an answer with personal data. */
  void answer(Answer answer) {
    HttpServerResponse response =
        response().setStatusCode(answer.status()).putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    if (answer.isReplay()) {
      response.putHeader(IDEMPOTENCY_REPLAYED, "true");
    }
    if (answer.json().length() > 0) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.isProblem() ? PROBLEM_JSON : JSON);
    }
    end(response, answer.json());
    count(answer.outcome());
  }

  /** Returns the response to an answer with personal data that is written bit by bit. */
  HttpServerResponse stream(MediaType mediaType) {
    HttpServerResponse response = response();
    if (guard.isEnding()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    return response
        .setChunked(true)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType.text());
  }

  /** Ends a response that was written bit by bit. */
  void endStream() {
    finish(request.response(), Buffer.buffer());
    count("ok");
  }

  /** Sends a document that everybody may keep, unless the caller has it already. */
  void publish(Publication publication) {
    HttpServerResponse response = response();
    publication.putHeaders(response);
    if (publication.isKnownBy(RequestHead.list(request, HttpHeaders.IF_NONE_MATCH))) {
      finish(response.setStatusCode(304), Buffer.buffer());
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, publication.mediaType());
      end(response, publication.body());
    }
    count("ok");
  }

  /** Sends what became of the request instead of an answer. */
  void fail(Throwable failure) {
    problem(problemOf(failure));
  }

  /** Returns what is told of a failure; one that nobody expected is logged, once a request. */
  Problem problemOf(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Problem expected = Problem.of(cause);
    if (expected != null) {
      return expected;
    }
    if (!isFailureLogged) {
      isFailureLogged = true;
      String named = trace == null ? requestId : requestId + " of trace " + trace.traceId();
      LOG.error("Request {} to {} failed", named, endpoint.label(), cause);
    }
    return new Problem(ProblemCode.INTERNAL_ERROR);
  }

  void problem(Problem problem) {
    ProblemCode code = problem.code();
    HttpServerResponse response =
        response().setStatusCode(code.status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
    RetryAdvice.put(code, requestId, response);
    end(response, problem.encode(requestId));
    count(code.code());
  }

  /** Sends a problem as the last thing on its connection, and says so: nobody may use it again. */
  void lastProblem(Problem problem) {
    guard.end();
    problem(problem);
  }

  /** Sends that the path does not have the request's method. */
  void methodNotAllowed(String allowed) {
    response().putHeader(HttpHeaders.ALLOW, allowed);
    refuse(new Problem(ProblemCode.METHOD_NOT_ALLOWED));
  }

  /**
   * Refuses the caller before the body is read. A short body is skipped and the connection goes on;
   * a long body, or one of unknown length, ends the connection.
   *
   * @param parameters of the {@code Bearer} challenge
   */
  void challenge(ProblemCode code, String parameters) {
    response().putHeader(WWW_AUTHENTICATE, "Bearer" + parameters);
    refuse(new Problem(code));
  }

  /**
   * Sends a problem before the body is read. A short body is skipped; any other ends the
   * connection.
   */
  void refuse(Problem problem) {
    if (bodyLength != RequestHead.UNKNOWN && bodyLength <= MAX_DISCARDED_BYTES) {
      problem(problem);
    } else {
      lastProblem(problem);
    }
  }

  /**
   * Refuses the request because there is too much to do, and stops reading the connection for a
   * moment.
   */
  void shed() {
    refuse(new Problem(ProblemCode.OVERLOADED));
    guard.restSoon();
  }

  /** Ends a response with its body. Where HEAD is asked, Vert.x leaves that out, and its length. */
  private void end(HttpServerResponse response, Buffer body) {
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    finish(response, body);
  }

  /**
   * Ends a response. It is the connection's last one if the gateway stops, or if the caller still
   * holds back the body: nobody knows whether that will come.
   */
  private void finish(HttpServerResponse response, Buffer body) {
    if (isBodyHeldBack || guard.isEnding()) {
      Lingering last = guard.end();
      if (!response.headWritten()) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
      response.end(body).onComplete(sent -> last.begin());
    } else {
      response.end(body);
    }
  }

  private HttpServerResponse response() {
    return request
        .response()
        .putHeader(REQUEST_ID, requestId)
        .putHeader(HttpHeaders.DATE, loop.date().text());
  }

  /** Counts a line of a stream. */
  void countLine() {
    loop.metrics().streamLine();
  }

  /** Counts what became of the request; once. */
  void count(String outcome) {
    int status = request.response().getStatusCode();
    loop.count(requestId, trace, endpoint, methodName(), status, outcome, startNanos);
    guard.requestAnswered(repetition);
  }

  /** Returns the method's name; {@code other} for one that is not a standard method. */
  private String methodName() {
    return METHODS.contains(request.method()) ? request.method().name() : "other";
  }
}
