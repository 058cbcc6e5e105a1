package dk.porten.gateway.history;

import dk.porten.gateway.http.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection that is kept over requests. It knows just what the gateway's answers need, for it
 * shares the processors with the gateways.
 */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();
  private static final int NO_CONTENT = 204;

  private final Socket socket;
  private final InputStream in;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Connection open(URI address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
      return new Connection(socket);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Sends a request and reads the answer; after a failure the connection is of no use. */
  Reply exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      String[] parts = header.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    String length = status == NO_CONTENT ? "0" : headers.getOrDefault("content-length", "none");
    return new Reply(status, headers, body(Integer.parseInt(length)));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private Buffer body(int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return Buffer.buffer(body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.substring(0, Math.max(0, line.length() - 1));
  }
}
