package dk.porten.gateway.http.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place in a head of a value that may be another one in the next request without changing what
 * is asked.
 *
 * @param from where the value begins
 * @param to where its line ends
 */
record Hole(Value value, int from, int to) {

  /** What stands in a hole. */
  enum Value {
    LENGTH,
    REQUEST_ID,
    TRACE_PARENT,
    AUTHORIZATION,

    /** What nothing here reads. */
    UNREAD;

    private static final Map<String, Value> BY_HEADER =
        Map.of(
            "content-length", LENGTH,
            "x-request-id", REQUEST_ID,
            "traceparent", TRACE_PARENT,
            "authorization", AUTHORIZATION,
            "tracestate", UNREAD,
            "x-forwarded-for", UNREAD);

    /** Finds what a header holds, by its name in small letters; null if that is no hole. */
    static @Nullable Value of(String header) {
      return BY_HEADER.get(header);
    }
  }

  /**
   * Returns where a value ends that every reader takes for the same text: visible ASCII, with
   * spaces inside at most; else -1.
   */
  static int endOfValue(byte[] bytes, int from, int length) {
    int to = from;
    while (to < length && bytes[to] >= ' ' && bytes[to] <= '~') {
      to++;
    }
    return to > from && bytes[from] != ' ' && bytes[to - 1] != ' ' ? to : -1;
  }
}
