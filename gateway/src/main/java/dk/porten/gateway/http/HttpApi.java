package dk.porten.gateway.http;

import static dk.porten.gateway.auth.Scope.ATTEST;
import static dk.porten.gateway.auth.Scope.CHECK;
import static dk.porten.gateway.auth.Scope.RESERVE;
import static dk.porten.gateway.auth.Scope.SUPPORT;
import static dk.porten.gateway.metrics.EndpointName.ATTESTATIONS;
import static dk.porten.gateway.metrics.EndpointName.ATTESTATION_VOID;
import static dk.porten.gateway.metrics.EndpointName.CONSOLE;
import static dk.porten.gateway.metrics.EndpointName.DOCS;
import static dk.porten.gateway.metrics.EndpointName.DOCUMENT_CHECKS;
import static dk.porten.gateway.metrics.EndpointName.GUIDANCE;
import static dk.porten.gateway.metrics.EndpointName.GUIDANCE_TOPIC;
import static dk.porten.gateway.metrics.EndpointName.OPENAPI;
import static dk.porten.gateway.metrics.EndpointName.REASON_CODES;
import static dk.porten.gateway.metrics.EndpointName.RULE_PACK;
import static dk.porten.gateway.metrics.EndpointName.RULE_PACKS;
import static dk.porten.gateway.metrics.EndpointName.START;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_CHECKS;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_CHECKS_BATCH;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_CLAIMS;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_HISTORY;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_HOLD;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_HOLDS;
import static dk.porten.gateway.metrics.EndpointName.USER_ID_RELEASES;
import static dk.porten.gateway.metrics.EndpointName.VISIT_CHECKS;
import static dk.porten.gateway.metrics.EndpointName.WITNESS_CHECKS;
import static dk.porten.gateway.metrics.EndpointName.WITNESS_HISTORY;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dk.porten.core.PackShelf;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.metrics.LoopMetrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The routes of the contract: one line an endpoint. */
public final class HttpApi {

  private final Admission admission;
  private final RequestIds requestIds = new RequestIds();
  private final HttpLimits limits;
  private final Clock clock;
  private final ConnectionWatch.Shared connections;
  private final Map<Priority, Counter> shed = new EnumMap<>(Priority.class);
  private final Routes routes;

