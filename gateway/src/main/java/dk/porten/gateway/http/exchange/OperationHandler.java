package dk.porten.gateway.http.exchange;

import dk.porten.core.pack.Language;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.head.MediaType;
import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.json.BodyParsing;
import dk.porten.gateway.http.json.Faults;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Check;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.Pieces;
import dk.porten.gateway.ledger.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes an operation's request: its head, its body within bounds, its question, its answer. */
public final class OperationHandler<Q> {

  private static final int MAX_USUAL_BYTES = 64 * 1024;
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final Operation<Q> operation;

  public OperationHandler(Operation<Q> operation) {
    this.operation = operation;
  }

  /** Answers a request. */
  public void handle(Exchange exchange, Admitted admitted) {
    ProblemCode refused = refusal(exchange);
    if (refused != null) {
      exchange.refuse(new Problem(refused));
      return;
    }
    if (mayBeLarge(exchange) && admitted.account().held().isTooMuch()) {
      exchange.refuse(exchange.problemOf(admitted.account().held().ended()));
      return;
    }
    if (operation instanceof Check) {
      exchange.repeatBy(this, admitted);
    }
    readBody(exchange, admitted);
  }

  /**
   * Answers a body whose head was accepted before, if a verdict can be given at once; else null.
   *
   * @param startNanos when the request came
   */
  @Nullable Answer answerAtOnce(
      byte[] body, Language language, ClientAccount account, long startNanos) {
    try {
      return operation instanceof Check<Q, ?> check && body.length <= check.maxBodyBytes()
          ? decide(check, read(body), language, account, startNanos)
          : null;
    } catch (Throwable refused) {
      return null; // the usual way fails again and reports it
    }
  }

  /** Gives up where something has to be waited for: the usual way waits for the same. */
  private static <Q, F> @Nullable Answer decide(
      Check<Q, F> check, Q question, Language language, ClientAccount account, long startNanos) {
    if (account.nanosToWait(startNanos) > 0) {
      return null;
    }
    Future<F> found = check.find(question, account);
    if (!found.succeeded()) {
      return null;
    }
    account.check(check.checks(question), startNanos);
    return check.decide(question, found.result(), language);
  }

  /** Returns what speaks against a request before its body is read. */
  private @Nullable ProblemCode refusal(Exchange exchange) {
    if (exchange.bodyLength() != 0 && !isReadable(exchange)) {
      return ProblemCode.UNSUPPORTED_MEDIA_TYPE;
    }
    if (operation.isAnsweredWithBody() && !MediaType.JSON.isAcceptedBy(exchange.request())) {
      return ProblemCode.NOT_ACCEPTABLE;
    }
    boolean isTooLarge = exchange.bodyLength() > operation.maxBodyBytes();
    return isTooLarge ? ProblemCode.REQUEST_TOO_LARGE : null;
  }

  /** Says whether much may be held for a request: it is a batch, or its body is not short. */
  private boolean mayBeLarge(Exchange exchange) {
    return operation.maxBodyBytes() > MAX_USUAL_BYTES
        || exchange.bodyLength() == RequestHead.UNKNOWN
        || exchange.bodyLength() >= CallerMemory.STEP_BYTES;
  }

  private boolean isReadable(Exchange exchange) {
    String contentType = RequestHead.list(exchange.request(), HttpHeaders.CONTENT_TYPE);
    boolean isJson =
        contentType == null ? !operation.needsBody() : MediaType.JSON.isIn(contentType);
    return isJson && !RequestHead.isCompressed(exchange.request());
  }

  private void readBody(Exchange exchange, Admitted admitted) {
    HttpServerRequest request = exchange.request();
    Buffer body = Buffer.buffer();
    long length = exchange.bodyLength();
    exchange.readBody(length == RequestHead.UNKNOWN ? operation.maxBodyBytes() : (int) length);
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= operation.maxBodyBytes()) {
            body.appendBuffer(chunk);
            exchange.memory().hold(chunk.length());
          } else {
            request.handler(null).endHandler(null);
            exchange.lastProblem(new Problem(ProblemCode.REQUEST_TOO_LARGE));
          }
        });
    request.endHandler(
        end -> {
          request.handler(null).endHandler(null); // they would hold the body until it is answered
          exchange.bodyRead();
          answerInTurns(exchange, admitted, body);
        });
  }

  /** Answers at once, or in turns if the body is larger than most: to parse it takes long. */
  private void answerInTurns(Exchange exchange, Admitted admitted, Buffer body) {
    if (body.length() <= MAX_USUAL_BYTES) {
      answer(exchange, admitted, body.getBytes());
    } else {
      assert !operation.needsKey();
      var faults = new Faults();
      var parsing = new BodyParsing(body.getBytes(), faults);
      exchange
          .longWork()
          .add(isTimeOver -> !isAnswered(exchange, admitted, parsing, faults, isTimeOver));
    }
  }

  private boolean isAnswered(
      Exchange exchange,
      Admitted admitted,
      BodyParsing parsing,
      Faults faults,
      BooleanSupplier isTimeOver) {
    if (exchange.request().response().closed()) {
      exchange.count("cancelled");
      return true;
    }
    Future<Answer> answer;
    try {
      int heldBefore = parsing.heldBytes();
      boolean isParsed = parsing.goOn(isTimeOver);
      exchange.memory().hold(parsing.heldBytes() - heldBefore);
      if (!isParsed) {
        return false;
      }
      answer =
          answer(question(operation::read, parsing.object(), faults), exchange, admitted, null);
    } catch (Throwable failure) {
      exchange.fail(failure);
      return true;
    }
    answer.onComplete(given -> give(exchange, admitted, given), exchange::fail);
    return true;
  }

  private void answer(Exchange exchange, Admitted admitted, byte[] body) {
    Future<Answer> answer;
    try {
      IdempotencyKey key =
          operation.needsKey()
              ? IdempotencyKeys.read(exchange.request(), admitted.caller(), body)
              : null;
      answer = answer(read(body), exchange, admitted, key);
    } catch (Throwable failure) {
      exchange.fail(failure);
      return;
    }
    answer.onComplete(given -> give(exchange, admitted, given), exchange::fail);
  }

  private Future<Answer> answer(
      Q question, Exchange exchange, Admitted admitted, @Nullable IdempotencyKey key) {
    int checks = operation.checks(question);
    if (checks > 0) {
      admitted.account().check(checks, System.nanoTime());
    }
    return operation.answer(question, exchange.asked(admitted, key));
  }

  private static void give(Exchange exchange, Admitted admitted, Answer answer) {
    Pieces pieces = answer.pieces();
    if (pieces == null) {
      exchange.answer(answer);
    } else {
      new AnswerInPieces(exchange, answer, pieces, admitted.account().held()).begin();
    }
  }

  private Q read(byte[] body) {
    boolean isLeftOut = body.length == 0 && !operation.needsBody();
    return read(operation::read, isLeftOut ? EMPTY_OBJECT : body, new Faults());
  }

  /** Reads a question, or throws what is wrong with it. */
  public static <Q> Q read(Function<RequestObject, Q> reader, byte[] body, Faults faults) {
    return question(reader, RequestObject.parse(body, faults), faults);
  }

  private static <Q> Q question(
      Function<RequestObject, Q> reader, RequestObject request, Faults faults) {
    Q question = reader.apply(request);
    request.end();
    faults.throwIfAny();
    return question;
  }
}
