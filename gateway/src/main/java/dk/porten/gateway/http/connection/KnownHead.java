package dk.porten.gateway.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dk.porten.gateway.http.exchange.Repetition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The head of a request that was taken on. */
final class KnownHead {

  /**
   * What is new in a request with a known head.
   *
   * @param requestId the caller's name for it, as it came; null if it has none
   * @param traceParent its place in a trace, as it came; null if it has none
   * @param authorization the header that tells who asks; null if that is the known head's
   * @param body where its body begins
   */
  record News(
      @Nullable String requestId,
      @Nullable String traceParent,
      @Nullable String authorization,
      int body) {}

  private final byte[] bytes;
  private final RequestFrame frame;
  private final Repetition repetition;

  /**
   * @param bytes not to be changed
   */
  KnownHead(byte[] bytes, RequestFrame frame, Repetition repetition) {
    this.bytes = bytes;
    this.frame = frame;
    this.repetition = repetition;
  }

  RequestFrame frame() {
    return frame;
  }

  Repetition repetition() {
    return repetition;
  }

  /**
   * Returns what is new in what came if that is one whole request with this head, in which only the
   * values in its holes may differ; else null.
   */
  @Nullable News newsOf(byte[] received, int length) {
    String requestId = null;
    String traceParent = null;
    String authorization = null;
    int announced = -1;
    int known = 0;
    int at = 0;
    for (Hole hole : frame.holes()) {
      int from = at + hole.from() - known;
      if (from >= length || !Arrays.equals(received, at, from, bytes, known, hole.from())) {
        return null;
      }
      boolean isKnown =
          hole.value() == Hole.Value.AUTHORIZATION && isIn(hole, received, from, length);
      int to = isKnown ? from + hole.to() - hole.from() : Hole.endOfValue(received, from, length);
      if (to < 0) {
        return null;
      }
      switch (hole.value()) {
        case LENGTH -> announced = RequestFrame.number(received, from, to);
        case REQUEST_ID -> requestId = text(received, from, to);
        case TRACE_PARENT -> traceParent = text(received, from, to);
        case AUTHORIZATION -> authorization = isKnown ? null : text(received, from, to);
        case UNREAD -> {}
      }
      known = hole.to();
      at = to;
    }
    int body = at + bytes.length - known;
    boolean isWhole = body < length && announced == length - body;
    return isWhole && Arrays.equals(received, at, body, bytes, known, bytes.length)
        ? new News(requestId, traceParent, authorization, body)
        : null;
  }

  /** Says whether a line goes on with the same value as that of this head. */
  private boolean isIn(Hole hole, byte[] received, int from, int length) {
    int to = from + hole.to() - hole.from();
    return to < length
        && received[to] == '\r'
        && Arrays.equals(received, from, to, bytes, hole.from(), hole.to());
  }

  private static String text(byte[] received, int from, int to) {
    return new String(received, from, to - from, ISO_8859_1);
  }
}
