package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection on which a test writes bytes that no HTTP client would. What is read whole is held
 * against the OpenAPI document.
 */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream input;
  private final StringBuilder sent = new StringBuilder();
  private boolean isStream;

  RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Sends text, one byte a character. */
  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    if (!isStream) {
      sent.append(new String(bytes, ISO_8859_1));
    }
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Reads one response whose body has a told length; passes over {@code 100 Continue}. */
  public Reply read() throws IOException {
    String statusLine = line();
    Map<String, String> headers = headers();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    if (status == 100) {
      return read();
    }
    Reply reply = reply(status, headers);
    ContractCheck.check(SentRequest.takeFrom(sent), reply);
    return reply;
  }

  /** Reads one response of what is not of the contract, such as the management port. */
  public Reply readUnchecked() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    return reply(status, headers());
  }

  private Reply reply(int status, Map<String, String> headers) throws IOException {
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Reply(status, headers, Buffer.buffer(input.readNBytes(length)));
  }

  /** Notes that what is sent from now on is a body that is not to be kept, until it has ended. */
  void beginBody() {
    SentRequest.takeFrom(sent);
    isStream = true;
  }

  /** Reads the head of a response whose body comes in chunks; returns it without a body. */
  Reply readHead() throws IOException {
    if (!isStream) {
      beginBody();
    }
    String statusLine = line();
    return new Reply(Integer.parseInt(statusLine.split(" ", 3)[1]), headers(), Buffer.buffer());
  }

  /** Reads a chunk of a body; an empty one is the end. */
  byte[] readChunk() throws IOException {
    byte[] chunk = input.readNBytes(Integer.parseInt(line(), 16));
    line();
    isStream = chunk.length > 0;
    return chunk;
  }

  /** Goes away without a word. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits for {@code 100 Continue}: the request's head has been taken. */
  void awaitContinue() throws IOException {
    String statusLine = line();
    if (!statusLine.contains(" 100 ") || !line().isEmpty()) {
      throw new IOException("not continued: " + statusLine);
    }
  }

  /** Says whether something has come that was not read. */
  boolean hasMore() throws IOException {
    return input.available() > 0;
  }

  /** Waits until the other side closes; returns whether it sent nothing before. */
  public boolean endsQuietly() throws IOException {
    return input.read() < 0;
  }

  /** Returns all that comes until the other side closes, one character a byte. */
  String readUntilClosed() throws IOException {
    return new String(input.readAllBytes(), ISO_8859_1);
  }

  /** Says that nothing more is sent; returns all that still comes, one character a byte. */
  String readToEnd() throws IOException {
    socket.shutdownOutput();
    try {
      return new String(input.readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "reset";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("closed after: " + line.toString(ISO_8859_1));
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
