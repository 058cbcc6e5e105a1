package dk.porten.gateway.wiring;

import dk.porten.gateway.http.loop.ResponseDate;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Set;

/** The port for whoever runs the gateway: health and metrics. */
final class ManagementServer {

  private static final int IDLE_SECONDS = 60;
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final Health health;
  private final GatewayMetrics metrics;
  private final ResponseDate date;

  ManagementServer(Vertx vertx, Health health, GatewayMetrics metrics, Clock clock) {
    this.vertx = vertx;
    this.health = health;
    this.metrics = metrics;
    date = new ResponseDate(clock);
  }

  Future<HttpServer> listen(String host, int port) {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
        .requestHandler(this::handle)
        .listen(port, host);
  }

  private void handle(HttpServerRequest request) {
    date.turn();
    request.response().putHeader(HttpHeaders.DATE, date.text());
    if (!METHODS.contains(request.method())) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD").setStatusCode(405).end();
      return;
    }
    switch (request.path()) {
      case "/health/started" -> answer(request, health.isStarted());
      case "/health/live" -> answer(request, true);
      case "/health/ready" -> answer(request, health.isReady());
      case "/metrics" ->
          vertx
              .executeBlocking(metrics::scrape)
              .onComplete(
                  text -> end(request, METRICS_TYPE, text),
                  failure -> request.response().setStatusCode(500).end());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void answer(HttpServerRequest request, boolean isSo) {
    request.response().setStatusCode(isSo ? 200 : 503);
    end(request, "application/json", isSo ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
  }

  /** Ends a response with its body; Vert.x leaves that out where HEAD is asked. */
  private static void end(HttpServerRequest request, String mediaType, String text) {
    Buffer body = Buffer.buffer(text);
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .end(body);
  }
}
