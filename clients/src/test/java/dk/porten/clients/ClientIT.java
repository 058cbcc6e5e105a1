package dk.porten.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.porten.client.ApiClient;
import dk.porten.client.ApiException;
import dk.porten.client.ApiResponse;
import dk.porten.client.api.ChecksApi;
import dk.porten.client.api.ReservationsApi;
import dk.porten.client.model.Document;
import dk.porten.client.model.DocumentCheckAnswer;
import dk.porten.client.model.DocumentCheckRequest;
import dk.porten.client.model.DocumentType;
import dk.porten.client.model.DocumentVerdict;
import dk.porten.client.model.InvalidRequestProblem;
import dk.porten.client.model.UserIdCheckAnswer;
import dk.porten.client.model.UserIdCheckRequest;
import dk.porten.client.model.UserIdHoldAnswer;
import dk.porten.client.model.UserIdHoldRequest;
import dk.porten.client.model.UserIdVerdict;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated Java client against the packaged gateway as a demo. */
final class ClientIT {
  private static DemoGateway gateway;
  private static ApiClient client;
  private static ChecksApi checks;
  private static ReservationsApi reservations;

  @BeforeAll
  static void start(@TempDir Path dataDirectory) throws Exception {
    gateway = DemoGateway.start(dataDirectory);
    client = new ApiClient();
    client.updateBaseUri(gateway.address());
    checks = new ChecksApi(client);
    reservations = new ReservationsApi(client);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @Test
  void checkUserId_free_isAvailable() throws Exception {
    UserIdCheckAnswer answer =
        checks.checkUserId(new UserIdCheckRequest().userId("Stine!always"), null, null);

    assertThat(answer.getVerdict()).isEqualTo(UserIdVerdict.AVAILABLE);
    assertThat(answer.getUserId()).isEqualTo("stine!always");
    assertThat(answer.getAsOf()).isNotNull();
  }

  @Test
  void checkDocuments_foreignPassportAlone_isToldWhatElseToBring() throws Exception {
    var passport =
        new Document()
            .type(DocumentType.PASSPORT)
            .issuer("SE")
            .nameMatchesCpr(true)
            .expiresOn(LocalDate.of(2099, 1, 1));
    DocumentCheckAnswer answer =
        checks.checkDocuments(
            new DocumentCheckRequest().addDocumentsItem(passport).on(LocalDate.of(2026, 12, 3)),
            "en",
            null);

    assertThat(answer.getVerdict()).isEqualTo(DocumentVerdict.INSUFFICIENT);
    assertThat(answer.getReasons().get(0).getCode()).isEqualTo("more-documents-needed");
    assertThat(answer.getBring()).hasSize(5);
    assertThat(answer.getBring().get(0).get(0).getDocumentClass()).isEqualTo("health-card");
  }

  @Test
  void holdUserId_askedAgainByItsKey_isTheSameHold() throws Exception {
    var request = new UserIdHoldRequest().userId("smoke-java").holdSeconds(60);

    UserIdHoldAnswer first = reservations.holdUserId("smoke-java-1", request, null, null);
    ApiResponse<UserIdHoldAnswer> again =
        reservations.holdUserIdWithHttpInfo("smoke-java-1", request, null, null);

    assertThat(again.getData()).isEqualTo(first);
    assertThat(again.getHeaders()).containsKey("idempotency-replayed");
  }

  @Test
  void checkUserId_tooLong_isAProblemWithTypes() throws Exception {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> checks.checkUserId(new UserIdCheckRequest().userId("x".repeat(513)), null, null));

    assertThat(refused.getCode()).isEqualTo(400);
    InvalidRequestProblem problem =
        client.getObjectMapper().readValue(refused.getResponseBody(), InvalidRequestProblem.class);
    assertThat(problem.getErrors().get(0).getPointer()).isEqualTo("/userId");
    assertThat(problem.getErrors().get(0).getCode()).isEqualTo("too-long");
  }
}
