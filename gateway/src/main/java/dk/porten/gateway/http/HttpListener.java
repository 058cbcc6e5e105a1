package dk.porten.gateway.http;

import dk.porten.gateway.http.connection.ConnectionGuard;
import dk.porten.gateway.http.connection.ConnectionWatch;
import dk.porten.gateway.http.connection.Listening;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.Reception;
import dk.porten.gateway.http.loop.AccessLog;
import dk.porten.gateway.http.loop.ResponseDate;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Takes requests on one event loop; several share a port. */
public final class HttpListener extends VerticleBase {

  private static final long SECOND_MILLIS = 1_000;
  private static final int MAX_LINE_BYTES = 4 * 1024;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final long LAG_PROBE_MILLIS = 250;

  private final HttpApi api;
  private final Listening listening;
  private final Optional<ServerSSLOptions> tls;
  private final GatewayMetrics metrics;
  private final Optional<AccessLog> accessLog;

  /**
   * Listens when it is deployed; tells {@code listening} its server.
   *
   * @param tls with what it speaks TLS; empty for HTTP in clear
   */
  public HttpListener(
      HttpApi api,
      Listening listening,
      Optional<ServerSSLOptions> tls,
      GatewayMetrics metrics,
      Optional<AccessLog> accessLog) {
    this.api = api;
    this.listening = listening;
    this.tls = tls;
    this.metrics = metrics;
    this.accessLog = accessLog;
  }

  @Override
  public Future<?> start() {
    probeLag(System.nanoTime());
    HttpServerOptions options = options();
    Executor soon = task -> context.runOnContext(now -> task.run());
    ConnectionWatch connections = api.connections(options, soon);
    tls.ifPresent(told -> speakTls(options, told, connections));
    ResponseDate date = api.date();
    vertx.setPeriodic(
        SECOND_MILLIS,
        due -> {
          date.turn();
          connections.look();
        });
    Reception reception =
        api.reception(vertx, soon, this::nextTurn, accessLog.map(AccessLog::ofLoop), date);
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connections::add)
            .requestHandler(request -> reception.take(request, ConnectionGuard.of(request)))
            // Only a head that was cut off comes here; the decoder makes requests of all other bad
            // heads.
            .invalidRequestHandler(nobody -> {});
    return listening.listen(server, context, connections);
  }

  /** {@link Exchange} sends {@code 100 Continue}, once the caller is known. */
  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setTcpNoDelay(true)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setHandle100ContinueAutomatically(false);
  }

  /** HTTP/2 is not offered (docs/decisions/0066). */
  private void speakTls(
      HttpServerOptions options, ServerSSLOptions told, ConnectionWatch connections) {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setSslEngineOptions(connections.tls())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(api.handshake().toMillis())
        .setKeyCertOptions(told.getKeyCertOptions())
        .setTrustOptions(told.getTrustOptions())
        .setClientAuth(told.getClientAuth())
        .setEnabledSecureTransportProtocols(told.getEnabledSecureTransportProtocols());
    told.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
  }

  /**
   * Runs something after what has arrived by then was handled. Tasks that a task brings run before
   * the loop looks at its connections again; those of a timer run after that.
   */
  private void nextTurn(Runnable task) {
    ScheduledFuture<?> unused =
        ((ContextInternal) context)
            .nettyEventLoop()
            .schedule(
                () -> context.runOnContext(turnBegins -> task.run()), 0, TimeUnit.NANOSECONDS);
  }

  private void probeLag(long setNanos) {
    vertx.setTimer(
        LAG_PROBE_MILLIS,
        due -> {
          long now = System.nanoTime();
          metrics.eventLoopLag(now - setNanos - TimeUnit.MILLISECONDS.toNanos(LAG_PROBE_MILLIS));
          probeLag(now);
        });
  }
}
