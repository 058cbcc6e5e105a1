package dk.porten.gateway.wiring;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The port for whoever runs the gateway: health and metrics. */
final class ManagementServer {

  private static final int IDLE_SECONDS = 60;
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final Health health;
  private final GatewayMetrics metrics;

  ManagementServer(Vertx vertx, Health health, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.health = health;
    this.metrics = metrics;
  }

  Future<HttpServer> listen(String host, int port) {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
        .requestHandler(this::handle)
        .listen(port, host);
  }

  private void handle(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET").setStatusCode(405).end();
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
                  text ->
                      request
                          .response()
                          .putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE)
                          .end(text),
                  failure -> request.response().setStatusCode(500).end());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void answer(HttpServerRequest request, boolean isSo) {
    request
        .response()
        .setStatusCode(isSo ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(isSo ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
  }
}
