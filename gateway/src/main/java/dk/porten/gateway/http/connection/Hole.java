package dk.porten.gateway.http.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    while (to + Long.BYTES <= length && arePlain((long) EIGHT.get(bytes, to))) {
      to += Long.BYTES;
    }
    while (to < length && bytes[to] >= ' ' && bytes[to] <= '~') {
      to++;
    }
    return to > from && bytes[from] != ' ' && bytes[to - 1] != ' ' ? to : -1;
  }

  /**
   * Says whether eight bytes are visible ASCII or spaces, in one step: a token has 900 of them
   * (benchmarks/README.md, P1 behind a proxy). The first that is not sets its highest bit in one of
   * the three terms.
   */
  private static boolean arePlain(long eight) {
    long below = eight - 0x2020_2020_2020_2020L;
    long above = eight + 0x0101_0101_0101_0101L;
    return ((below | above | eight) & 0x8080_8080_8080_8080L) == 0;
  }
}
