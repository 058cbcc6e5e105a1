package dk.porten.gateway.http.loop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dk.porten.gateway.http.head.TraceParent;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.metrics.EndpointName;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one event loop that are on their way to the access log. The loop adds, the log's
 * thread takes; what is added while there is no room is dropped.
 */
public final class LoopLog {

  private static final int MAX_BYTES = 1024 * 1024;

  /** More than a line with a request id of 64 characters, each escaped, and a client's name. */
  private static final int MAX_LINE_BYTES = 640;

  private static final int MILLIS = 1_000;

  private static final byte[] TIME = bytes("{\"time\":\"");
  private static final byte[] REQUEST_ID = bytes("Z\",\"requestId\":\"");
  private static final byte[] TRACE_ID = bytes("\",\"traceId\":\"");
  private static final byte[] CLIENT = bytes("\",\"client\":\"");
  private static final byte[] ENDPOINT = bytes("\",\"endpoint\":\"");
  private static final byte[] METHOD = bytes("\",\"method\":\"");
  private static final byte[] STATUS = bytes("\",\"status\":");
  private static final byte[] OUTCOME = bytes(",\"outcome\":\"");
  private static final byte[] DURATION = bytes("\",\"durationMicros\":");
  private static final byte[] END = bytes("}\n");

  private final Clock clock;
  private byte[] lines = new byte[MAX_BYTES];
  private byte[] taken = new byte[MAX_BYTES];
  private int length;
  private long dropped;
  private long second = Long.MIN_VALUE;
  private byte[] secondText = {};

  LoopLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * Adds a request that was answered.
   *
   * @param requestId visible ASCII
   * @param client the caller's name, ASCII that needs no escape; null if nobody knows who it is
   */
  synchronized void add(
      String requestId,
      @Nullable TraceParent trace,
      @Nullable String client,
      EndpointName endpoint,
      String method,
      int status,
      String outcome,
      long nanos) {
    if (length + MAX_LINE_BYTES > lines.length) {
      dropped++;
      return;
    }
    put(TIME);
    putTime(clock.millis());
    put(REQUEST_ID);
    putEscaped(requestId);
    if (trace != null) {
      put(TRACE_ID);
      put(trace.traceId());
    }
    if (client != null) {
      put(CLIENT);
      put(client);
    }
    put(ENDPOINT);
    put(endpoint.label());
    put(METHOD);
    put(method);
    put(STATUS);
    put(Integer.toString(status));
    put(OUTCOME);
    put(outcome);
    put(DURATION);
    put(Long.toString(nanos / 1_000));
    put(END);
  }

  /** Takes the lines that were added since the last time; they are good until the next time. */
  synchronized ByteBuffer take() {
    byte[] full = lines;
    var added = ByteBuffer.wrap(full, 0, length);
    lines = taken;
    taken = full;
    length = 0;
    return added;
  }

  synchronized long dropped() {
    return dropped;
  }

  private void putTime(long millis) {
    long now = Math.floorDiv(millis, MILLIS);
    if (now != second) {
      second = now;
      secondText = bytes(Moments.format(Instant.ofEpochSecond(now)).replace('Z', '.'));
    }
    put(secondText);
    int rest = Math.floorMod(millis, MILLIS);
    lines[length++] = (byte) ('0' + rest / 100);
    lines[length++] = (byte) ('0' + rest / 10 % 10);
    lines[length++] = (byte) ('0' + rest % 10);
  }

  private void put(byte[] text) {
    System.arraycopy(text, 0, lines, length, text.length);
    length += text.length;
  }

  private void put(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      lines[length++] = (byte) ascii.charAt(i);
    }
  }

  private void putEscaped(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      char character = ascii.charAt(i);
      if (character == '"' || character == '\\') {
        lines[length++] = '\\';
      }
      lines[length++] = (byte) character;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
