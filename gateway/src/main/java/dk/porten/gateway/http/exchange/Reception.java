package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.head.OwnHosts;
import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Takes the requests of one event loop to their operations, or to the pages. */
public final class Reception {

  private final Routes routes;
  private final Consumer<Exchange> pages;
  private final OwnHosts hosts;
  private final Loop loop;

  /**
   * @param pages answers requests with a plain path that is no operation's
   * @param hosts that are answered for
   */
  public Reception(Routes routes, Consumer<Exchange> pages, OwnHosts hosts, Loop loop) {
    this.routes = routes;
    this.pages = pages;
    this.hosts = hosts;
    this.loop = loop;
  }

  /** Handles a request, unless it came after the connection's last answer. */
  public void take(HttpServerRequest request, CallerConnection connection) {
    if (connection.isOver()) {
      return;
    }
    ProblemCode refused = RequestHead.refusal(request);
    if (refused == null && !hosts.include(request)) {
      refused = ProblemCode.MISDIRECTED_REQUEST;
    }
    if (refused == null) {
      route(request, connection);
    } else {
      unnamed(request, connection)
          .lastProblem(
              refused == ProblemCode.INVALID_REQUEST ? Problem.badHttp() : new Problem(refused));
    }
  }

  private void route(HttpServerRequest request, CallerConnection connection) {
    String path = request.path();
    Routes.Match match = path == null ? null : routes.find(path);
    if (match != null) {
      var exchange = new Exchange(request, connection, match.name(), match.id(), loop);
      Route route = match.route(request.method());
      if (route == null) {
        exchange.methodNotAllowed(match.allowed());
      } else if (!exchange.isShed(route.priority())) {
        handle(route, exchange);
      }
    } else if (RequestHead.isPlain(path)) {
      pages.accept(unnamed(request, connection));
    } else {
      unnamed(request, connection).refuse(new Problem(ProblemCode.NOT_FOUND));
    }
  }

  private Exchange unnamed(HttpServerRequest request, CallerConnection connection) {
    return new Exchange(request, connection, EndpointName.NONE, null, loop);
  }

  private static void handle(Route route, Exchange exchange) {
    try {
      route.handler().accept(exchange);
    } catch (Throwable failure) {
      exchange.fail(failure);
    }
  }
}
