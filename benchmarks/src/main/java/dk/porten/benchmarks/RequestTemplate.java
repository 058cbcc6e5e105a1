package dk.porten.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The bytes of a whole HTTP request, with a marker of twelve characters wherever a request has its
 * own random digits; the same digits at every marker.
 */
final class RequestTemplate {

  private static final String MARKER = "@RANDOM-HEX@";
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer bytes;
  private final List<Integer> markers;
  private final SplittableRandom random = new SplittableRandom();

  private RequestTemplate(ByteBuffer bytes, List<Integer> markers) {
    this.bytes = bytes;
    this.markers = List.copyOf(markers);
  }

  static RequestTemplate read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Integer> markers = new ArrayList<>();
    for (int at = text.indexOf(MARKER); at >= 0; at = text.indexOf(MARKER, at + 1)) {
      markers.add(at);
    }
    byte[] template = text.getBytes(StandardCharsets.ISO_8859_1);
    return new RequestTemplate(
        ByteBuffer.allocateDirect(template.length).put(template).flip(), markers);
  }

  /** Returns the bytes of the next request; they are good until this is called again. */
  ByteBuffer next() {
    if (!markers.isEmpty()) {
      long digits = random.nextLong();
      for (int i = 0; i < MARKER.length(); i++) {
        byte digit = DIGITS[(int) (digits >>> (4 * i)) & 15];
        for (int marker : markers) {
          bytes.put(marker + i, digit);
        }
      }
    }
    return bytes.rewind();
  }
}
