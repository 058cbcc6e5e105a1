package dk.porten.clients;

import static java.nio.file.Files.readString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.porten.client.ApiClient;
import dk.porten.client.ApiException;
import dk.porten.client.api.AttestationsApi;
import dk.porten.client.api.ChecksApi;
import dk.porten.client.api.ContractApi;
import dk.porten.client.api.GuidanceApi;
import dk.porten.client.api.ReservationsApi;
import dk.porten.client.api.RulesApi;
import dk.porten.client.model.AttestationApplicant;
import dk.porten.client.model.AttestationRequest;
import dk.porten.client.model.AttestationVoidRequest;
import dk.porten.client.model.AttestationWitness;
import dk.porten.client.model.BadRequestProblem;
import dk.porten.client.model.Document;
import dk.porten.client.model.DocumentCheckRequest;
import dk.porten.client.model.DocumentType;
import dk.porten.client.model.DocumentVerdict;
import dk.porten.client.model.LanguageCode;
import dk.porten.client.model.UserIdBatchRequest;
import dk.porten.client.model.UserIdCheckRequest;
import dk.porten.client.model.UserIdEvent.EventEnum;
import dk.porten.client.model.UserIdHistoryRequest;
import dk.porten.client.model.UserIdHoldRequest;
import dk.porten.client.model.UserIdHoldState.StateEnum;
import dk.porten.client.model.UserIdReleaseRequest;
import dk.porten.client.model.UserIdStreamProblem;
import dk.porten.client.model.UserIdStreamQuestion;
import dk.porten.client.model.UserIdStreamResult;
import dk.porten.client.model.UserIdVerdict;
import dk.porten.client.model.VisitCheckRequest;
import dk.porten.client.model.VisitVerdict;
import dk.porten.client.model.Witness;
import dk.porten.client.model.WitnessCheckRequest;
import dk.porten.client.model.WitnessHistoryRequest;
import dk.porten.client.model.WitnessVerdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Calls every operation by a generated Java client, of whichever {@link Library}. */
final class EveryOperation {
  private final String address;
  private final String userId;
  private final ApiClient client;

  private EveryOperation(String address, String name) {
    this.address = address;
    userId = "vita." + name;
    client = Library.client(address);
  }

  /**
   * Calls the gateway at an address; fails at the first answer that is not as it should be.
   *
   * @param name of this run, which no other one on that gateway has; letters, digits, hyphens
   */
  static void call(String address, String name) throws Exception {
    var client = new EveryOperation(address, name);
    client.checks();
    client.reservations();
    client.attestations();
    client.publications();
    client.stream();
    client.problem();
  }

  public static void main(String[] arguments) throws Exception {
    call(arguments[0], arguments[1]);
  }

  private void checks() throws Exception {
    var checks = new ChecksApi(client);

    var one = checks.checkUserId(new UserIdCheckRequest().userId("Sørine!always"), null, null);
    assertThat(one.getUserId()).isEqualTo("sørine!always");
    assertThat(one.getVerdict()).isEqualTo(UserIdVerdict.AVAILABLE);
    assertThat(one.getAsOf()).isNotNull();

    var two = new UserIdBatchRequest().userIds(List.of("sørine!always", "stb"));
    var results = checks.checkUserIds(two, null, null).getResults();
    assertThat(results.get(1).getVerdict()).isEqualTo(UserIdVerdict.INVALID);
    assertThat(results.get(1).getViolations().get(0).getCode()).isEqualTo("too-short");

    var foreign = document(DocumentType.PASSPORT, "SE");
    var documents =
        checks.checkDocuments(
            new DocumentCheckRequest().addDocumentsItem(foreign).on(LocalDate.of(2026, 12, 3)),
            "en",
            null);
    assertThat(documents.getVerdict()).isEqualTo(DocumentVerdict.INSUFFICIENT);
    assertThat(documents.getRoute()).isNull();
    assertThat(documents.getBring()).hasSize(5);
    assertThat(documents.getBring().get(0).get(0).getDocumentClass()).isEqualTo("health-card");

    var witness = witness(UUID.randomUUID());
    var allowed = checks.checkWitness(new WitnessCheckRequest().witness(witness), null, null);
    assertThat(allowed.getVerdict()).isEqualTo(WitnessVerdict.ALLOWED);
    assertThat(allowed.getQuota().getRemaining()).isEqualTo(3);

    var licence = document(DocumentType.DRIVING_LICENCE, "DK");
    var visit =
        checks.checkVisit(
            new VisitCheckRequest().addDocumentsItem(licence).witness(witness), null, null);
    assertThat(visit.getVerdict()).isEqualTo(VisitVerdict.READY);
    assertThat(visit.getEarliestOn()).isEqualTo(visit.getOn());
    assertThat(visit.getWitness().getVerdict()).isEqualTo(WitnessVerdict.ALLOWED);
  }

