package dk.porten.gateway.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Bytes of a connection: the decoder finds the same requests whether they come at once or in two
 * pieces, and where a frame is found the decoder finds one request of just that length.
 */
public final class FrameTarget {
  private static final HttpServerOptions OPTIONS =
      new HttpServerOptions().setMaxInitialLineLength(4_096).setMaxHeaderSize(16_384);
  private static final ConnectionWatch WATCH =
      new ConnectionWatch.Shared(
              new HttpLimits(Duration.ofMillis(500), 10, 32, Duration.ofSeconds(20)),
              new GatewayMetrics())
          .ofLoop(OPTIONS, Runnable::run);

  private FrameTarget() {}

  /** Decodes bytes; the two before them say where they are cut. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 3) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
    int cut = ((input[0] & 0xFF) << 8 | (input[1] & 0xFF)) % bytes.length;

    List<String> whole = decoded(bytes, 0);
    List<String> pieces = decoded(bytes, cut);
    if (!whole.equals(pieces)) {
      throw new AssertionError(whole + " at once, " + pieces + " cut at " + cut);
    }
    RequestFrame frame = RequestFrame.find(bytes, bytes.length);
    if (frame != null && frame.body() <= 4_096 && frame.end() <= bytes.length) {
      List<String> alone = decoded(Arrays.copyOf(bytes, frame.end()), 0);
      String body = new String(bytes, frame.body(), frame.end() - frame.body(), ISO_8859_1);
      boolean isRefused = alone.size() == 1 && alone.get(0).endsWith("HeadFault");
      if (!isRefused && (alone.size() != 1 || !alone.get(0).endsWith("body " + body))) {
        throw new AssertionError(frame + " but " + alone);
      }
    }
  }

  /** Returns what is read: each request with its headers and body, as one text. */
  private static List<String> decoded(byte[] bytes, int cut) {
    var channel = new EmbeddedChannel(new HeadDecoder(OPTIONS, new ConnectionGuard(WATCH, 20)));
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes, 0, cut));
      channel.writeInbound(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
      List<String> requests = new ArrayList<>();
      for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
        if (read instanceof HttpRequest request) {
          requests.add(head(request));
        }
        if (read instanceof HttpContent content && !requests.isEmpty()) {
          String more = content.content().toString(ISO_8859_1);
          String failure = content.decoderResult().isFailure() ? " broken" : "";
          requests.add(requests.remove(requests.size() - 1) + more + failure);
        }
        ReferenceCountUtil.release(read);
      }
      return requests;
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static String head(HttpRequest request) {
    if (!request.decoderResult().getClass().getSimpleName().contains("HttpMessage")) {
      return request.method() + " " + request.decoderResult().getClass().getSimpleName();
    }
    List<String> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers()) {
      headers.add(header.getKey() + ":" + header.getValue());
    }
    return request.method() + " " + request.uri() + " " + headers + " body ";
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    String line = "\0\44POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\n";
    return List.of(
        seed(line + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"),
        seed(line + "content-length:2\r\nX: a\r\n b\r\n\r\n{}"),
        seed(line + "Content-Length: 02\r\n\r\n{}"),
        seed(line + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}GET / HTTP/1.1\r\n\r\n"),
        seed(line + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nA: b\r\n\r\n"),
        seed(line + "Transfer-Encoding: gzip, chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n"),
        seed(line + ": nameless\r\n\r\n"),
        seed(
            "\0\3GET / HTTP/1.0\r\n\r\nGET /x HTTP/1.1\r\nHost: u\r\nExpect: 100-continue\r\n\r\n"),
        seed("\0\5\r\n\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        seed("\0\2GET  HTTP/9.9\n\n"));
  }

  private static byte[] seed(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
