package dk.porten.gateway.http.userid;

import dk.porten.core.pack.Language;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.exchange.Admitted;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.exchange.StreamedAnswer;
import dk.porten.gateway.http.head.MediaType;
import dk.porten.gateway.http.json.Faults;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.loop.LongWork;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One {@code POST /v1/user-id-checks/batch} of lines: each line is looked up when it arrives, and
 * the answers leave in the same order (docs/decisions/0015). The lines in flight are bounded. It
 * asks for one chunk at a time, and only while the client reads the answers. The response's head
 * leaves with the first answers, or at the end: HAProxy 2.6 loses the body if the head comes
 * together with {@code 100 Continue}. Lives on the request's event loop, whose {@link LongWork} it
 * is part of.
 */
final class UserIdStream implements LongWork.Work {

  /** Enough for lookups to share queries; a few of them are a turn's work. */
  static final int MAX_LINES_IN_FLIGHT = 256;

  /**
   * The pause between turns while the loop has too much to do: a stream gets slower then instead of
   * failing.
   */
  private static final long GIVING_WAY_MILLIS = 50;

  /**
   * Faults told of one line: without a limit an answer could be a hundred times as large as its
   * question.
   */
  private static final int MAX_FAULTS = 100;

  private static final int MAX_VIOLATIONS = UserIdBatchCheck.MAX_VIOLATIONS;

  private final Exchange exchange;
  private final Admitted admitted;
  private final ClientAccount account;
  private final UserIdCheck check;
  private final UserIdLookup lookup;
  private final Language language;
  private final HttpServerRequest request;
  private final StreamedAnswer streamed;
  private final HttpServerResponse response;
  private final Context loop = Objects.requireNonNull(Vertx.currentContext());
  private final LineSplitter lines = new LineSplitter();
  private final LineAnswers answers;

  /** The line that is asked about next; null if none has come. */
  private @Nullable StreamLine due;

  private boolean isTimerSet;
  private boolean isChunkDue;
  private boolean isReadWhole;
  private boolean isTokenGood = true;
  private boolean isAdmitted = true;
  private boolean isOver;

  UserIdStream(Exchange exchange, Admitted admitted, UserIdCheck check, UserIdLookup lookup) {
    this.exchange = exchange;
    this.admitted = admitted;
    this.account = admitted.account();
    this.check = check;
    this.lookup = lookup;
    this.language = exchange.language();
    this.request = exchange.request();
    this.streamed = exchange.stream(MediaType.NDJSON);
    this.response = streamed.response();
    this.answers = new LineAnswers(exchange, response);
  }

  /** Begins to take lines. */
  void start() {
    request.pause();
    request.handler(this::take).endHandler(end -> readWhole());
    request.exceptionHandler(brokenOff -> letGo());
    response.exceptionHandler(brokenOff -> letGo()).closeHandler(closed -> letGo());
    exchange.memory().whenWritable(this::goOnSoon);
    exchange.takeBody();
    goOnSoon();
  }

  private void take(Buffer chunk) {
    isChunkDue = false;
    lines.add(chunk.getBytes());
    goOnSoon();
  }

  private void readWhole() {
    isReadWhole = true;
    goOnSoon();
  }

  /** Gives up because the client has gone: answers that still come are dropped. */
  private void letGo() {
    if (!isOver) {
      giveUp();
      streamed.cancel();
    }
  }

  private void giveUp() {
    isOver = true;
    account.streamEnds();
    answers.drop();
  }

  /**
   * Has the stream go on when it is its turn; on a busy loop later, so that single requests go
   * first.
   */
  private void goOnSoon() {
    if (!streamed.isLoopBusy()) {
      exchange.longWork().add(this);
    } else {
      goOnIn(GIVING_WAY_MILLIS);
    }
  }

  private void goOnIn(long millis) {
    if (!isTimerSet) {
      isTimerSet = true;
      loop.owner().setTimer(millis, this::restNoLonger);
    }
  }

  private void restNoLonger(long timer) {
    isTimerSet = false;
    exchange.longWork().add(this);
  }

  @Override
  public boolean goOn(BooleanSupplier isTimeOver) {
    try {
      return goesOn(isTimeOver);
    } catch (Throwable failure) {
      if (!isOver) {
        giveUp();
      }
      streamed.fail(failure);
      return false;
    }
  }

  private boolean goesOn(BooleanSupplier isTimeOver) {
    if (response.closed()) {
      letGo();
    }
    if (isOver) {
      return false;
    }
    boolean hasMore = true;
    isTokenGood = admitted.isStillSo();
    while (hasMore && !isTimeOver.getAsBoolean()) {
      hasMore = isStepTaken();
    }
    if (!isOver) {
      answers.send();
    }
    if (hasMore && streamed.isLoopBusy()) {
      goOnSoon();
      return false;
    }
    return hasMore;
  }

  /**
   * Writes the answer that is next, or else asks about the next line, so that few answers are held;
   * returns false if neither can be done now. A client that has used up its checks of a second gets
   * the rest of its lines in the next ones.
   */
  private boolean isStepTaken() {
    if (!exchange.memory().isWritable()) {
      return false;
    }
    if (answers.isNextKnown()) {
      answers.writeNext();
      return true;
    }
    if (!isAdmitted) {
      if (answers.count() == 0) {
        end();
      }
      return false;
    }
    if (due == null && answers.count() < MAX_LINES_IN_FLIGHT) {
      due = nextLine();
    }
    if (due != null) {
      return isAsked(due);
    }
    if (!isReadWhole) {
      if (answers.count() < MAX_LINES_IN_FLIGHT) {
        fetchChunk();
      }
    } else if (answers.count() == 0) {
      end();
    }
    return false;
  }

  private boolean isAsked(StreamLine line) {
    long nowNanos = System.nanoTime();
    long restNanos = account.nanosToWait(nowNanos);
    if (restNanos > 0) {
      goOnIn(TimeUnit.NANOSECONDS.toMillis(restNanos) + 1);
      return false;
    }
    due = null;
    isAdmitted = isTokenGood;
    account.checkLine(nowNanos);
    ask(line);
    return true;
  }

  private @Nullable StreamLine nextLine() {
    StreamLine line = lines.next();
    return line == null && isReadWhole ? lines.last() : line;
  }

  private void fetchChunk() {
    if (!isChunkDue) {
      isChunkDue = true;
      request.fetch(1);
    }
  }

  private void ask(StreamLine line) {
    streamed.countLine();
    Future<JsonAnswer.Writer> answer = answer(line);
    answers.add(line.number(), answer);
    if (!answer.isComplete()) {
      answer.onComplete(done -> goOnSoon());
    }
  }

  private Future<JsonAnswer.Writer> answer(StreamLine line) {
    try {
      if (isAdmitted && line instanceof StreamLine.Whole whole) {
        byte[] bytes = whole.bytes().getBytes();
        return check
            .find(OperationHandler.read(check::readLine, bytes, new Faults(MAX_FAULTS)), account)
            .map(found -> json -> lookup.write(found, MAX_VIOLATIONS, language, json));
      }
      throw new ProblemException(
          isAdmitted ? ProblemCode.REQUEST_TOO_LARGE : ProblemCode.UNAUTHORIZED);
    } catch (Throwable failure) {
      return Future.failedFuture(failure);
    }
  }

  private void end() {
    isOver = true;
    account.streamEnds();
    answers.send();
    if (isAdmitted) {
      streamed.end();
    } else {
      streamed.endEarly(ProblemCode.UNAUTHORIZED);
    }
  }
}
