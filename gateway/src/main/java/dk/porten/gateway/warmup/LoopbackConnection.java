package dk.porten.gateway.warmup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to the gateway itself, on which one request goes again and again. Blocks. */
final class LoopbackConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int MOST_BYTES = 64 * 1024;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "content-length: ";
  private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

  private final SyntheticRequest request;
  private final Socket socket;
  private final byte[] answer = new byte[MOST_BYTES];
  private int usualLength;

  private LoopbackConnection(SyntheticRequest request, Socket socket) {
    this.request = request;
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @param tls by which it speaks TLS; empty for HTTP in clear
   */
  static LoopbackConnection open(SyntheticRequest request, int port, Optional<SSLSocketFactory> tls)
      throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Socket socket =
        tls.isPresent() ? tls.get().createSocket(loopback, port) : new Socket(loopback, port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    if (socket instanceof SSLSocket agreeing) {
      agreeing.startHandshake(); // now, or the gateway would wait for it until the first request
    }
    return new LoopbackConnection(request, socket);
  }

  void send(SplittableRandom random) throws IOException {
    socket.getOutputStream().write(request.next(random));
  }

  /**
   * Takes the whole answer and returns its status. One that is as long as the one before, and ends
   * as answers do, is taken for whole: to look for its length costs this core more than to make it.
   */
  int take() throws IOException {
    int length = 0;
    do {
      int more = socket.getInputStream().read(answer, length, answer.length - length);
      if (more <= 0) {
        throw new EOFException("the connection ended within an answer");
      }
      length += more;
    } while (!(length == usualLength && isEnd(length)) && !isWhole(length));
    usualLength = length;
    return 100 * (answer[9] - '0') + 10 * (answer[10] - '0') + answer[11] - '0';
  }

  /** Says whether an object ends there, or the last chunk: a first piece may be as long as well. */
  private boolean isEnd(int read) {
    return answer[read - 1] == '}'
        || new String(answer, read - 7, 7, ISO_8859_1).equals(END_OF_CHUNKS);
  }

  private boolean isWhole(int read) {
    String text = new String(answer, 0, read, ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    int length = text.indexOf(LENGTH);
    if (end < 0) {
      return false;
    }
    if (length < 0 || length > end) {
      return text.endsWith(END_OF_CHUNKS);
    }
    int from = length + LENGTH.length();
    int body = Integer.parseInt(text, from, text.indexOf('\r', from), 10);
    return text.length() == end + END_OF_HEAD.length() + body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
