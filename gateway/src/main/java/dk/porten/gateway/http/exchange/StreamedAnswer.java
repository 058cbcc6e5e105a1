package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.problem.ProblemCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The answer of an exchange that is written bit by bit, while the request still comes in. */
public final class StreamedAnswer {

  private final Exchange exchange;
  private final CallerConnection connection;
  private final HttpServerResponse response;
  private final Loop loop;

  StreamedAnswer(
      Exchange exchange, CallerConnection connection, HttpServerResponse response, Loop loop) {
    this.exchange = exchange;
    this.connection = connection;
    this.response = response;
    this.loop = loop;
  }

  /** Returns what is written to. */
  public HttpServerResponse response() {
    return response;
  }

  /** Says whether this loop is so busy that batches should wait. */
  public boolean isLoopBusy() {
    return loop.shedder().isBusy(Priority.BATCHES);
  }

  /** Counts a line that came in. */
  public void countLine() {
    loop.metrics().streamLine();
  }

  /** Ends the response. */
  public void end() {
    exchange.finish(response, Buffer.buffer());
    exchange.count("ok");
  }

  /** Ends the response as the connection's last, although the request has not been read whole. */
  public void endEarly(ProblemCode why) {
    leaveRest();
    exchange.finish(response, Buffer.buffer());
    exchange.count(why.code());
  }

  /** Ends the response because the gateway has failed. */
  public void fail(Throwable failure) {
    leaveRest();
    exchange.fail(failure);
  }

  /** Has the rest of the request dropped: the response is the connection's last. */
  private void leaveRest() {
    exchange.request().handler(null).endHandler(null).resume();
    connection.end();
  }

  /** Notes that the caller has gone before the response ended. */
  public void cancel() {
    exchange.count("cancelled");
  }
}
