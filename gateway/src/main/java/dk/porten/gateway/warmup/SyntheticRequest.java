package dk.porten.gateway.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The bytes of a request that is sent again and again, with other digits each time where it has
 * {@link #DIGITS}. Nobody's data is in it. Not for several threads.
 */
final class SyntheticRequest {

  /**
   * Stands for four hexadecimal digits: in a body another wish, in a head another head. There are
   * fewer of them than a budget that is out of reach has room for.
   */
  static final String DIGITS = "####";

  private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(US_ASCII);

  private final byte[] bytes;
  private final int[] places;

  private SyntheticRequest(byte[] bytes, int[] places) {
    this.bytes = bytes;
    this.places = places;
  }

  /**
   * Makes a request for an operation.
   *
   * @param headers whole lines
   */
  static SyntheticRequest post(String path, String mediaType, String headers, String body) {
    String text =
        "POST /v1/"
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept: "
            + mediaType
            + "\r\nContent-Type: "
            + mediaType
            + "\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(DIGITS); at >= 0; at = text.indexOf(DIGITS, at + DIGITS.length())) {
      places.add(at);
    }
    return new SyntheticRequest(
        text.getBytes(US_ASCII), places.stream().mapToInt(at -> at).toArray());
  }

  /** Returns the bytes, which the next call changes. */
  byte[] next(SplittableRandom random) {
    for (int place : places) {
      int digits = random.nextInt();
      for (int i = 0; i < DIGITS.length(); i++) {
        bytes[place + i] = HEXADECIMAL[digits >>> (4 * i) & 15];
      }
    }
    return bytes;
  }
}
