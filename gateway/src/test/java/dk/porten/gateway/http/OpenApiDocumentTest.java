package dk.porten.gateway.http;

import static dk.porten.gateway.http.OpenApiYaml.followed;
import static dk.porten.gateway.http.OpenApiYaml.operations;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI document: that it loads, what it offers, and which requests it takes. */
final class OpenApiDocumentTest {
  private static final JsonObject DOCUMENT = OpenApiYaml.read();
  private static final ContractOracle ORACLE = ContractCheck.ORACLE;
  private static final String CLOSED = "\"additionalProperties\":false";

  @ParameterizedTest
  @CsvSource({
    "checkUserId,      POST, /v1/user-id-checks,       check",
    "checkUserIds,     POST, /v1/user-id-checks/batch, check",
    "holdUserId,       POST, /v1/user-id-holds, reserve",
    "getUserIdHold,    GET,  /v1/user-id-holds/{holdId}, reserve",
    "releaseUserIdHold, DELETE, /v1/user-id-holds/{holdId}, reserve",
    "claimUserId,      POST, /v1/user-id-holds/{holdId}/claim, reserve",
    "freeUserId,       POST, /v1/user-id-releases, support",
    "getUserIdHistory, POST, /v1/user-id-history, support",
    "checkDocuments,   POST, /v1/document-checks,      check",
    "checkWitness,     POST, /v1/witness-checks,       check",
    "checkVisit,       POST, /v1/visit-checks,         check",
    "recordAttestation, POST, /v1/attestations, attest",
    "voidAttestation,  POST, /v1/attestations/{attestationId}/void, support",
    "getWitnessHistory, POST, /v1/witness-history, support",
    "listGuidance,     GET,  /v1/guidance,             open",
    "getGuidance,      GET,  /v1/guidance/{topic},     open",
    "listRulePacks,    GET,  /v1/rule-packs,           open",
    "getRulePack,      GET,  /v1/rule-packs/{id},      open",
    "listReasonCodes,  GET,  /v1/reason-codes,         open",
    "getStart,         GET,  /,                        open",
    "getContract,      GET,  /openapi.yaml,            open",
    "getDocs,          GET,  /docs,                    open",
    "getConsole,       GET,  /console,                 open",
  })
  void operation_offered_isDocumented(
      String operationId, String method, String path, String scope) {
    Operation operation = ORACLE.contract().operation(operationId);

    assertThat(operation).isNotNull();
    assertThat(operation.getHttpMethod().name()).isEqualTo(method);
    assertThat(operation.getOpenAPIPath()).isEqualTo(path);
    assertThat(operation.getOpenAPIModel().getString("summary")).isNotBlank();
    assertThat(operation.getOpenAPIModel().getString("description")).isNotBlank();
    assertThat(operation.getOpenAPIModel().getJsonArray("security", new JsonArray()).encode())
        .isEqualTo(scope.equals("open") ? "[]" : "[{\"bearerToken\":[\"" + scope + "\"]}]");
  }

  @Test
  void operations_documented_areTheOnesOffered() {
    assertThat(ORACLE.contract().operations()).hasSize(23);
  }

  @Test
  void document_readByYaml11_hasOnlyWhatJsonHas() {
    assertJson("", DOCUMENT.getMap());
  }

