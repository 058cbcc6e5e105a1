package dk.porten.gateway.http.problem;

import java.util.Locale;

/** A kind of problem (RFC 9457): its stable code, its status, and what is told of it. */
public enum ProblemCode {
  MALFORMED_JSON(400, "The body, or this line of it, is not a JSON text in UTF-8."),
  INVALID_REQUEST(400, "The request has faults; each is listed with its place."),
  IDEMPOTENCY_KEY_MISSING(
      400, "One Idempotency-Key of 1 to 255 visible ASCII characters is needed."),
  UNAUTHORIZED(401, "A bearer token of a known issuer is needed."),
  FORBIDDEN(403, "The token does not have the scope that this operation needs."),
  NOT_FOUND(404, "There is nothing at this address."),
  METHOD_NOT_ALLOWED(405, "This path does not have that method."),
  NOT_ACCEPTABLE(406, "The answer has no media type that the request accepts."),
  HOLD_NOT_FOUND(404, "The caller has no such hold."),
  USER_ID_NOT_TAKEN(404, "Nobody has this user ID."),
  ATTESTATION_NOT_FOUND(404, "There is no such attestation."),
  USER_ID_TAKEN(409, "Somebody has or holds this user ID."),
  WITNESS_QUOTA_EXHAUSTED(409, "The witness has no place left on that day."),
  HOLD_EXPIRED(410, "The hold has expired."),
  ATTESTATION_ERASED(410, "The attestation was recorded, and erased since."),
  REQUEST_TOO_LARGE(413, "The body, or this line of it, is larger than this operation takes."),
  URI_TOO_LONG(414, "The first line of the request is longer than 4 KiB."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "This operation takes uncompressed application/json; a batch of user IDs application/x-ndjson too."),
  EXPECTATION_FAILED(417, "Nothing but 100-continue may be expected."),
  MISDIRECTED_REQUEST(
      421, "A demo is asked by the names of its own machine: localhost, 127.0.0.1, [::1]."),
  UNKNOWN_RULE_PACK(422, "There is no rule pack of that id and version."),
  NOT_RULED_BY_PACK(422, "The rule pack has no rules for this kind of check."),
  RULE_PACK_NOT_IN_FORCE(422, "The rule pack is not in force on that day."),
  USER_ID_INVALID(422, "The text is no user ID; the violations say why."),
  WITNESS_NOT_ELIGIBLE(422, "This person may not be the witness; the reasons say why."),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key came with another body before."),
  TOO_MANY_REQUESTS(429, "The caller asks too often; try again later."),
  HEADER_FIELDS_TOO_LARGE(431, "The headers are larger than 16 KiB."),
  INTERNAL_ERROR(500, "The gateway failed to answer; the fault is on its side."),
  UNKNOWN_TRANSFER_CODING(501, "No transfer coding but chunked is known here."),
  OVERLOADED(503, "The gateway has too much to do; try again later."),
  UNAVAILABLE(503, "What is needed to answer is out of reach; try again later."),
  HTTP_VERSION_NOT_SUPPORTED(
      505,
      "This needs HTTP/1.1: from the caller, and upstream from every proxy between (nginx: proxy_http_version 1.1).");

  private final int status;
  private final String detail;
  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  ProblemCode(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  public int status() {
    return status;
  }

  String detail() {
    return detail;
  }

  /** Returns the code in {@code type} and in metrics. */
  public String code() {
    return code;
  }

  /** Returns the code in words. */
  String title() {
    String words =
        code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1).replace('-', ' ');
    return words
        .replace("json", "JSON")
        .replace("User id", "User ID")
        .replace("Uri", "URI")
        .replace("Http", "HTTP");
  }
}