  private void reservations() throws Exception {
    var reservations = new ReservationsApi(client);
    var request = new UserIdHoldRequest().userId(userId).holdSeconds(60);
    String key = UUID.randomUUID().toString();

    var held = reservations.holdUserId(key, request, null, null);
    var again = reservations.holdUserIdWithHttpInfo(key, request, null, null);
    assertThat(again.getData()).isEqualTo(held);
    assertThat(again.getHeaders()).containsKey("idempotency-replayed");
    assertThat(reservations.getUserIdHold(held.getHoldId(), null).getState())
        .isEqualTo(StateEnum.HELD);
    assertThat(reservations.claimUserId(held.getHoldId(), null).getUserId()).isEqualTo(userId);

    reservations.freeUserId(new UserIdReleaseRequest().userId(userId).reason("a trial"), null);
    String anotherKey = UUID.randomUUID().toString();
    var another = reservations.holdUserId(anotherKey, request, null, null);
    reservations.releaseUserIdHold(another.getHoldId(), null);

    var history = reservations.getUserIdHistory(new UserIdHistoryRequest().userId(userId), null);
    assertThat(history.getEvents())
        .extracting(event -> event.getEvent())
        .containsExactly(
            EventEnum.HELD, EventEnum.CLAIMED, EventEnum.FREED, EventEnum.HELD, EventEnum.RELEASED);
  }

  private void attestations() throws Exception {
    var attestations = new AttestationsApi(client);
    UUID witness = UUID.randomUUID();
    var request =
        new AttestationRequest()
            .witness(
                new AttestationWitness()
                    .personId(witness)
                    .birthDate(LocalDate.of(1980, 2, 29))
                    .mitIdSince(LocalDate.of(2022, 1, 1))
                    .addDocumentsItem(document(DocumentType.PASSPORT, "DK")))
            .applicant(new AttestationApplicant().personId(UUID.randomUUID()));

    String key = UUID.randomUUID().toString();
    var recorded = attestations.recordAttestation(key, request, null, null);
    assertThat(recorded.getQuota().getUsed()).isEqualTo(1);
    UUID attestation = recorded.getAttestationId();
    var slip = new AttestationVoidRequest().reason("a trial");
    assertThat(attestations.voidAttestation(attestation, slip, null).getVoidedAt()).isNotNull();

    var history =
        attestations.getWitnessHistory(new WitnessHistoryRequest().personId(witness), null);
    assertThat(history.getAttestations().get(0).getVoidReason()).isEqualTo("a trial");
    assertThat(history.getQuota().getUsed()).isZero();
  }

  private void publications() throws Exception {
    var guidance = new GuidanceApi(client);
    var rules = new RulesApi(client);
    var contract = new ContractApi(client);

    String topic = guidance.listGuidance("en", null, null).getTopics().get(0).getId();
    var read = guidance.getGuidance(topic, "en", null, null);
    assertThat(read.getLanguage()).isEqualTo(LanguageCode.EN);
    assertThat(rules.listRulePacks(null, null).getRulePacks()).hasSize(3);
    assertThat(rules.getRulePack("mitid-national", null, null).getUserId().getMinLength())
        .isEqualTo(5);
    assertThat(rules.listReasonCodes(null, null).getReasonCodes()).isNotEmpty();
    assertThat(readString(contract.getContract(null, null).toPath())).startsWith("openapi: 3.1");
    assertThat(readString(contract.getStart(null, null).toPath())).startsWith("<!doctype html>");
    assertThat(readString(contract.getDocs(null, null).toPath())).startsWith("<!doctype html>");
    assertThat(readString(contract.getConsole(null, null).toPath())).startsWith("<!doctype html>");
  }

  /** Sends lines, for which there is no generated method, and reads them by generated models. */
  private void stream() throws Exception {
    String question = Library.write(new UserIdStreamQuestion().userId("sørine!always"));
    var request =
        HttpRequest.newBuilder(URI.create(address + "/v1/user-id-checks/batch"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(question + "\n{\n"))
            .build();

    var lines = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body().toList();

    var first = Library.read(lines.get(0), UserIdStreamResult.class);
    var second = Library.read(lines.get(1), UserIdStreamProblem.class);
    assertThat(first.getVerdict()).isEqualTo(UserIdVerdict.AVAILABLE);
    assertThat(second.getLine()).isEqualTo(2);
    assertThat(second.getProblem().getMalformedJsonProblem().getDetail()).isNotEmpty();
  }

  private void problem() throws Exception {
    var tooLong = new UserIdCheckRequest().userId("x".repeat(513));

    var refused =
        catchThrowableOfType(
            ApiException.class, () -> new ChecksApi(client).checkUserId(tooLong, null, null));

    assertThat(refused.getCode()).isEqualTo(400);
    var problem = Library.read(refused.getResponseBody(), BadRequestProblem.class);
    var fault = problem.getInvalidRequestProblem().getErrors().get(0);
    assertThat(fault.getPointer()).isEqualTo("/userId");
    assertThat(fault.getCode()).isEqualTo("too-long");
  }

  private static Witness witness(UUID personId) {
    return new Witness()
        .personId(personId)
        .birthDate(LocalDate.of(1980, 2, 29))
        .mitIdSince(LocalDate.of(2022, 1, 1))
        .addDocumentsItem(document(DocumentType.PASSPORT, "DK"));
  }

  private static Document document(DocumentType type, String issuer) {
    return new Document()
        .type(type)
        .issuer(issuer)
        .nameMatchesCpr(true)
        .expiresOn(LocalDate.of(2099, 1, 1));
  }
}
