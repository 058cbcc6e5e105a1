package dk.porten.gateway.http;

import dk.porten.gateway.metrics.EndpointName;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the requests of one event loop to their routes. */
final class Reception {

  private final Routes routes;
  private final Map<Priority, Counter> shed;
  private final Loop loop;

  Reception(Routes routes, Map<Priority, Counter> shed, Loop loop) {
    this.routes = routes;
    this.shed = shed;
    this.loop = loop;
  }

  /** Takes a request on if its host and its path can be meant in one way only. */
  void take(HttpServerRequest request) {
    if (request.headers().getAll(HttpHeaders.HOST).size() != 1 || request.authority() == null) {
      refuse(request);
      return;
    }
    String path = request.path();
    Routes.Match match = path == null ? null : routes.find(path);
    if (match == null) {
      exchange(request, EndpointName.NONE, null).problem(new Problem(ProblemCode.NOT_FOUND));
    } else {
      Exchange exchange = exchange(request, match.name(), match.id());
      Route route = match.route(request.method());
      if (route == null) {
        exchange.methodNotAllowed(match.allowed());
      } else if (loop.shedder().refuses(route.priority(), exchange.startNanos())) {
        shed(route, exchange);
      } else {
        handle(route, exchange);
      }
    }
  }

  /** Answers what is not well-formed HTTP. */
  void refuse(HttpServerRequest request) {
    var fault = new Problem.Fault("", FaultCode.BAD_HTTP);
    exchange(request, EndpointName.NONE, null)
        .lastProblem(new Problem(ProblemCode.INVALID_REQUEST, List.of(fault)));
  }

  /** Refuses before the caller is known and the body read: both cost more than the refusal. */
  private void shed(Route route, Exchange exchange) {
    Objects.requireNonNull(shed.get(route.priority())).increment();
    exchange.shed();
  }

  private static void handle(Route route, Exchange exchange) {
    try {
      route.handler().accept(exchange);
    } catch (Throwable failure) {
      exchange.fail(failure);
    }
  }

  private Exchange exchange(HttpServerRequest request, EndpointName name, @Nullable String id) {
    return new Exchange(request, name, id, loop);
  }
}
