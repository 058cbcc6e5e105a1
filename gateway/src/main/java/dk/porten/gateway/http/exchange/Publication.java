package dk.porten.gateway.http.exchange;

import dk.porten.core.pack.Language;
import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.json.JsonAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A document that is the same for every caller, and the tag of its present state.
 *
 * @param language the one it is in, if there are others that a caller can ask for
 * @param headers further ones, by name
 */
public record Publication(
    String mediaType,
    String etag,
    Optional<Language> language,
    Buffer body,
    Map<String, String> headers) {

  private static final int TAG_BYTES = 8;

  /** Makes one whose tag is that of its bytes. */
  public static Publication of(String mediaType, Buffer body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      String tag = HexFormat.of().formatHex(digest, 0, TAG_BYTES);
      return new Publication(mediaType, "\"" + tag + "\"", Optional.empty(), body, Map.of());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  /** Returns this document with further headers. */
  public Publication with(Map<String, String> moreHeaders) {
    return new Publication(mediaType, etag, language, body, moreHeaders);
  }

  /** Makes one of what a writer writes. */
  public static Publication json(JsonAnswer.Writer writer) {
    return of("application/json", JsonAnswer.encode(writer));
  }

  /** Returns this document as one of several, of which each caller gets one by language. */
  public Publication in(Language known) {
    return new Publication(mediaType, etag, Optional.of(known), body, headers);
  }

  /** Says whether {@code If-None-Match} names the present state: the caller has the document. */
  boolean isKnownBy(HttpServerRequest request) {
    String ifNoneMatch = RequestHead.list(request, HttpHeaders.IF_NONE_MATCH);
    if (ifNoneMatch != null) {
      for (String tag : RequestHead.entries(ifNoneMatch)) {
        if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
          return true;
        }
      }
    }
    return false;
  }
}
