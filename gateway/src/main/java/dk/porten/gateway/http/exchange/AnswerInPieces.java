package dk.porten.gateway.http.exchange;

import dk.porten.gateway.budget.HeldForClient;
import dk.porten.gateway.http.loop.LongWork;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Pieces;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BooleanSupplier;

/**
 * Sends an answer that is made in pieces. One that fits in a piece leaves whole, with its length,
 * like any other. Of a larger one no more is made while the caller does not read. Over HTTP/1.0,
 * which has no chunks, its end is that of the connection; one that breaks off is no JSON. Lives on
 * the request's event loop.
 */
final class AnswerInPieces implements LongWork.Work {

  /** Enough for a thousand user IDs of which nothing is to be said. */
  static final int MAX_WHOLE_BYTES = 128 * 1024;

  private static final int PIECE_BYTES = 32 * 1024;

  private final Exchange exchange;
  private final Answer answer;
  private final Pieces pieces;
  private final HeldForClient client;
  private final CallerMemory memory;
  private final LongWork loop;
  private final HttpServerResponse response;
  private int mostBytes = MAX_WHOLE_BYTES;
  private Buffer made = Buffer.buffer();
  private boolean isBegun;
  private boolean isWaiting;
  private boolean isOver;

  /**
   * @param client for whom it is: it does not begin while too much is held for it
   */
  AnswerInPieces(Exchange exchange, Answer answer, Pieces pieces, HeldForClient client) {
    this.exchange = exchange;
    this.answer = answer;
    this.pieces = pieces;
    this.client = client;
    this.memory = exchange.memory();
    this.loop = exchange.longWork();
    this.response = exchange.request().response();
  }

  void begin() {
    response.exceptionHandler(brokenOff -> letGo()).closeHandler(closed -> letGo());
    memory.whenWritable(() -> loop.add(this));
    loop.add(this);
  }

  /** Gives up because the caller has gone. */
  private void letGo() {
    if (!isOver) {
      isOver = true;
      made = Buffer.buffer();
      exchange.count("cancelled");
    }
  }

  @Override
  public boolean goOn(BooleanSupplier isTimeOver) {
    if (response.closed()) {
      letGo();
    }
    try {
      return !isOver && !isWaiting && goesOn(isTimeOver);
    } catch (Throwable failure) {
      fail(failure);
      return false;
    }
  }

  private boolean goesOn(BooleanSupplier isTimeOver) {
    if (!memory.isWritable()) {
      return false;
    }
    if (!isBegun && client.isTooMuch()) {
      throw client.ended();
    }
    int before = made.length();
    Future<Boolean> whole =
        pieces.goOn(made, () -> made.length() >= mostBytes || isTimeOver.getAsBoolean());
    memory.hold(made.length() - before);
    if (!whole.isComplete()) {
      isWaiting = true;
      whole.onComplete(this::goOnKnowing);
      return false;
    }
    if (whole.failed()) {
      fail(whole.cause());
      return false;
    }
    if (whole.result()) {
      end();
      return false;
    }
    if (made.length() >= mostBytes) {
      send();
    }
    return memory.isWritable();
  }

  private void goOnKnowing(AsyncResult<Boolean> known) {
    isWaiting = false;
    if (known.succeeded()) {
      loop.add(this);
    } else if (!isOver) {
      fail(known.cause());
    }
  }

  private void send() {
    if (!isBegun) {
      isBegun = true;
      mostBytes = PIECE_BYTES;
      exchange.beginPieces(answer);
    }
    memory.hold(-made.length()); // what is sent is the connection's
    response.write(made);
    made = Buffer.buffer();
  }

  private void end() {
    isOver = true;
    if (isBegun) {
      exchange.finish(response, made);
      exchange.count(answer.outcome());
    } else {
      exchange.answer(answer.whole(made));
    }
  }

  private void fail(Throwable failure) {
    isOver = true;
    exchange.fail(failure);
  }
}
