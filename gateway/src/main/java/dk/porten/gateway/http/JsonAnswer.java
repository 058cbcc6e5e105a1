package dk.porten.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes JSON to memory. */
final class JsonAnswer {

  private static final int INITIAL_BYTES = 512;
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Writes a value. */
  @FunctionalInterface
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonAnswer() {}

  /** Returns what the writer writes, in UTF-8. */
  static Buffer encode(Writer writer) {
    var bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException impossible) {
      throw new AssertionError("writing to memory", impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
