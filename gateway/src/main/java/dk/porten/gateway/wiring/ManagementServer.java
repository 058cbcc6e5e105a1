package dk.porten.gateway.wiring;

import dk.porten.gateway.http.exchange.ResponseHead;
import dk.porten.gateway.http.head.RequestHead;
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
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port for whoever runs the gateway: health and metrics. */
final class ManagementServer {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

  private static final int IDLE_SECONDS = 60;
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final Router router;
  private final ResponseDate date;

  ManagementServer(Vertx vertx, Health health, GatewayMetrics metrics, Clock clock) {
    this.vertx = vertx;
    date = new ResponseDate(clock);
    router = Router.router(vertx);
    router.route().handler(ManagementServer::judge);
    health("/health/started", health::isStarted);
    health("/health/live", () -> true);
    health("/health/ready", health::isReady);
    readable("/metrics").blockingHandler(asked -> end(asked, METRICS_TYPE, metrics.scrape()));
    for (int status : List.of(404, 405, 500)) {
      router.errorHandler(status, ManagementServer::refuse);
    }
  }

  Future<HttpServer> listen(String host, int port) {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
        .requestHandler(this::take)
        .invalidRequestHandler(
            request -> {
              begin(request);
              HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
            })
        .listen(port, host);
  }

  private void take(HttpServerRequest request) {
    begin(request);
    router.handle(request);
  }

  /** Puts what each response has. */
  private void begin(HttpServerRequest request) {
    date.turn();
    ResponseHead.putPassing(request.response()).putHeader(HttpHeaders.DATE, date.text());
  }

  /** Keeps other spellings of a path from the router, which would take them. */
  private static void judge(RoutingContext asked) {
    if (RequestHead.isPlain(asked.request().path())) {
      asked.next();
    } else {
      asked.fail(404);
    }
  }

  private Route readable(String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private void health(String path, BooleanSupplier isUp) {
    readable(path).handler(asked -> answer(asked, isUp.getAsBoolean()));
  }

  private static void answer(RoutingContext asked, boolean isUp) {
    asked.response().setStatusCode(isUp ? 200 : 503);
    end(asked, "application/json", isUp ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
  }

  private static void refuse(RoutingContext asked) {
    switch (asked.statusCode()) {
      case 405 -> asked.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      case 500 -> LOG.error("A request to the management port failed", asked.failure());
      default -> {}
    }
    asked.response().setStatusCode(asked.statusCode()).end();
  }

  /** Ends a response with its body; Vert.x leaves that out where HEAD is asked. */
  private static void end(RoutingContext asked, String mediaType, String text) {
    Buffer body = Buffer.buffer(text);
    asked
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .end(body);
  }
}
