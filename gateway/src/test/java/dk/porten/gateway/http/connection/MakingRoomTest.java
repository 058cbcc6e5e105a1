package dk.porten.gateway.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Room that has to be made while a loop takes no tasks, as one that stops does. */
@Timeout(60)
final class MakingRoomTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final HttpLimits ONE_MEBIBYTE =
      new HttpLimits(Duration.ofSeconds(10), 10, 1, Duration.ofSeconds(60));

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final ConnectionWatch.Shared shared = new ConnectionWatch.Shared(ONE_MEBIBYTE, metrics);
  private final AtomicBoolean hasNoticed = new AtomicBoolean();
  private volatile boolean isStopping = true;

  @AfterEach
  void stop() {
    vertx.close().await();
    metrics.close();
  }

  @Test
  void loop_takesNoTask_roomIsMadeOnceItDoes() throws IOException {
    var options = new HttpServerOptions();
    ConnectionWatch watch = shared.ofLoop(options, this::runUnlessStopping);
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(watch::add)
            .requestHandler(this::holdTooMuch)
            .listen(0, "127.0.0.1")
            .await();
    Queue<Runnable> tasks = new ArrayDeque<>();
    Holding ofAnotherLoop = shared.ofLoop(options, tasks::add).holding();
    try (Socket largest = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      largest.setSoTimeout(PATIENCE_MILLIS);
      largest.getOutputStream().write("GET / HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(ISO_8859_1));
      Eventually.holds("its own loop has noticed", hasNoticed::get);
      ofAnotherLoop.hold(1);
      ofAnotherLoop.tell();
      tasks.remove().run();

      isStopping = false;
      ofAnotherLoop.tell();
      tasks.remove().run();
      assertThat(largest.getInputStream().read()).isEqualTo(-1);
    }
  }

  private void holdTooMuch(HttpServerRequest request) {
    ConnectionGuard.of(request).memory().hold(2 * MEBIBYTE);
    hasNoticed.set(true);
  }

  private void runUnlessStopping(Runnable task) {
    if (isStopping) {
      throw new RejectedExecutionException();
    }
    context.runOnContext(now -> task.run());
  }
}
