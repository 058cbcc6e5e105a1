package dk.porten.gateway.http.pages;

import dk.porten.core.pack.Language;
import dk.porten.gateway.http.head.Preference;
import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.json.JsonAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
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
  record Form(Buffer bytes, String etag, boolean isCompressed) {

    private static final int TAG_BYTES = 8;

    private static Form of(Buffer bytes, boolean isCompressed) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
        String tag = HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        return new Form(bytes, '"' + tag + '"', isCompressed);
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError("every Java has SHA-256", impossible);
      }
    }

    /** Says whether {@code If-None-Match} names these bytes: the caller has them. */
    boolean isKnownBy(HttpServerRequest request) {
      @Nullable String known = RequestHead.list(request, HttpHeaders.IF_NONE_MATCH);
      return known != null
          && RequestHead.entries(known).stream()
              .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
  }

  /** Makes one of what a writer writes. */
  static Publication json(JsonAnswer.Writer writer) {
    return json(Map.of(), writer);
  }

  /** Makes one of what a writer writes in one of several languages; each caller gets one. */
  static Publication json(Language language, JsonAnswer.Writer writer) {
    return json(
        Map.of(
            HttpHeaders.VARY,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CONTENT_LANGUAGE,
            language.code()),
        writer);
  }

  private static Publication json(
      Map<CharSequence, CharSequence> headers, JsonAnswer.Writer writer) {
    Form plain = Form.of(JsonAnswer.encode(writer), false);
    return new Publication("application/json", headers, plain, Optional.empty());
  }

  /**
   * Makes one of a file of the jar, and of the compressed one beside it if there is one. A file
   * that is missing is a fault of the build, and fails the start.
   */
  static Publication file(String path, String mediaType, Map<CharSequence, CharSequence> headers) {
    Buffer plain = find(path).orElseThrow(() -> new IllegalStateException("no " + path));
    Optional<Form> gzip = find(path + ".gz").map(bytes -> Form.of(bytes, true));
    Map<CharSequence, CharSequence> all = new HashMap<>(headers);
    if (gzip.isPresent()) {
      all.put(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    return new Publication(mediaType, all, Form.of(plain, false), gzip);
  }

  /** Returns the bytes that a request wants. */
  Form formFor(HttpServerRequest request) {
    return gzip.filter(compressed -> Preference.takesGzip(request)).orElse(plain);
  }

  private static Optional<Buffer> find(String path) {
    try (@Nullable InputStream stream = Publication.class.getResourceAsStream(path)) {
      return stream == null ? Optional.empty() : Optional.of(Buffer.buffer(stream.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
