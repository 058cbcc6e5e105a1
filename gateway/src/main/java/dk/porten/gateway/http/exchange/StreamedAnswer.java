package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.Priority;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The answer of an exchange that is written bit by bit, while the request still comes in. */
public final class StreamedAnswer {

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Loop loop;

  StreamedAnswer(Exchange exchange, HttpServerResponse response, Loop loop) {
    this.exchange = exchange;
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

  /** Notes that the caller has gone before the response ended. */
  public void cancel() {
    exchange.count("cancelled");
  }
}
