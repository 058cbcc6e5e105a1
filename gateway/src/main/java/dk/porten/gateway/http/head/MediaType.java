package dk.porten.gateway.http.head;

import io.vertx.core.http.HttpServerRequest;

/** A form of JSON in which questions are sent and answers wanted. */
public enum MediaType {
  JSON("application/json"),
  /** One JSON text a line. */
  NDJSON("application/x-ndjson");

  /** A longer {@code Content-Type} is refused unread, so that nobody can make us work on it. */
  private static final int MAX_LENGTH = 256;

  private static final String CHARSET = "charset";

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  /** Returns it as {@code Content-Type} has it. */
  public String text() {
    return text;
  }

  /**
   * Says whether a {@code Content-Type} is this. A charset has to be JSON's own; other parameters
   * mean nothing, empty ones neither.
   */
  public boolean isIn(String contentType) {
    if (contentType.equals(text)) {
      return true;
    }
    if (contentType.length() > MAX_LENGTH) {
      return false;
    }
    int end = contentType.indexOf(';');
    return end >= 0
        ? contentType.substring(0, end).strip().equalsIgnoreCase(text)
            && areHarmless(contentType.substring(end + 1))
        : contentType.equalsIgnoreCase(text);
  }

  /** Says whether the request takes an answer of this type. */
  public boolean isAcceptedBy(HttpServerRequest request) {
    return Preference.accepts(request, text);
  }

  /**
   * Says whether no parameter changes the meaning. A comma outside of quotes means that a second
   * header was joined on.
   */
  private static boolean areHarmless(String parameters) {
    boolean isQuoted = false;
    int start = 0;
    for (int i = 0; i <= parameters.length(); i++) {
      char next = i < parameters.length() ? parameters.charAt(i) : ';';
      if (next == '"') {
        isQuoted = !isQuoted;
      } else if (next == ',' && !isQuoted) {
        return false;
      } else if (next == ';' && !isQuoted) {
        if (!isHarmless(parameters.substring(start, i))) {
          return false;
        }
        start = i + 1;
      }
    }
    return !isQuoted;
  }

  private static boolean isHarmless(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase(CHARSET)) {
      return true;
    }
    String charset = parameter.substring(equals + 1).strip();
    if (charset.startsWith("\"") && charset.endsWith("\"") && charset.length() > 1) {
      charset = charset.substring(1, charset.length() - 1);
    }
    return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }
}
