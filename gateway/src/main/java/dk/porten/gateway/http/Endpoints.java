package dk.porten.gateway.http;

import static dk.porten.gateway.auth.Scope.ATTEST;
import static dk.porten.gateway.auth.Scope.CHECK;
import static dk.porten.gateway.auth.Scope.RESERVE;
import static dk.porten.gateway.auth.Scope.SUPPORT;
import static dk.porten.gateway.metrics.EndpointName.ATTESTATIONS;
import static dk.porten.gateway.metrics.EndpointName.ATTESTATION_VOID;
import static dk.porten.gateway.metrics.EndpointName.DOCUMENT_CHECKS;
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
import dk.porten.core.pack.ChecklistTexts;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.http.document.DocumentAnswerWriter;
import dk.porten.gateway.http.document.DocumentCheck;
import dk.porten.gateway.http.exchange.Admission;
import dk.porten.gateway.http.exchange.Admitted;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.exchange.Route;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.userid.UserIdBatch;
import dk.porten.gateway.http.userid.UserIdBatchCheck;
import dk.porten.gateway.http.userid.UserIdCheck;
import dk.porten.gateway.http.userid.UserIdClaim;
import dk.porten.gateway.http.userid.UserIdHistory;
import dk.porten.gateway.http.userid.UserIdHold;
import dk.porten.gateway.http.userid.UserIdHoldRelease;
import dk.porten.gateway.http.userid.UserIdHoldState;
import dk.porten.gateway.http.userid.UserIdJudge;
import dk.porten.gateway.http.userid.UserIdLookup;
import dk.porten.gateway.http.userid.UserIdRelease;
import dk.porten.gateway.http.visit.VisitAnswerWriter;
import dk.porten.gateway.http.visit.VisitCheck;
import dk.porten.gateway.http.witness.AttestationRecording;
import dk.porten.gateway.http.witness.AttestationVoid;
import dk.porten.gateway.http.witness.WitnessAnswerWriter;
import dk.porten.gateway.http.witness.WitnessCheck;
import dk.porten.gateway.http.witness.WitnessHistory;
import dk.porten.gateway.http.witness.WitnessLookup;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.BiConsumer;

/** The endpoints of the operations, one line each. */
final class Endpoints {

  private final Admission admission;
  private final PackShelf shelf;
  private final Facts facts;
  private final UserIdLookup userIdLookup;
  private final DocumentAnswerWriter documentAnswers;
  private final WitnessLookup witnessLookup;
  private final WitnessAnswerWriter witnessAnswers;

  Endpoints(
      Admission admission,
      PackShelf shelf,
      Facts facts,
      ReasonTexts reasons,
      GatewayMetrics metrics) {
    this.admission = admission;
    this.shelf = shelf;
    this.facts = facts;
    var messages = new Messages(reasons);
    userIdLookup = new UserIdLookup(facts, messages, metrics);
    documentAnswers = new DocumentAnswerWriter(shelf, messages, metrics);
    witnessLookup = new WitnessLookup(facts);
    witnessAnswers = new WitnessAnswerWriter(messages, metrics);
  }

  /** Returns what is asked about user IDs, and done with them. */
  List<Route> userIds(UserIdLedger ledger) {
    var judge = new UserIdJudge(shelf, facts.clock());
    var check = new UserIdCheck(shelf, facts, userIdLookup);
    var batchCheck = new UserIdBatchCheck(shelf, facts, userIdLookup);
    var batch = new UserIdBatch(batchCheck, check, userIdLookup);
    var hold = new UserIdHold(judge, facts, userIdLookup, ledger);
    var holdState = new UserIdHoldState(ledger);
    var holdRelease = new UserIdHoldRelease(facts, ledger);
    var claim = new UserIdClaim(facts, ledger);
    var release = new UserIdRelease(judge, facts, ledger);
    var history = new UserIdHistory(judge, facts, ledger);
    return List.of(
        post("user-id-checks", USER_ID_CHECKS, CHECK, check),
        admitted(
            POST,
            "user-id-checks/batch",
            USER_ID_CHECKS_BATCH,
            Priority.BATCHES,
            CHECK,
            batch::handle),
        post("user-id-holds", USER_ID_HOLDS, RESERVE, hold),
        at(GET, "user-id-holds/:id", USER_ID_HOLD, RESERVE, holdState),
        at(DELETE, "user-id-holds/:id", USER_ID_HOLD, RESERVE, holdRelease),
        post("user-id-holds/:id/claim", USER_ID_CLAIMS, RESERVE, claim),
        post("user-id-releases", USER_ID_RELEASES, SUPPORT, release),
        post("user-id-history", USER_ID_HISTORY, SUPPORT, history));
  }

  /** Returns the check of documents and that of a whole visit. */
  List<Route> visits(ChecklistTexts checklist) {
    var documentCheck = new DocumentCheck(shelf, facts.clock(), documentAnswers);
    var visitAnswers =
        new VisitAnswerWriter(checklist, documentAnswers, witnessAnswers, userIdLookup);
    var visitCheck = new VisitCheck(shelf, facts, userIdLookup, witnessLookup, visitAnswers);
    return List.of(
        post("document-checks", DOCUMENT_CHECKS, CHECK, documentCheck),
        post("visit-checks", VISIT_CHECKS, CHECK, visitCheck));
  }

  /** Returns what is asked about witnesses, and recorded of them. */
  List<Route> witnesses(AttestationLedger ledger) {
    var check = new WitnessCheck(shelf, facts, witnessLookup, witnessAnswers);
    var recording = new AttestationRecording(shelf, facts, ledger, witnessAnswers);
    var makingVoid = new AttestationVoid(facts, ledger);
    var history = new WitnessHistory(shelf, facts, ledger);
    return List.of(
        post("witness-checks", WITNESS_CHECKS, CHECK, check),
        post("attestations", ATTESTATIONS, ATTEST, recording),
        post("attestations/:id/void", ATTESTATION_VOID, SUPPORT, makingVoid),
        post("witness-history", WITNESS_HISTORY, SUPPORT, history));
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
}
