package dk.porten.gateway.http;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The routes of the contract: one line an endpoint. */
public final class HttpApi {

  private static final String PATH_CHARACTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._@";

  private final GatewayMetrics metrics;
  private final RequestIds requestIds = new RequestIds();
  private final Publications publications;
  private final OperationHandler<?> userIdCheck;
  private final OperationHandler<?> userIdBatchCheck;
  private final OperationHandler<?> documentCheck;
  private final OperationHandler<?> witnessCheck;
  private final OperationHandler<?> attestationRecording;
  private final OperationHandler<?> attestationVoid;
  private final OperationHandler<?> witnessHistory;

  /** Wires the endpoints. */
  public HttpApi(
      PackShelf shelf,
      ReasonTexts texts,
      Facts facts,
      AttestationLedger attestations,
      GatewayMetrics metrics) {
    this.metrics = metrics;
    var messages = new Messages(texts);
    var lookup = new UserIdLookup(facts, messages, metrics);
    publications = new Publications(shelf, texts, facts.clock());
    userIdCheck = new OperationHandler<>(new UserIdCheck(shelf, facts, lookup));
    userIdBatchCheck = new OperationHandler<>(new UserIdBatchCheck(shelf, facts, lookup));
    documentCheck =
        new OperationHandler<>(
            new DocumentCheck(shelf, facts.clock(), new DocumentAnswerWriter(messages, metrics)));
    var witnessAnswers = new WitnessAnswerWriter(messages, metrics);
    witnessCheck = new OperationHandler<>(new WitnessCheck(shelf, facts, witnessAnswers));
    attestationRecording =
        new OperationHandler<>(
            new AttestationRecording(shelf, facts, attestations, witnessAnswers));
    attestationVoid = new OperationHandler<>(new AttestationVoid(facts, attestations));
    witnessHistory = new OperationHandler<>(new WitnessHistory(shelf, facts, attestations));
  }

  /** Returns what handles the requests of one event loop. */
  public Handler<HttpServerRequest> handler(Vertx vertx) {
    Router router = Router.router(vertx);
    post(router, "/v1/user-id-checks", EndpointName.USER_ID_CHECKS, userIdCheck);
    post(router, "/v1/document-checks", EndpointName.DOCUMENT_CHECKS, documentCheck);
    post(router, "/v1/witness-checks", EndpointName.WITNESS_CHECKS, witnessCheck);
    post(router, "/v1/attestations", EndpointName.ATTESTATIONS, attestationRecording);
    post(router, "/v1/attestations/:id/void", EndpointName.ATTESTATION_VOID, attestationVoid);
    post(router, "/v1/witness-history", EndpointName.WITNESS_HISTORY, witnessHistory);
    post(router, "/v1/user-id-checks/batch", EndpointName.USER_ID_CHECKS_BATCH, userIdBatchCheck);
    get(router, "/v1/rule-packs", EndpointName.RULE_PACKS, c -> publications.rulePacks());
    get(
        router,
        "/v1/rule-packs/:id",
        EndpointName.RULE_PACK,
        c -> publications.rulePack(c.pathParam("id")));
    get(router, "/v1/reason-codes", EndpointName.REASON_CODES, c -> publications.reasonCodes());
    get(router, "/openapi.yaml", EndpointName.OPENAPI, c -> publications.contract());
    router
        .route()
        .handler(c -> exchange(c, EndpointName.NONE).problem(new Problem(ProblemCode.NOT_FOUND)))
        .failureHandler(c -> fail(c, EndpointName.NONE));
    return request -> take(request, router);
  }

  /** Hands a request on if its host and its path can be meant in one way only. */
  private void take(HttpServerRequest request, Router router) {
    if (request.headers().getAll(HttpHeaders.HOST).size() != 1 || request.authority() == null) {
      refuse(request);
    } else if (isPlain(request.path())) {
      router.handle(request);
    } else {
      new Exchange(request, EndpointName.NONE, null, requestIds, metrics)
          .problem(new Problem(ProblemCode.NOT_FOUND));
    }
  }

  /**
   * Says whether a path may be one of ours: plainly spelled, for a proxy before us must not take
   * for another path what we take for ours. Only {@code @} may be escaped.
   */
  private static boolean isPlain(@Nullable String path) {
    if (path == null || path.contains("//") || path.contains("/.") || path.endsWith("/")) {
      return false;
    }
    String unescaped = path.replace("%40", "@");
    for (int i = 0; i < unescaped.length(); i++) {
      if (PATH_CHARACTERS.indexOf(unescaped.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Answers what is not well-formed HTTP. */
  void refuse(HttpServerRequest request) {
    var fault = new Problem.Fault("", FaultCode.BAD_HTTP);
    new Exchange(request, EndpointName.NONE, null, requestIds, metrics)
        .lastProblem(new Problem(ProblemCode.INVALID_REQUEST, List.of(fault)));
  }

  private void post(Router router, String path, EndpointName name, OperationHandler<?> operation) {
    route(router, HttpMethod.POST, path, name, c -> operation.handle(exchange(c, name)));
  }

  private void get(
      Router router,
      String path,
      EndpointName name,
      Function<RoutingContext, Publication> publication) {
    route(
        router, HttpMethod.GET, path, name, c -> publish(exchange(c, name), publication.apply(c)));
  }

  private static void publish(Exchange exchange, Publication publication) {
    String accept = exchange.listHeader(HttpHeaders.ACCEPT);
    if (accept != null && !Preference.accepts(accept, publication.mediaType())) {
      exchange.problem(new Problem(ProblemCode.NOT_ACCEPTABLE));
    } else {
      exchange.publish(publication);
    }
  }

  private void route(
      Router router,
      HttpMethod method,
      String path,
      EndpointName name,
      Consumer<RoutingContext> handler) {
    router.route(method, path).handler(handler::accept).failureHandler(c -> fail(c, name));
    router.route(path).handler(c -> exchange(c, name).methodNotAllowed(method.name()));
  }

  private void fail(RoutingContext context, EndpointName name) {
    @Nullable Throwable failure = context.failure();
    exchange(context, name)
        .fail(failure == null ? new ProblemException(ProblemCode.NOT_FOUND) : failure);
  }

  private Exchange exchange(RoutingContext context, EndpointName name) {
    return new Exchange(context.request(), name, context.pathParam("id"), requestIds, metrics);
  }
}
