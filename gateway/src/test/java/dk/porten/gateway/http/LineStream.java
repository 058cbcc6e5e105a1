package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * A stream of lines on a connection of its own, which sends and reads independently of each other,
 * or does not read at all. Its answers are not held against the OpenAPI document, which would take
 * longer than to give them and more memory than some of its tests have.
 */
final class LineStream implements AutoCloseable {
  private static final int LINES_OF_A_CHUNK = 1_000;

  /** The head of the request. */
  static final String HEAD =
      """
      POST /v1/user-id-checks/batch HTTP/1.1\r
      Host: t\r
      Content-Type: application/x-ndjson\r
      Transfer-Encoding: chunked\r
      Authorization: %s\r
      \r
      """
          .formatted(RunningGateway.TOKEN);

  private final RawConnection connection;
  private InputStream chunk = new ByteArrayInputStream(new byte[0]);
  private boolean isAtEnd;

  private LineStream(RawConnection connection) {
    this.connection = connection;
  }

  /** Opens one, up to the response's head. */
  static LineStream open(RunningGateway gateway) throws IOException {
    LineStream stream = new LineStream(gateway.connect().send(HEAD));
    if (stream.connection.readHead().status() != 200) {
      throw new IOException("refused");
    }
    return stream;
  }

  LineStream send(String lines) throws IOException {
    byte[] bytes = lines.getBytes(UTF_8);
    ByteArrayOutputStream framed = new ByteArrayOutputStream(bytes.length + 16);
    framed.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    framed.writeBytes(bytes);
    framed.writeBytes("\r\n".getBytes(ISO_8859_1));
    connection.send(framed.toByteArray());
    return this;
  }

  /** Sends what may be no chunk. */
  void sendBytes(String bytes) throws IOException {
    connection.send(bytes);
  }

  /** Says that no more lines come. */
  LineStream end() throws IOException {
    connection.send("0\r\n\r\n");
    return this;
  }

  /** Sends many lines and the end, on a thread of its own. */
  CompletableFuture<Void> sendLater(long count, LongFunction<String> line) {
    return CompletableFuture.runAsync(() -> sendAll(count, line), task -> new Thread(task).start());
  }

  /** Reads an answer; an empty text is the end. */
  String read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = readByte(); next >= 0 && next != '\n'; next = readByte()) {
      line.write(next);
    }
    return line.toString(UTF_8);
  }

  /** Goes away without a word. */
  void reset() throws IOException {
    connection.reset();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void sendAll(long count, LongFunction<String> line) {
    try {
      StringBuilder lines = new StringBuilder();
      for (long i = 0; i < count; i++) {
        lines.append(line.apply(i)).append('\n');
        if (i % LINES_OF_A_CHUNK == LINES_OF_A_CHUNK - 1 || i == count - 1) {
          send(lines.toString());
          lines.setLength(0);
        }
      }
      end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int readByte() throws IOException {
    int next = chunk.read();
    if (next < 0 && !isAtEnd) {
      byte[] bytes = connection.readChunk();
      isAtEnd = bytes.length == 0;
      chunk = new ByteArrayInputStream(bytes);
      next = chunk.read();
    }
    return next;
  }
}
