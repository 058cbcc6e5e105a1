package dk.porten.gateway.http;

import static dk.porten.gateway.http.OpenApiDocumentTest.judgement;
import static dk.porten.gateway.http.OpenApiDocumentTest.requestSchema;
import static dk.porten.gateway.http.OpenApiYaml.at;
import static dk.porten.gateway.http.OpenApiYaml.followed;
import static dk.porten.gateway.http.OpenApiYaml.members;
import static dk.porten.gateway.http.OpenApiYaml.operations;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.problem.ProblemCode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the OpenAPI document keep its word. */
final class OpenApiExamplesTest {
  private static final JsonObject DOCUMENT = OpenApiYaml.read();
  private static final ContractOracle ORACLE = ContractCheck.ORACLE;

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("requestExamples")
  void requestExample_validatedByItsSchema_isValid(
      String operationId, String mediaType, String name, Object value) {
    assertValid(requestSchema(operationId, mediaType), value);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("parameterExamples")
  void parameterExample_validatedByItsSchema_isValid(
      String operationId, String name, Object value) {
    Parameter parameter =
        ORACLE.contract().operation(operationId).getParameters().stream()
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();

    assertValid(parameter.getSchema(), value);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("responseExamples")
  void responseExample_withItsHeadersExamples_isAccepted(
      String operationId, int status, String name, Map<String, String> headers, String body) {
    ORACLE.check(operationId, status, headers, body.getBytes(UTF_8));
  }

  @Test
  void problems_each_haveAnExample() {
    String document = DOCUMENT.encode();

    assertThat(ProblemCode.values())
        .allMatch(code -> document.contains("\"type\":\"/problems/" + code.code() + "\""));
  }

  static Stream<Arguments> requestExamples() {
    return operations(DOCUMENT)
        .filter(operation -> operation.containsKey("requestBody"))
        .flatMap(
            operation ->
                members(at(operation, "/requestBody/content"))
                    .flatMap(
                        content ->
                            members(content.getValue().getJsonObject("examples"))
                                .map(
                                    example ->
                                        Arguments.of(
                                            operation.getString("operationId"),
                                            content.getKey(),
                                            example.getKey(),
                                            example.getValue().getValue("value")))));
  }

  static Stream<Arguments> parameterExamples() {
    return operations(DOCUMENT)
        .flatMap(
            operation ->
                operation.getJsonArray("parameters").stream()
                    .map(parameter -> followed(DOCUMENT, (JsonObject) parameter))
                    .flatMap(
                        parameter ->
                            examplesOf(parameter)
                                .map(
                                    example ->
                                        Arguments.of(
                                            operation.getString("operationId"),
                                            parameter.getString("name"),
                                            example))));
  }

  static Stream<Arguments> responseExamples() {
    return operations(DOCUMENT)
        .flatMap(
            operation ->
                members(operation.getJsonObject("responses"))
                    .flatMap(
                        response ->
                            responseExamples(
                                operation.getString("operationId"),
                                response.getKey(),
                                followed(DOCUMENT, response.getValue()))));
  }

  private static Stream<Arguments> responseExamples(
      String operationId, String status, JsonObject response) {
    Map<String, String> headers = new HashMap<>();
    members(response.getJsonObject("headers"))
        .forEach(
            header ->
                headers.put(
                    header.getKey(),
                    followed(DOCUMENT, header.getValue()).getValue("example").toString()));
    if (!response.containsKey("content")) {
      return Stream.of(
          Arguments.of(operationId, Integer.parseInt(status), "(no body)", headers, ""));
    }
    return members(response.getJsonObject("content"))
        .flatMap(
            content -> {
              headers.put("Content-Type", content.getKey());
              return members(content.getValue().getJsonObject("examples"))
                  .map(
                      example ->
                          Arguments.of(
                              operationId,
                              status.equals("default")
                                  ? example.getValue().getJsonObject("value").getValue("status")
                                  : Integer.parseInt(status),
                              example.getKey(),
                              headers,
                              example.getValue().getValue("value").toString()));
            });
  }

  private static Stream<Object> examplesOf(JsonObject parameter) {
    return parameter.containsKey("example")
        ? Stream.of(parameter.getValue("example"))
        : members(parameter.getJsonObject("examples"))
            .map(example -> example.getValue().getValue("value"));
  }

  private static void assertValid(JsonSchema schema, Object value) {
    OutputUnit judgement = judgement(schema, value);

    assertThat(judgement.getValid()).as(() -> String.valueOf(judgement.getErrors())).isTrue();
  }
}
