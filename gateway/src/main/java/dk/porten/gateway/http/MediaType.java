package dk.porten.gateway.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** A form of JSON in which questions are sent and answers wanted. */
enum MediaType {
  JSON("application/json"),
  /** One JSON text a line. */
  NDJSON("application/x-ndjson");

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  /** Returns it as {@code Content-Type} has it. */
  String text() {
    return text;
  }

  /** Says whether a {@code Content-Type} is this: a charset is let pass if it is JSON's own. */
  boolean isIn(String contentType) {
    if (contentType.equals(text)) {
      return true;
    }
    String plain = contentType.toLowerCase(Locale.ROOT).replaceAll("[ \t\"]", "");
    return plain.equals(text) || plain.equals(text + ";charset=utf-8");
  }

  /** Says whether the request takes an answer of this type. */
  boolean isAcceptedBy(Exchange exchange) {
    String accept = exchange.listHeader(HttpHeaders.ACCEPT);
    return accept == null || Preference.accepts(accept, text);
  }
}
