package dk.porten.gateway.http.pages;

import dk.porten.core.pack.Language;
import dk.porten.gateway.http.json.JsonAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that is the same for every caller. Immutable; any thread may ask.
 *
 * @param headers further ones, by name
 * @param plain its bytes
 * @param gzip the same compressed, if the build has done that
 */
record Publication(
    String mediaType, Map<CharSequence, CharSequence> headers, Form plain, Optional<Form> gzip) {

  /**
   * A document's bytes as they are sent.
   *
   * @param etag of these bytes, so that no tag stands for both forms of a document
   */
  record Form(String etag, Buffer bytes) {

    private static final int TAG_BYTES = 8;

    private static Form of(Buffer bytes) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
        return new Form('"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"', bytes);
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError("every Java has SHA-256", impossible);
      }
    }
  }

  /** Makes one of what a writer writes. */
  static Publication json(JsonAnswer.Writer writer) {
    return new Publication(
        "application/json", Map.of(), Form.of(JsonAnswer.encode(writer)), Optional.empty());
  }

  /**
   * Makes one of what a writer writes in one of several languages, of which each caller gets one.
   */
  static Publication json(Language language, JsonAnswer.Writer writer) {
    Publication json = json(writer);
    return new Publication(
        json.mediaType,
        Map.of(
            HttpHeaders.VARY,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CONTENT_LANGUAGE,
            language.code()),
        json.plain,
        json.gzip);
  }

  /**
   * Makes one of a file of the jar, and of the compressed one beside it; if the file itself is
   * missing, that is a fault of the build, and fails the start.
   */
  static Publication file(String path, String mediaType, Map<CharSequence, CharSequence> headers) {
    Form plain =
        read(path).map(Form::of).orElseThrow(() -> new IllegalStateException("no " + path));
    return new Publication(mediaType, headers, plain, read(path + ".gz").map(Form::of));
  }

  private static Optional<Buffer> read(String path) {
    try (@Nullable InputStream stream = Publication.class.getResourceAsStream(path)) {
      return stream == null ? Optional.empty() : Optional.of(Buffer.buffer(stream.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
