package dk.porten.gateway.http.json;

import io.vertx.core.buffer.Buffer;

/** Writes JSON to memory. */
public final class JsonAnswer {

  /** Each thread's memory is used again, up to a bound: half of a document answer's cost. */
  private static final ThreadLocal<JsonWriter> WRITERS = ThreadLocal.withInitial(JsonWriter::new);

  /** Writes a value. */
  @FunctionalInterface
  public interface Writer {
    void write(JsonWriter json);
  }

  private JsonAnswer() {}

  /** Returns what the writer writes, in UTF-8. */
  public static Buffer encode(Writer writer) {
    return WRITERS.get().apart(writer);
  }

  /** Returns what the writer writes, to be written again and again. */
  public static byte[] encoded(Writer writer) {
    return encode(writer).getBytes();
  }
}
