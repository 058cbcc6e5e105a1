package dk.porten.gateway.http;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.UserIdLedger;
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

  private final Admission admission;
  private final GatewayMetrics metrics;
  private final RequestIds requestIds = new RequestIds();
  private final Publications publications;
  private final OperationHandler<?> userIdCheck;
  private final OperationHandler<?> userIdBatchCheck;
  private final UserIdCheck streamedCheck;
  private final OperationHandler<?> documentCheck;
  private final OperationHandler<?> witnessCheck;
  private final OperationHandler<?> userIdHold;
  private final OperationHandler<?> userIdHoldState;
  private final OperationHandler<?> userIdHoldRelease;
  private final OperationHandler<?> userIdClaim;
  private final OperationHandler<?> userIdRelease;
  private final OperationHandler<?> userIdHistory;
  private final OperationHandler<?> attestationRecording;
  private final OperationHandler<?> attestationVoid;
  private final OperationHandler<?> witnessHistory;

  /** Wires the endpoints. */
  public HttpApi(
      PackShelf shelf,
      ReasonTexts texts,
      Facts facts,
      UserIdLedger userIds,
      AttestationLedger attestations,
      Callers callers,
      GatewayMetrics metrics) {
    this.admission = new Admission(callers);
    this.metrics = metrics;
    var messages = new Messages(texts);
    var lookup = new UserIdLookup(facts, messages, metrics);
    publications = new Publications(shelf, texts, facts.clock());
    streamedCheck = new UserIdCheck(shelf, facts, lookup);
    userIdCheck = new OperationHandler<>(streamedCheck);
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
    var judge = new UserIdJudge(shelf, facts.clock());
    userIdHold = new OperationHandler<>(new UserIdHold(judge, facts, lookup, userIds));
    userIdHoldState = new OperationHandler<>(new UserIdHoldState(userIds));
    userIdHoldRelease = new OperationHandler<>(new UserIdHoldRelease(facts, userIds));
    userIdClaim = new OperationHandler<>(new UserIdClaim(facts, userIds));
    userIdRelease = new OperationHandler<>(new UserIdRelease(judge, facts, userIds));
    userIdHistory = new OperationHandler<>(new UserIdHistory(judge, userIds));
  }

  /** Returns what handles the requests of one event loop. */
  public Handler<HttpServerRequest> handler(Vertx vertx) {
    Router router = Router.router(vertx);
    post(router, "/v1/user-id-checks", EndpointName.USER_ID_CHECKS, Scope.CHECK, userIdCheck);
    post(router, "/v1/document-checks", EndpointName.DOCUMENT_CHECKS, Scope.CHECK, documentCheck);
    post(router, "/v1/witness-checks", EndpointName.WITNESS_CHECKS, Scope.CHECK, witnessCheck);
    batch(router, "/v1/user-id-checks/batch", EndpointName.USER_ID_CHECKS_BATCH);
    post(router, "/v1/user-id-holds", EndpointName.USER_ID_HOLDS, Scope.RESERVE, userIdHold);
    hold(router, "/v1/user-id-holds/:id", EndpointName.USER_ID_HOLD);
    post(
        router,
        "/v1/user-id-holds/:id/claim",
        EndpointName.USER_ID_CLAIMS,
        Scope.RESERVE,
        userIdClaim);
    post(
        router,
        "/v1/user-id-releases",
        EndpointName.USER_ID_RELEASES,
        Scope.SUPPORT,
        userIdRelease);
    post(router, "/v1/user-id-history", EndpointName.USER_ID_HISTORY, Scope.SUPPORT, userIdHistory);
    post(router, "/v1/attestations", EndpointName.ATTESTATIONS, Scope.ATTEST, attestationRecording);
    post(
        router,
        "/v1/attestations/:id/void",
        EndpointName.ATTESTATION_VOID,
        Scope.SUPPORT,
        attestationVoid);
    post(
        router, "/v1/witness-history", EndpointName.WITNESS_HISTORY, Scope.SUPPORT, witnessHistory);
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

  private void post(
      Router router, String path, EndpointName name, Scope scope, OperationHandler<?> operation) {
    operation(router, HttpMethod.POST, path, name, scope, operation);
    others(router, path, name, "POST");
  }

  /** A hold is the one thing with two methods. */
  private void hold(Router router, String path, EndpointName name) {
    operation(router, HttpMethod.GET, path, name, Scope.RESERVE, userIdHoldState);
    operation(router, HttpMethod.DELETE, path, name, Scope.RESERVE, userIdHoldRelease);
    others(router, path, name, "GET, DELETE");
  }

  private void operation(
      Router router,
      HttpMethod method,
      String path,
      EndpointName name,
      Scope scope,
      OperationHandler<?> operation) {
    route(
        router,
        method,
        path,
        name,
        c -> admission.admit(exchange(c, name), scope, operation::handle));
  }

  /** A batch is one text, or a line for each question. */
  private void batch(Router router, String path, EndpointName name) {
    route(router, HttpMethod.POST, path, name, this::checkUserIds);
    others(router, path, name, "POST");
  }

  private void checkUserIds(RoutingContext context) {
    List<String> types = context.request().headers().getAll(HttpHeaders.CONTENT_TYPE);
    boolean isStream = types.size() == 1 && MediaType.NDJSON.isIn(types.get(0));
    EndpointName name =
        isStream ? EndpointName.USER_ID_CHECKS_STREAM : EndpointName.USER_ID_CHECKS_BATCH;
    admission.admit(
        exchange(context, name),
        Scope.CHECK,
        admitted -> {
          if (isStream) {
            UserIdStream.handle(admitted, streamedCheck);
          } else {
            userIdBatchCheck.handle(admitted);
          }
        });
  }

  private void get(
      Router router,
      String path,
      EndpointName name,
      Function<RoutingContext, Publication> publication) {
    route(
        router, HttpMethod.GET, path, name, c -> publish(exchange(c, name), publication.apply(c)));
    others(router, path, name, "GET");
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
  }

  private void others(Router router, String path, EndpointName name, String allowed) {
    router.route(path).handler(c -> exchange(c, name).methodNotAllowed(allowed));
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
