package dk.porten.gateway.http.head;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's place in a trace, as {@code traceparent} tells it (W3C Trace Context).
 *
 * @param traceId 32 hexadecimal digits
 * @param parentId 16 of them: the caller's own span
 */
public record TraceParent(String traceId, String parentId) {

  private static final CharSequence HEADER = HttpHeaders.createOptimized("traceparent");
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_PARENT = "0".repeat(16);

  /**
   * Finds the place that the request's head names; null if it names none, or not as the standard
   * demands.
   */
  public static @Nullable TraceParent in(MultiMap headers) {
    if (!headers.contains(HEADER)) {
      return null;
    }
    List<String> lines = headers.getAll(HEADER);
    return lines.size() == 1 ? parse(lines.get(0)) : null;
  }

  /** Reads the place; null if the text is not as the standard demands. */
  public static @Nullable TraceParent parse(String text) {
    boolean isWhole =
        text.length() == LENGTH
            || (text.length() > LENGTH && text.charAt(LENGTH) == '-' && !text.startsWith("00"));
    if (!isWhole
        || text.startsWith("ff")
        || !isHexadecimal(text, 0, TRACE_ID - 1)
        || !isHexadecimal(text, TRACE_ID, PARENT_ID - 1)
        || !isHexadecimal(text, PARENT_ID, FLAGS - 1)
        || !isHexadecimal(text, FLAGS, LENGTH)) {
      return null;
    }
    String traceId = text.substring(TRACE_ID, PARENT_ID - 1);
    String parentId = text.substring(PARENT_ID, FLAGS - 1);
    return traceId.equals(NO_TRACE) || parentId.equals(NO_PARENT)
        ? null
        : new TraceParent(traceId, parentId);
  }

  /**
   * Says whether a part is digits in lower case, with a hyphen before it if it is not the first.
   */
  private static boolean isHexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return from == 0 || text.charAt(from - 1) == '-';
  }

  /** Returns the name of the caller's span, which is one request to us. */
  String span() {
    return traceId + "-" + parentId;
  }
}