  /** Wires the endpoints. */
  public HttpApi(
      PackShelf shelf,
      Texts texts,
      Facts facts,
      UserIdLedger userIds,
      AttestationLedger attestations,
      Callers callers,
      Optional<SignIn> signIn,
      HttpLimits limits,
      GatewayMetrics metrics) {
    this.limits = limits;
    clock = facts.clock();
    admission = new Admission(callers);
    connections = new ConnectionWatch.Shared(limits, metrics);
    for (Priority priority : Priority.values()) {
      shed.put(priority, metrics.requestsShed(priority.label()));
    }
    var messages = new Messages(texts.reasons());
    var lookup = new UserIdLookup(facts, messages, metrics);
    var judge = new UserIdJudge(shelf, clock);
    var userIdCheck = new UserIdCheck(shelf, facts, lookup);
    var userIdBatch = new UserIdBatch(new UserIdBatchCheck(shelf, facts, lookup), userIdCheck);
    var documentAnswers = new DocumentAnswerWriter(shelf, messages, metrics);
    var witnessAnswers = new WitnessAnswerWriter(messages, metrics);
    var documentCheck = new DocumentCheck(shelf, clock, documentAnswers);
    var witnesses = new WitnessLookup(facts);
    var witnessCheck = new WitnessCheck(shelf, facts, witnesses, witnessAnswers);
    var visitAnswers =
        new VisitAnswerWriter(texts.checklist(), documentAnswers, witnessAnswers, userIdCheck);
    var visitCheck = new VisitCheck(shelf, facts, lookup, witnesses, visitAnswers);
    var recording = new AttestationRecording(shelf, facts, attestations, witnessAnswers);
    var witnessHistory = new WitnessHistory(shelf, facts, attestations);
    var guidancePages = new GuidancePages(texts.guidance(), shelf, clock);
    var publications = new Publications(shelf, texts.reasons(), clock);
    var start = PackagedFiles.read("/start", PackagedFiles.OWN_FILES_ONLY, "index.html");
    var docs =
        PackagedFiles.read(
            "/docs",
            PackagedFiles.OWN_FILES_ONLY,
            "index.html",
            "docs.js",
            "favicon-32x32.png",
            "swagger-ui-bundle.js",
            "swagger-ui.css");
    var console = new ConsolePage(callers, signIn);
    routes =
        Routes.of(
            post(
                "user-id-checks",
                USER_ID_CHECKS,
                CHECK,
                new UserIdWish(shelf, facts, lookup, userIdCheck)),
            admitted(
                POST,
                "user-id-checks/batch",
                USER_ID_CHECKS_BATCH,
                Priority.BATCHES,
                CHECK,
                userIdBatch::handle),
            post("document-checks", DOCUMENT_CHECKS, CHECK, documentCheck),
            post("witness-checks", WITNESS_CHECKS, CHECK, witnessCheck),
            post("visit-checks", VISIT_CHECKS, CHECK, visitCheck),
            post(
                "user-id-holds",
                USER_ID_HOLDS,
                RESERVE,
                new UserIdHold(judge, facts, lookup, userIds)),
            at(GET, "user-id-holds/:id", USER_ID_HOLD, RESERVE, new UserIdHoldState(userIds)),
            at(
                DELETE,
                "user-id-holds/:id",
                USER_ID_HOLD,
                RESERVE,
                new UserIdHoldRelease(facts, userIds)),
            post(
                "user-id-holds/:id/claim",
                USER_ID_CLAIMS,
                RESERVE,
                new UserIdClaim(facts, userIds)),
            post(
                "user-id-releases",
                USER_ID_RELEASES,
                SUPPORT,
                new UserIdRelease(judge, facts, userIds)),
            post("user-id-history", USER_ID_HISTORY, SUPPORT, new UserIdHistory(judge, userIds)),
            post("attestations", ATTESTATIONS, ATTEST, recording),
            post(
                "attestations/:id/void",
                ATTESTATION_VOID,
                SUPPORT,
                new AttestationVoid(facts, attestations)),
            post("witness-history", WITNESS_HISTORY, SUPPORT, witnessHistory),
            open(
                "/v1/guidance",
                GUIDANCE,
                exchange -> guidancePages.topics(LanguageChoice.of(exchange.request()))),
            open(
                "/v1/guidance/:id",
                GUIDANCE_TOPIC,
                exchange ->
                    guidancePages.topic(exchange.id(), LanguageChoice.of(exchange.request()))),
            open("/v1/rule-packs", RULE_PACKS, exchange -> publications.rulePacks()),
            open("/v1/rule-packs/:id", RULE_PACK, exchange -> publications.rulePack(exchange.id())),
            open("/v1/reason-codes", REASON_CODES, exchange -> publications.reasonCodes()),
            open("/", START, exchange -> start.page()),
            open("/openapi.yaml", OPENAPI, exchange -> publications.contract()),
            open("/docs", DOCS, exchange -> docs.page()),
            open("/docs/:id", DOCS, exchange -> docs.file(exchange.id())),
            open("/console", CONSOLE, exchange -> console.page()),
            open("/console/:id", CONSOLE, exchange -> console.file(exchange.id())));
  }

  /**
   * Returns what watches the connections of one event loop.
   *
   * @param options of the server that takes them
   */
  ConnectionWatch connections(HttpServerOptions options) {
    return connections.ofLoop(options);
  }

  /** Returns the date in the responses of one event loop. */
  ResponseDate date() {
    return new ResponseDate(clock);
  }

  /**
   * Returns what takes the requests of one event loop.
   *
   * @param endOfTurn runs what is to be done at the end of the loop's turn
   * @param counts where it counts them
   * @param log where it logs them
   * @param date which its responses have
   */
  Reception reception(
      Executor endOfTurn, LoopMetrics counts, Optional<LoopLog> log, ResponseDate date) {
    var shedder = new LoadShedder(limits.deadline(), endOfTurn, System::nanoTime);
    return new Reception(routes, shed, new Loop(requestIds, shedder, counts, log, date));
  }

  private Route post(String path, EndpointName name, Scope scope, Operation<?> operation) {
    return at(POST, path, name, scope, operation);
  }

  private Route at(
      HttpMethod method, String path, EndpointName name, Scope scope, Operation<?> operation) {
    return admitted(
        method, path, name, Priority.of(scope), scope, new OperationHandler<>(operation)::handle);
  }

  private Route admitted(
      HttpMethod method,
      String path,
      EndpointName name,
      Priority priority,
      Scope scope,
      BiConsumer<Exchange, Admitted> handler) {
    return new Route(
        method,
        "/v1/" + path,
        name,
        priority,
        exchange -> admission.admit(exchange, scope, handler));
  }

  private static Route open(
      String path, EndpointName name, Function<Exchange, Publication> publication) {
    return new Route(
        GET,
        path,
        name,
        Priority.CHECKS,
        exchange -> exchange.publish(publication.apply(exchange)));
  }
}
