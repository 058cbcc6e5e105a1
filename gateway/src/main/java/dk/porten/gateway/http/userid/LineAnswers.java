package dk.porten.gateway.http.userid;

import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The answers to a stream's lines in their order: those that are awaited, and those that are
 * written and not sent yet. Lives on the request's event loop.
 */
final class LineAnswers {

  private static final int CHUNK_BYTES = 16 * 1024;

  /** An answer that is written when its turn comes, and not held in bytes until then. */
  private record AskedLine(long line, Future<JsonAnswer.Writer> answer) {}

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Queue<AskedLine> asked = new ArrayDeque<>();
  private Buffer written = Buffer.buffer();

  LineAnswers(Exchange exchange, HttpServerResponse response) {
    this.exchange = exchange;
    this.response = response;
  }

  void add(long line, Future<JsonAnswer.Writer> answer) {
    asked.add(new AskedLine(line, answer));
  }

  /** Returns how many were not written yet. */
  int count() {
    return asked.size();
  }

  boolean isNextKnown() {
    AskedLine next = asked.peek();
    return next != null && next.answer.isComplete();
  }

  /** Writes the next one, which is known; sends what is written if that is much. */
  void writeNext() {
    written.appendBuffer(encode(asked.remove())).appendByte((byte) '\n');
    if (written.length() >= CHUNK_BYTES) {
      send();
    }
  }

  /** Sends what is written. */
  void send() {
    if (written.length() > 0) {
      response.write(written);
      written = Buffer.buffer();
    }
  }

  void drop() {
    asked.clear();
  }

  private Buffer encode(AskedLine line) {
    return line.answer.succeeded()
        ? JsonAnswer.encode(line.answer.result())
        : JsonAnswer.encode(json -> writeProblem(line, json));
  }

  private void writeProblem(AskedLine line, JsonWriter json) {
    json.writeStartObject();
    json.writeNumberField("line", line.line);
    json.writeFieldName("problem");
    exchange.problemOf(line.answer.cause()).write(exchange.requestId(), json);
    json.writeEndObject();
  }
}
