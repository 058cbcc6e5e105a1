package dk.porten.gateway.http.exchange;

import dk.porten.core.pack.Language;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.head.LanguageChoice;
import dk.porten.gateway.http.head.MediaType;
import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.head.TraceParent;
import dk.porten.gateway.http.loop.LongWork;
import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its one answer: what came in, and how it is answered or refused. Every failure is
 * mapped to a problem here. Lives on the request's event loop.
 */
public final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private static final int MAX_DISCARDED_BYTES = 64 * 1024;

  private final HttpServerRequest request;
  private final CallerConnection connection;
  private EndpointName endpoint;
  private final @Nullable String id;
  private final Loop loop;
  private final @Nullable TraceParent trace;
  private final String requestId;
  private final long startNanos = System.nanoTime();
  private @Nullable Repetition repetition;
  private @Nullable ClientAccount account;
  private final long bodyLength;
  private boolean isBodyHeldBack;
  private boolean isFailureLogged;

  /** Takes a request; the id is the path's parameter, if it has one. */
  Exchange(
      HttpServerRequest request,
      CallerConnection connection,
      EndpointName endpoint,
      @Nullable String id,
      Loop loop) {
    this.request = request;
    this.connection = connection;
    this.endpoint = endpoint;
    this.id = id;
    this.loop = loop;
    this.trace = TraceParent.in(request.headers());
    this.requestId = loop.ids().of(request.getHeader(ResponseHead.REQUEST_ID_HEADER), trace);
    connection.requestTaken();
    this.bodyLength = RequestHead.bodyLength(request);
    this.isBodyHeldBack = bodyLength != 0 && RequestHead.expectsContinue(request);
  }

  public HttpServerRequest request() {
    return request;
  }

  /** Counts the request among those of another endpoint, now that it is known for what it is. */
  public void countAs(EndpointName known) {
    endpoint = known;
  }

  /** Notes whose request it is. */
  void isOf(ClientAccount known) {
    account = known;
    memory().countFor(known.held());
  }

  /** Lets an operation answer later requests with the same head. */
  void repeatBy(OperationHandler<?> operation, Admitted admitted) {
    if (connection.hasKnownHeads()) {
      repetition = new Repetition(loop, endpoint, operation, language(), admitted);
    }
  }

  public String requestId() {
    return requestId;
  }

  /** Begins to read a body, until {@link #bodyRead}, or until it breaks off. */
  void readBody(int heldBytes) {
    connection.readingBodyOf(this);
    memory().expect(heldBytes);
    takeBody();
  }

  /** Refuses the request whose body is being read; the connection calls. */
  public void refuseBody(Throwable why) {
    request.handler(null).endHandler(null);
    lastProblem(problemOf(why));
  }

  void bodyRead() {
    connection.readingBodyOf(null);
    memory().expect(0);
  }

  /** Begins to take a body; a caller that waits for {@code 100 Continue} gets it now. */
  public void takeBody() {
    if (isBodyHeldBack) {
      isBodyHeldBack = false;
      request.response().writeContinue();
    }
  }

  /** As {@link RequestHead#bodyLength}. */
  long bodyLength() {
    return bodyLength;
  }

  public Language language() {
    return LanguageChoice.of(request).language();
  }

  /** Returns by whom and how something is asked in this request. */
  Asked asked(Admitted by, @Nullable IdempotencyKey key) {
    return new Asked(by.caller(), by.account(), requestId, language(), id, key);
  }

  /** Sends an answer with personal data. */
  void answer(Answer answer) {
    HttpServerResponse response = response();
    ResponseHead.putAnswer(response, answer);
    end(response, answer.json());
    count(answer.outcome());
  }

  /** Begins an answer with personal data whose length is not known. */
  void beginPieces(Answer answer) {
    ResponseHead.putAnswer(beginChunks(MediaType.JSON), answer);
  }

  /** Begins an answer that is written bit by bit, in a request that may last while it moves. */
  public StreamedAnswer stream(MediaType mediaType) {
    connection.expectStream();
    return new StreamedAnswer(this, connection, beginChunks(mediaType), loop);
  }

  private HttpServerResponse beginChunks(MediaType mediaType) {
    HttpServerResponse response = response();
    if (request.version() == HttpVersion.HTTP_1_0) {
      connection.end(); // without chunks the end of the connection is that of the answer
    }
    if (connection.isEnding()) {
      ResponseHead.putClose(response);
    }
    ResponseHead.putStream(response, mediaType);
    return response;
  }

  /** Returns what has something that takes long go on when it is its turn. */
  public LongWork longWork() {
    return loop.longWork();
  }

  /** Returns what is held for the caller. */
  public CallerMemory memory() {
    return connection.memory();
  }

  /** Refuses the request if there is too much to do, before its caller is found. */
  public boolean isShed(Priority priority) {
    if (!loop.sheds(priority, memory()::isShort, startNanos)) {
      return false;
    }
    refuse(new Problem(ProblemCode.OVERLOADED));
    connection.restSoon();
    return true;
  }

  /**
   * Sends what became of the request instead of an answer. A caller who has a part of that already
   * learns by the broken connection that the rest is missing.
   */
  public void fail(Throwable failure) {
    Problem problem = problemOf(failure);
    if (request.response().headWritten()) {
      count(problem.code().code());
      request.connection().close();
    } else {
      problem(problem);
    }
  }

  /** Returns what is told of a failure; one that nobody expected is logged, once a request. */
  public Problem problemOf(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Problem expected = Problem.of(cause);
    if (expected != null) {
      if (expected.ended() != null && account != null) {
        account.refusals().add(expected.ended());
      }
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
    if (account == null || problem.ended() == null || account.refusals().isPrompt(startNanos)) {
      tell(problem);
    } else {
      memory().tarpit(() -> tell(problem));
    }
  }

  private void tell(Problem problem) {
    HttpServerResponse response = response();
    ResponseHead.putProblem(response, problem, requestId);
    end(response, problem.encode(requestId));
    count(problem.code().code());
  }

  /** Sends a problem as the last thing on its connection, and says so: nobody may use it again. */
  void lastProblem(Problem problem) {
    connection.end();
    problem(problem);
  }

  /** Sends that the path does not have the request's method. */
  public void methodNotAllowed(String allowed) {
    ResponseHead.putAllowed(response(), allowed);
    refuse(new Problem(ProblemCode.METHOD_NOT_ALLOWED));
  }

  /** Sends a problem before the body is read, and ends the connection unless that is short. */
  public void refuse(Problem problem) {
    if (bodyLength == RequestHead.UNKNOWN || bodyLength > MAX_DISCARDED_BYTES) {
      connection.end();
    }
    problem(problem);
  }

  /** Sends the response that was begun, of something that everybody may read. */
  public void end(Buffer body) {
    end(request.response(), body);
    count("ok");
  }

  /** Ends a response with its body. Where HEAD is asked, Vert.x leaves that out, and its length. */
  private void end(HttpServerResponse response, Buffer body) {
    if (request.method().equals(HttpMethod.HEAD) && body.length() > 0) {
      ResponseHead.putLength(response, body.length());
    }
    finish(response, body);
  }

  /**
   * Ends a response. It is the connection's last one if the gateway stops, or if the caller still
   * holds back the body: nobody knows whether that will come.
   */
  void finish(HttpServerResponse response, Buffer body) {
    if (isBodyHeldBack || connection.isEnding()) {
      connection.end();
      if (!response.headWritten()) {
        ResponseHead.putClose(response);
      }
      response.end(body).onComplete(sent -> connection.linger());
    } else {
      response.end(body);
    }
  }

  /** Begins the response with what each has. */
  public HttpServerResponse response() {
    return ResponseHead.begin(request.response(), requestId, loop.date().text());
  }

  /** Counts what became of the request; once. */
  void count(String outcome) {
    int status = request.response().getStatusCode();
    String method = RequestHead.methodName(request);
    loop.count(requestId, trace, account, endpoint, method, status, outcome, startNanos);
    connection.requestAnswered(repetition);
  }
}
