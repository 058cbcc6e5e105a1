package dk.porten.gateway.http.connection;

import dk.porten.gateway.http.exchange.Repetition;
import java.util.Arrays;

/** The head of a request that was taken on. */
final class KnownHead {

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

  byte[] bytes() {
    return bytes;
  }

  RequestFrame frame() {
    return frame;
  }

  Repetition repetition() {
    return repetition;
  }

  /**
   * Returns where the body begins if what came is one whole request with this head, in which only
   * the digits of {@code Content-Length} may differ; else -1.
   */
  int bodyOf(byte[] received, int length) {
    int digits = frame.digits();
    int afterDigits = digits;
    while (afterDigits < length && received[afterDigits] != '\r') {
      afterDigits++;
    }
    int body = afterDigits + bytes.length - frame.afterDigits();
    boolean isSame =
        body < length
            && RequestFrame.number(received, digits, afterDigits) == length - body
            && Arrays.equals(received, 0, digits, bytes, 0, digits)
            && Arrays.equals(received, afterDigits, body, bytes, frame.afterDigits(), bytes.length);
    return isSame ? body : -1;
  }
}