  @Test
  void objectSchemas_ofRequestsAlone_takeNoOtherMembers() {
    JsonObject schemas = DOCUMENT.getJsonObject("components").getJsonObject("schemas");
    Set<String> ofRequests = new HashSet<>();
    operations(DOCUMENT)
        .filter(operation -> operation.containsKey("requestBody"))
        .forEach(operation -> addSchemas(operation.getJsonObject("requestBody"), ofRequests));
    ofRequests.removeIf(name -> !"object".equals(schemas.getJsonObject(name).getValue("type")));

    Stream<String> closed =
        schemas.fieldNames().stream()
            .filter(name -> schemas.getJsonObject(name).encode().contains(CLOSED));

    assertThat(closed).containsExactlyInAnyOrderElementsOf(ofRequests);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "checkUserId    | true  | {\"userId\":\"\"}",
        "checkUserId    | false | {}",
        "checkUserId    | false | {\"userId\":null}",
        "checkUserId    | true  | {\"userId\":\"stine\",\"suggestions\":10}",
        "checkUserId    | false | {\"userId\":\"stine\",\"suggestions\":11}",
        "checkUserIds   | false | {\"userIds\":[],\"suggestions\":3}",
        "checkUserId    | false | {\"userId\":\"stine\",\"on\":\"1899-12-31\"}",
        "checkUserId    | true  | {\"userId\":\"stine\",\"on\":\"2199-12-31\"}",
        "checkUserId    | false | {\"userId\":\"stine\",\"on\":\"2026-02-30\"}",
        "checkUserId    | false | {\"userId\":\"stine\",\"rulePack\":\"mitid-national@0\"}",
        "holdUserId     | true  | {\"userId\":\"stine\",\"holdSeconds\":86400}",
        "holdUserId     | false | {\"userId\":\"stine\",\"holdSeconds\":0}",
        "freeUserId     | false | {\"userId\":\"stine\"}",
        "freeUserId     | false | {\"userId\":\"stine\",\"reason\":\"\"}",
        "getUserIdHistory | true | {\"userId\":\"stine\"}",
        "checkDocuments | true  | {\"documents\":[{\"type\":\"nato-passport\"}]}",
        "checkDocuments | true  | {\"documents\":[{\"type\":\"passport\",\"issuer\":\"XK\"}]}",
        "checkDocuments | false | {\"documents\":[{\"type\":\"passport\"}]}",
        "checkDocuments | false | {\"documents\":[{\"issuer\":\"DK\"}]}",
        "checkDocuments | false | {\"documents\":[],\"bringLimit\":201}",
        "checkDocuments | false | {\"documents\":[],\"venue\":\"elsewhere\"}",
        "checkWitness   | true  | {\"witness\":{}}",
        "checkWitness   | false | {\"witness\":{},\"applicant\":{}}",
        "checkWitness   | false | {\"witness\":{\"personId\":\"stine\"}}",
        "checkVisit     | true  | {\"documents\":[],\"userIds\":[]}",
        "checkVisit     | false | {\"userIds\":[]}",
        "checkVisit     | false | {\"documents\":[],\"witness\":null}",
        "checkVisit     | false | {\"documents\":[],\"canAnswerControlQuestions\":\"yes\"}",
        "recordAttestation | false | {\"witness\":{},\"applicant\":{}}",
        "recordAttestation | false | {\"witness\":{\"personId\":\"5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937a\"}}",
        "voidAttestation | false | {}",
        "voidAttestation | false | {\"reason\":\"\"}",
        "voidAttestation | true  | {\"reason\":\"a slip\"}",
        "getWitnessHistory | false | {}",
      })
  void request_validatedByItsSchema_isTakenOrNot(String operationId, boolean taken, String body) {
    OutputUnit judgement =
        judgement(requestSchema(operationId, "application/json"), new JsonObject(body));

    assertThat(judgement.getValid()).isEqualTo(taken);
  }

  /** Adds the names of the schemas that a JSON value refers to, at any depth. */
  private static void addSchemas(Object json, Set<String> names) {
    if (json instanceof JsonArray items) {
      items.forEach(item -> addSchemas(item, names));
    } else if (json instanceof JsonObject object) {
      object.forEach(member -> addSchemas(member.getValue(), names));
      if (object.getValue("$ref") instanceof String reference
          && names.add(reference.substring(reference.lastIndexOf('/') + 1))) {
        addSchemas(followed(DOCUMENT, object), names);
      }
    }
  }

  static JsonSchema requestSchema(String operationId, String mediaType) {
    return Objects.requireNonNull(
            ORACLE
                .contract()
                .operation(operationId)
                .getRequestBody()
                .getContent()
                .get(ContractOracle.STAND_INS.getOrDefault(mediaType, mediaType)))
        .getSchema();
  }

  static OutputUnit judgement(JsonSchema schema, Object value) {
    return ORACLE.contract().getSchemaRepository().validator(schema).validate(value);
  }

  private static void assertJson(String pointer, Object value) {
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (key, member) -> {
            assertThat(key).as(pointer).isInstanceOf(String.class);
            assertJson(pointer + "/" + key, member);
          });
    } else if (value instanceof List<?> array) {
      array.forEach(item -> assertJson(pointer + "/-", item));
    } else if (value != null) {
      assertThat(value).as(pointer).isInstanceOfAny(String.class, Integer.class, Boolean.class);
    }
  }
}
