package dk.porten.gateway.http.head;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * One entry of an {@code Accept}, {@code Accept-Encoding} or {@code Accept-Language} header (RFC
 * 9110).
 *
 * @param value in lower case, without parameters
 * @param quality in thousandths, from 0, not wanted, to 1,000
 */
public record Preference(String value, int quality) {

  /** The media type of a problem (RFC 9457). */
  public static final String PROBLEM = "application/problem+json";

  /** The one coding that compressed files come in. */
  public static final String GZIP = "gzip";

  private static final String QUALITY = "q=";
  private static final int MAX_PARAMETERS = 8;
  private static final int MOST_WANTED = 1_000;
  private static final int MAX_DIGITS = 3;

  /**
   * Parses an entry; a quality that is none, or comes after many other parameters, counts as the
   * highest.
   */
  static Preference parse(String entry) {
    int end = entry.indexOf(';');
    if (end < 0) {
      return new Preference(entry.toLowerCase(Locale.ROOT), MOST_WANTED);
    }
    int quality = MOST_WANTED;
    int start = end;
    for (int i = 0; i < MAX_PARAMETERS && start >= 0; i++) {
      int next = entry.indexOf(';', start + 1);
      String parameter = entry.substring(start + 1, next < 0 ? entry.length() : next).strip();
      if (parameter.regionMatches(true, 0, QUALITY, 0, QUALITY.length())) {
        quality = parseQuality(parameter.substring(QUALITY.length()));
      }
      start = next;
    }
    return new Preference(entry.substring(0, end).strip().toLowerCase(Locale.ROOT), quality);
  }

  /** Says whether a request takes an answer of a media type. */
  public static boolean accepts(HttpServerRequest request, String mediaType) {
    String header = RequestHead.list(request, HttpHeaders.ACCEPT);
    return header == null || accepts(header, mediaType);
  }

  /** Says whether a request names gzip among the codings of its answer that it takes. */
  public static boolean takesGzip(HttpServerRequest request) {
    String header = RequestHead.list(request, HttpHeaders.ACCEPT_ENCODING);
    return header != null
        && RequestHead.entries(header).stream()
            .map(Preference::parse)
            .anyMatch(coding -> coding.value.equals(GZIP) && coding.quality > 0);
  }

  /**
   * Says whether an {@code Accept} header takes a media type. A header that does not mention the
   * type, but accepts problems, counts as accepting it: generated clients pick one type that looks
   * like JSON from all answers of an operation, and that may be the problem's type
   * (docs/decisions/0011).
   */
  private static boolean accepts(String header, String mediaType) {
    if (header.equals("*/*") || header.equals(mediaType)) {
      return true;
    }
    String anySubtype = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    boolean takesProblems = false;
    int quality = 0;
    int specificity = 0;
    for (String entry : RequestHead.entries(header)) {
      Preference preference = parse(entry);
      int match =
          preference.value.equals(mediaType)
              ? 3
              : preference.value.equals(anySubtype) ? 2 : preference.value.equals("*/*") ? 1 : 0;
      if (match > specificity) {
        specificity = match;
        quality = preference.quality;
      }
      takesProblems |= preference.value.equals(PROBLEM) && preference.quality > 0;
    }
    return specificity == 0 ? takesProblems : quality > 0;
  }

  private static int parseQuality(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= 2 + MAX_DIGITS
            && (text.charAt(0) == '0' || text.charAt(0) == '1')
            && (text.length() == 1 || text.charAt(1) == '.');
    int quality = isNumber && text.charAt(0) == '0' ? 0 : MOST_WANTED;
    int worth = MOST_WANTED / 10;
    for (int i = 2; isNumber && i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      isNumber = digit >= 0 && digit <= 9;
      quality += digit * worth;
      worth /= 10;
    }
    return isNumber ? Math.min(quality, MOST_WANTED) : MOST_WANTED;
  }
}
