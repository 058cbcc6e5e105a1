package dk.porten.gateway.http;

import static dk.porten.gateway.http.OpenApiYaml.followed;
import static dk.porten.gateway.http.OpenApiYaml.members;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A gateway takes every example of a request in the OpenAPI document, whatever day it is. */
final class ContractExamplesTest {
  private static final JsonObject DOCUMENT = OpenApiYaml.read();
  private static final List<String> DAYS =
      List.of("2026-12-01T08:00:00Z", "2028-02-29T08:00:00Z", "2090-07-01T08:00:00Z");

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private static final String ATTESTATIONS = "/v1/attestations";
  private static final Reservations RESERVATIONS = new Reservations(GATEWAY);

  /** A request as examples make it. */
  private record Example(String path, String body, Map<String, String> headers) {

    Example with(JsonObject parameter, String value) {
      String name = parameter.getString("name");
      if (parameter.getString("in").equals("path")) {
        return new Example(path.replace("{" + name + "}", value), body, headers);
      }
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Example(path, body, more);
    }
  }

  @ParameterizedTest(name = "{3}: {0} {1}")
  @MethodSource("operationsOnDays")
  void example_sentOnAnyDay_getsTheStatusOfSuccess(
      String method, String path, JsonObject operation, String now) {
    GATEWAY.clock().set(now);
    String success = operation.getJsonObject("responses").fieldNames().iterator().next();

    for (Example example : examples(path, operation)) {
      Reply reply = send(method, example);

      assertThat(reply.status() + " " + reply.text()).as(example.toString()).startsWith(success);
      undo(path, reply);
    }
  }

  @Test
  void messages_inExamplesOfAnswers_areTheSentencesOfTheirCodes() {
    Set<Object> codes = new HashSet<>();
    Set<String> sentences = new HashSet<>();
    for (JsonObject reason : GATEWAY.get("/v1/reason-codes").objects("reasonCodes")) {
      String code = reason.getString("code");
      codes.add(code);
      reason.getJsonObject("message").forEach(text -> sentences.add(code + ": " + text.getValue()));
    }

    List<String> shown =
        objects(DOCUMENT.getJsonObject("paths"))
            .filter(object -> codes.contains(object.getValue("code")))
            .filter(object -> object.getValue("message") instanceof String)
            .map(reason -> reason.getString("code") + ": " + reason.getString("message"))
            .toList();

    assertThat(shown).isNotEmpty().isSubsetOf(sentences);
  }

  static Stream<Arguments> operationsOnDays() {
    return DAYS.stream().flatMap(ContractExamplesTest::operations);
  }

  private static Stream<Arguments> operations(String now) {
    return members(DOCUMENT.getJsonObject("paths"))
        .flatMap(
            path ->
                members(path.getValue())
                    .map(
                        operation ->
                            Arguments.of(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue(),
                                now)));
  }

  /** Returns a request with each body, then one with each parameter beside those before it. */
  private static List<Example> examples(String path, JsonObject operation) {
    List<Example> examples = new ArrayList<>();
    if (operation.containsKey("requestBody")) {
      members(operation.getJsonObject("requestBody").getJsonObject("content"))
          .forEach(
              content ->
                  values(content.getValue())
                      .map(body -> new Example(path, body, contentType(content.getKey())))
                      .forEach(examples::add));
    } else {
      examples.add(new Example(path, "", Map.of()));
    }
    for (Object item : operation.getJsonArray("parameters")) {
      JsonObject parameter = followed(DOCUMENT, (JsonObject) item);
      Example last = examples.get(examples.size() - 1);
      values(parameter).map(value -> last.with(parameter, value)).forEach(examples::add);
    }
    examples.removeIf(example -> example.path.contains("{"));
    return examples;
  }

  /** Returns the examples of a body or a parameter; of an id that of something made for it. */
  private static Stream<String> values(JsonObject described) {
    return switch (described.getString("name", "")) {
      case "holdId" -> Stream.of(RESERVATIONS.held("example." + UUID.randomUUID()));
      case "attestationId" -> Stream.of(recorded());
      default ->
          described.containsKey("example")
              ? Stream.of(described.getString("example"))
              : members(described.getJsonObject("examples"))
                  .map(example -> example.getValue().getValue("value").toString());
    };
  }

  private static Reply send(String method, Example example) {
    if (example.path.equals("/v1/user-id-releases")) {
      RESERVATIONS.hold(new JsonObject(example.body).getString("userId"));
    }
    Map<String, String> headers = new HashMap<>(example.headers);
    headers.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
    String[] inTurn =
        headers.entrySet().stream()
            .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
            .toArray(String[]::new);
    return GATEWAY.send(method, example.path, example.body.getBytes(UTF_8), inTurn);
  }

  /** Leaves room for the next example with the same user ID or the same witness. */
  private static void undo(String path, Reply reply) {
    if (path.equals(Reservations.HOLDS)) {
      RESERVATIONS.release(reply.json().getString("holdId"));
    } else if (path.equals(ATTESTATIONS)) {
      GATEWAY.post(
          ATTESTATIONS + "/" + reply.json().getString("attestationId") + "/void",
          "{\"reason\":\"an example\"}");
    }
  }

  private static String recorded() {
    JsonObject body = Attestations.body(UUID.randomUUID(), UUID.randomUUID(), "");
    String key = UUID.randomUUID().toString();
    return GATEWAY
        .post(ATTESTATIONS, body.encode(), "Idempotency-Key", key)
        .json()
        .getString("attestationId");
  }

  private static Map<String, String> contentType(String value) {
    return Map.of("Content-Type", value);
  }

  /** Returns the objects in a JSON value, at any depth. */
  private static Stream<JsonObject> objects(Object json) {
    Stream<?> inside =
        json instanceof JsonArray items
            ? items.stream()
            : json instanceof JsonObject object
                ? object.fieldNames().stream().map(object::getValue)
                : Stream.of();
    Stream<JsonObject> deeper = inside.filter(Objects::nonNull).flatMap(member -> objects(member));
    return json instanceof JsonObject object ? Stream.concat(Stream.of(object), deeper) : deeper;
  }
}
