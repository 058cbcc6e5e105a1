package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A stream of whole lines, none of them blank, which sends and reads independently of each other,
 * or does not read at all. The first lines and their answers are held against the OpenAPI document,
 * and then one in a thousand: to judge takes longer than to answer.
 */
final class LineStream implements AutoCloseable {
  private static final int LINES_OF_A_CHUNK = 1_000;
  private static final int FIRST_LINES = 100;
  private static final int ONE_IN = 1_000;
  static final String PATH = "/v1/user-id-checks/batch";
  static final String NDJSON = "application/x-ndjson";

  /** The head of the request. */
  static final String HEAD =
      """
      POST %s HTTP/1.1\r
      Host: t\r
      Content-Type: %s\r
      Transfer-Encoding: chunked\r
      Authorization: %s\r
      \r
      """
          .formatted(PATH, NDJSON, RunningGateway.TOKEN);

  private final RawConnection connection;
  private @Nullable Reply head;
  private final Map<Long, String> questions = new ConcurrentHashMap<>();
  private long sent;
  private long answered;
  private InputStream chunk = new ByteArrayInputStream(new byte[0]);
  private boolean isAtEnd;

  private LineStream(RawConnection connection) {
    this.connection = connection;
    connection.beginBody();
  }

  /** Opens one on a connection of its own. */
  static LineStream open(RunningGateway gateway) throws IOException {
    return on(gateway.connect());
  }

  /** Opens one of another caller, who has this header. */
  static LineStream open(RunningGateway gateway, String authorization) throws IOException {
    return new LineStream(
        gateway.connect().send(HEAD.replace(RunningGateway.TOKEN, authorization)));
  }

  /** Opens one on a connection, which may be used again once its end has been read. */
  static LineStream on(RawConnection connection) throws IOException {
    return new LineStream(connection.send(HEAD));
  }

  /** Opens one of another caller than the usual one. */
  static LineStream on(RawConnection connection, String authorization) throws IOException {
    return new LineStream(connection.send(HEAD.replace(RunningGateway.TOKEN, authorization)));
  }

  LineStream send(String lines) throws IOException {
    lines.lines().forEach(this::keep);
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
    Buffer answer = Buffer.buffer(line.toByteArray());
    if (isJudged(answered) && answer.length() > 0) {
      Buffer question = Buffer.buffer(Objects.requireNonNull(questions.remove(answered)));
      Reply told = Objects.requireNonNull(head);
      ContractCheck.check(
          new SentRequest("POST", PATH, Map.of("content-type", NDJSON), question),
          new Reply(told.status(), told.headers(), answer));
    }
    answered++;
    return answer.toString();
  }

  /** Goes away without a word. */
  void reset() throws IOException {
    connection.reset();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void keep(String line) {
    if (isJudged(sent)) {
      questions.put(sent, line);
    }
    sent++;
  }

  private static boolean isJudged(long line) {
    return line < FIRST_LINES || line % ONE_IN == 0;
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

  /** The head of the response comes with the first answers. */
  private int readByte() throws IOException {
    if (head == null) {
      head = connection.readHead();
      if (head.status() != 200) {
        throw new IOException("refused");
      }
    }
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
