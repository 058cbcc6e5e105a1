package dk.porten.gateway.http;

import io.vertx.core.buffer.Buffer;

/** Writes JSON to memory. */
final class JsonAnswer {

  /** Each thread's memory is used again, up to a bound: half of a document answer's cost. */
  private static final ThreadLocal<JsonWriter> WRITERS = ThreadLocal.withInitial(JsonWriter::new);

  /** Writes a value. */
  @FunctionalInterface
  interface Writer {
    void write(JsonWriter json);
  }

  private JsonAnswer() {}

  /** Returns what the writer writes, in UTF-8. */
  static Buffer encode(Writer writer) {
    return WRITERS.get().apart(writer);
  }

  /** Returns what the writer writes, to be written again and again. */
  static byte[] encoded(Writer writer) {
    return encode(writer).getBytes();
  }
}
