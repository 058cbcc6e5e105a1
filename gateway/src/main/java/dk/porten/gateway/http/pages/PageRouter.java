package dk.porten.gateway.http.pages;

import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.ResponseHead;
import dk.porten.gateway.http.head.Preference;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers exchanges with publications, by vertx-web's router. Every failure goes back to the
 * exchange, which tells and counts it. Of one event loop.
 */
final class PageRouter implements Consumer<Exchange> {

  private static final String EXCHANGE = "exchange";
  private static final CharSequence PUBLIC = HttpHeaders.createOptimized("public, max-age=300");

  private final Router router;

  /** The exchange whose request is just being handed to the router, which knows requests only. */
  private @Nullable Exchange handed;

  PageRouter(Vertx vertx) {
    router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              context.put(EXCHANGE, handed);
              handed = null;
              context.next();
            });
    router.errorHandler(
        404, context -> exchange(context).refuse(new Problem(ProblemCode.NOT_FOUND)));
    router.errorHandler(405, context -> exchange(context).methodNotAllowed("GET, HEAD"));
    router.errorHandler(500, context -> exchange(context).fail(context.failure()));
  }

  /**
   * Answers the requests to a path. The first route takes every method and gives the name, because
   * the router does not tell which page a request with the wrong method was for.
   */
  void add(String path, EndpointName name, Function<RoutingContext, Publication> publication) {
    router
        .route(path)
        .handler(
            context -> {
              exchange(context).countAs(name);
              context.next();
            });
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> send(exchange(context), publication.apply(context)));
  }

  @Override
  public void accept(Exchange exchange) {
    if (!exchange.isShed(Priority.CHECKS)) {
      handed = exchange;
      router.handle(exchange.request());
    }
  }

  /** Sends a publication, unless the caller has it already. */
  private static void send(Exchange exchange, Publication publication) {
    if (!Preference.accepts(exchange.request(), publication.mediaType())) {
      exchange.refuse(new Problem(ProblemCode.NOT_ACCEPTABLE));
      return;
    }
    HttpServerResponse response =
        ResponseHead.putNoSniff(exchange.response()).putHeader(HttpHeaders.CACHE_CONTROL, PUBLIC);
    publication.headers().forEach(response::putHeader);
    Publication.Form form = publication.formFor(exchange.request());
    response.putHeader(HttpHeaders.ETAG, form.etag());
    if (form.isKnownBy(exchange.request())) {
      response.setStatusCode(304);
      exchange.end(Buffer.buffer());
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, publication.mediaType());
      if (form.isCompressed()) {
        response.putHeader(HttpHeaders.CONTENT_ENCODING, Preference.GZIP);
      }
      exchange.end(form.bytes());
    }
  }

  private static Exchange exchange(RoutingContext context) {
    return context.get(EXCHANGE);
  }
}
