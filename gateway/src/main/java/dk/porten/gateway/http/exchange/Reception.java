package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.metrics.EndpointName;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;

/** Takes the requests of one event loop to their routes. */
public final class Reception {

  private final Routes routes;
  private final Map<Priority, Counter> shed;
  private final Loop loop;

  public Reception(Routes routes, Map<Priority, Counter> shed, Loop loop) {
    this.routes = routes;
    this.shed = shed;
    this.loop = loop;
  }

  /** Handles a request, unless it came after the connection's last answer. */
  public void take(HttpServerRequest request, CallerConnection connection) {
    if (connection.isOver()) {
      return;
    }
    ProblemCode refused = RequestHead.refusal(request);
    if (refused == null) {
      route(request, connection);
    } else {
      new Exchange(request, connection, EndpointName.NONE, null, loop)
          .lastProblem(
              refused == ProblemCode.INVALID_REQUEST ? Problem.badHttp() : new Problem(refused));
    }
  }

  private void route(HttpServerRequest request, CallerConnection connection) {
    String path = request.path();
    Routes.Match match = path == null ? null : routes.find(path);
    if (match == null) {
      new Exchange(request, connection, EndpointName.NONE, null, loop)
          .refuse(new Problem(ProblemCode.NOT_FOUND));
    } else {
      var exchange = new Exchange(request, connection, match.name(), match.id(), loop);
      Route route = match.route(request.method());
      if (route == null) {
        exchange.methodNotAllowed(match.allowed());
      } else if (loop.shedder().refuses(route.priority(), exchange.startNanos())) {
        shed(route, exchange, connection);
      } else {
        handle(route, exchange);
      }
    }
  }

  /** Refuses before the caller is known and the body read: both cost more than the refusal. */
  private void shed(Route route, Exchange exchange, CallerConnection connection) {
    Objects.requireNonNull(shed.get(route.priority())).increment();
    exchange.refuse(new Problem(ProblemCode.OVERLOADED));
    connection.restSoon();
  }

  private static void handle(Route route, Exchange exchange) {
    try {
      route.handler().accept(exchange);
    } catch (Throwable failure) {
      exchange.fail(failure);
    }
  }
}
