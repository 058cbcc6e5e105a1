package dk.porten.gateway.http.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.budget.Budgets;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.HeardLog;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.http.connection.ConnectionGuard;
import dk.porten.gateway.http.connection.ConnectionWatch;
import dk.porten.gateway.http.connection.HttpLimits;
import dk.porten.gateway.http.head.RequestIds;
import dk.porten.gateway.http.loop.LoadShedder;
import dk.porten.gateway.http.loop.LongWork;
import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.ResponseDate;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Pieces;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer in pieces to a caller of whose connection the kernel holds little. */
@Timeout(60)
final class AnswerInPiecesTest {
  private static final int KERNEL_BYTES = 4 * 1024;
  private static final int PATIENCE_MILLIS = 20_000;

  /** What is made before the answer begins, what Netty takes after that, and the last piece. */
  private static final int MOST_MADE_BYTES = (128 + 64 + 32) * 1024;

  private static final int WHOLE_BYTES = 8 * 1024 * 1024;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final Executor soon = task -> context.runOnContext(now -> task.run());
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final AtomicLong made = new AtomicLong();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void answer_isNotRead_isMadeNoFurtherThanTheConnectionTakesIt() throws IOException {
    try (Socket caller = ask(Answer.inPieces("ok", this::makeALittle))) {
      Eventually.holds("it begins", () -> made.get() > 0);

      assertThat(Eventually.standsStill("it", made::get, Duration.ofSeconds(1)))
          .isBetween(128.0 * 1024, MOST_MADE_BYTES + 16.0 * KERNEL_BYTES);
      assertThat(bodyBytes(caller.getInputStream())).isEqualTo(WHOLE_BYTES);
    }
  }

  @Test
  void answer_cannotBegin_isA500AndLoggedOnce() throws IOException {
    var impossible = new Answer(-1, "ok", Buffer.buffer(), false, this::makeALittle);
    try (HeardLog log = new HeardLog();
        Socket caller = ask(impossible)) {
      byte[] begun = caller.getInputStream().readNBytes("HTTP/1.1 500".length());

      assertThat(new String(begun, ISO_8859_1)).isEqualTo("HTTP/1.1 500");
      assertThat(log.errors()).singleElement().asString().matches("Request .* failed");
    }
  }

  @Test
  void answer_fails_onceItHasBegun_isCutOffAndLoggedOnce() throws IOException {
    Pieces failing =
        (answer, isEnough) -> {
          if (made.get() > 512 * 1024) {
            throw new IllegalStateException("a bug");
          }
          return makeALittle(answer, isEnough);
        };
    try (HeardLog log = new HeardLog();
        Socket caller = ask(Answer.inPieces("ok", failing))) {
      String told = new String(caller.getInputStream().readAllBytes(), ISO_8859_1);

      assertThat(told).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
      assertThat(log.errors()).singleElement().asString().matches("Request .* failed");
    }
  }

  private Future<Boolean> makeALittle(Buffer answer, BooleanSupplier isEnough) {
    while (!isEnough.getAsBoolean() && made.get() < WHOLE_BYTES) {
      answer.appendString("0123456789abcdef");
      made.addAndGet(16);
    }
    return Future.succeededFuture(made.get() == WHOLE_BYTES);
  }

  /** Asks a server that gives this answer. */
  private Socket ask(Answer answer) throws IOException {
    var options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    var limits = new HttpLimits(DEADLINE, 10, 32, Duration.ofSeconds(60));
    ConnectionWatch watch = new ConnectionWatch.Shared(limits, metrics).ofLoop(options, soon);
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connection -> takeLittle(connection, watch))
            .requestHandler(request -> give(request, answer))
            .listen(0, "127.0.0.1")
            .await();
    Socket caller = new Socket();
    caller.setSoTimeout(PATIENCE_MILLIS);
    caller.setReceiveBufferSize(KERNEL_BYTES);
    caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
    caller.getOutputStream().write("GET / HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(ISO_8859_1));
    return caller;
  }

  private static void takeLittle(HttpConnection connection, ConnectionWatch watch) {
    watch.add(connection);
    ((HttpServerConnection) connection)
        .channelHandlerContext()
        .channel()
        .config()
        .setOption(ChannelOption.SO_SNDBUF, KERNEL_BYTES);
  }

  private void give(HttpServerRequest request, Answer answer) {
    var exchange =
        new Exchange(request, ConnectionGuard.of(request), EndpointName.NONE, null, loop());
    var client =
        new Accounts(
                Budgets.DEFAULT, id -> id, metrics.clients(), new TestClock("2026-12-01T08:00:00Z"))
            .of("bank");
    new AnswerInPieces(exchange, answer, Objects.requireNonNull(answer.pieces()), client.held())
        .begin();
  }

  private Loop loop() {
    return new Loop(
        new RequestIds(),
        new LoadShedder(DEADLINE, soon, System::nanoTime),
        new LongWork(DEADLINE, soon, System::nanoTime),
        metrics,
        Map.of(),
        Optional.empty(),
        new ResponseDate(new TestClock("2026-12-01T08:00:00Z")));
  }

  /** Reads a response in chunks; returns how long its body is. */
  private static long bodyBytes(InputStream response) throws IOException {
    while (!line(response).isEmpty()) {
      // of the head
    }
    long bytes = 0;
    for (int chunk = length(response); chunk > 0; chunk = length(response)) {
      bytes += response.readNBytes(chunk).length;
      line(response);
    }
    return bytes;
  }

  private static int length(InputStream response) throws IOException {
    return Integer.parseInt(line(response), 16);
  }

  private static String line(InputStream response) throws IOException {
    var line = new StringBuilder();
    for (int next = response.read(); next != '\n'; next = response.read()) {
      assertThat(next).as("ended after %s", line).isNotNegative();
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
