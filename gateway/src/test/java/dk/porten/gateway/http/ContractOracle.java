package dk.porten.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatableResponse;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The judge of whether a real request is one that the OpenAPI document allows, and a real response
 * one that it promises: status, headers, media type and every member of the body. vertx-openapi
 * does the judging.
 *
 * <p>vertx-openapi 5.0.10 has five gaps, each of which is bridged in a copy of the document:
 *
 * <ul>
 *   <li>It refuses a document that names {@code application/problem+json}, {@code application/yaml}
 *       or {@code text/html}: its media types are a fixed list. They go under stand-ins that it
 *       takes, so that a problem sent as plain {@code application/json} is still wrong.
 *   <li>It looks up response headers by the document's spelling among names in lower case.
 *   <li>It reads header values and parameters as JSON where it can: an {@code ETag} would lose its
 *       quotes. Text is therefore handed over as a JSON string.
 *   <li>It knows no {@code application/x-ndjson}: each line is handed over as a JSON text under a
 *       stand-in, whose schema is that of a line.
 *   <li>It takes no server whose address is relative, so it gets none.
 * </ul>
 *
 * <p>The document leaves answers open to members that a later version may add. This version sends
 * no such members, so the copy closes them.
 *
 * <p>Blocks; not for an event loop.
 */
final class ContractOracle {
  private static final long TIMEOUT_SECONDS = 30;
  static final Map<String, String> STAND_INS =
      Map.of(
          "application/problem+json", "application/vnd.porten.problem+json",
          "application/x-ndjson", "application/vnd.porten.line+json",
          "application/yaml", "application/octet-stream",
          "text/html", "application/octet-stream");

  private final OpenAPIContract contract;
  private final RequestValidator requests;
  private final ResponseValidator responses;

  private ContractOracle(Vertx vertx, OpenAPIContract contract) {
    this.contract = contract;
    requests = RequestValidator.create(vertx, contract);
    responses = ResponseValidator.create(vertx, contract);
  }

  /** Loads the document of the jar; fails if vertx-openapi does not take it. */
  static ContractOracle load() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
    OpenAPIContract contract =
        await(OpenAPIContract.from(vertx, bridged(OpenApiYaml.read())), "the document");
    return new ContractOracle(vertx, contract);
  }

  /** Returns the document as vertx-openapi resolved it, with the stand-ins. */
  OpenAPIContract contract() {
    return contract;
  }

  /**
   * Throws an {@link AssertionError} that says why if the request is not one of the operation's.
   * Header names count in any case.
   *
   * @param path which fills in the operation's parameters
   * @param body a JSON text, of a stream one line
   */
  void checkRequest(String operationId, String path, Map<String, String> headers, Buffer body) {
    Operation operation = contract.operation(operationId);
    String contentType =
        valueOf(headers, "content-type").orElse("").toLowerCase(Locale.ROOT).replaceAll(";.*", "");
    Map<String, RequestParameter> inHeaders = new HashMap<>();
    Map<String, RequestParameter> inPath = new HashMap<>();
    for (Parameter parameter : operation.getParameters()) {
      String name = parameter.getName();
      if (parameter.getIn() == Location.PATH) {
        int segment = segments(operation.getOpenAPIPath()).indexOf("{" + name + "}");
        inPath.put(name, text(segments(path).get(segment)));
      } else {
        valueOf(headers, name).ifPresent(value -> inHeaders.put(name, text(value)));
      }
    }
    ValidatableRequest actual =
        new ValidatableRequestImpl(
            Map.of(),
            inHeaders,
            inPath,
            Map.of(),
            new RequestParameterImpl(body),
            STAND_INS.getOrDefault(contentType, contentType));
    await(
        requests.validate(actual, operationId),
        operationId + " asked as '" + contentType + "': " + body);
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static RequestParameter text(String value) {
    return new RequestParameterImpl(Json.encode(value));
  }

  /**
   * Throws an {@link AssertionError} that says why if the response is not one of the operation's.
   * Header names count in any case; headers that the document does not name are let through. The
   * answer to a path that no operation has is the 404 of {@code getRulePack}.
   */
  void check(String operationId, int status, Map<String, String> headers, byte[] body) {
    String what = operationId + " " + status;
    Operation operation = contract.operation(operationId);
    if (operation == null) {
      throw new AssertionError(what + ": no such operation");
    }
    Response response = response(operation, status);
    if (response == operation.getDefaultResponse()
        && !Integer.valueOf(status).equals(Buffer.buffer(body).toJsonObject().getValue("status"))) {
      throw new AssertionError(what + ": not a documented status");
    }
    if (response.getContent().isEmpty() && body.length > 0) {
      throw new AssertionError(what + ": a body where none is documented");
    }
    String contentType = valueOf(headers, "content-type").orElse("");
    if (contentType.equals("application/x-ndjson")) {
      Buffer.buffer(body)
          .toString()
          .lines()
          .forEach(line -> check(operationId, status, headers, Buffer.buffer(line)));
    } else {
      check(operationId, status, headers, Buffer.buffer(body));
    }
  }

  private void check(String operationId, int status, Map<String, String> headers, Buffer body) {
    Response response = response(contract.operation(operationId), status);
    String contentType = valueOf(headers, "content-type").orElse("");
    ValidatableResponse actual =
        ValidatableResponse.create(
            status,
            documentedHeaders(response, headers),
            body,
            STAND_INS.getOrDefault(contentType, contentType));
    await(
        responses.validate(actual, operationId),
        operationId + " " + status + " as '" + contentType + "'");
  }

  /** Returns what is documented for a status; the default is of problems that tell their own. */
  private static Response response(Operation operation, int status) {
    return Optional.ofNullable(operation.getResponse(status))
        .orElse(operation.getDefaultResponse());
  }

  private static Map<String, String> documentedHeaders(
      Response response, Map<String, String> headers) {
    Map<String, String> documented = new HashMap<>();
    for (Parameter header : response.getHeaders()) {
      boolean text = header.getSchemaType() == SchemaType.STRING;
      valueOf(headers, header.getName())
          .ifPresent(value -> documented.put(header.getName(), text ? Json.encode(value) : value));
    }
    return documented;
  }

  private static Optional<String> valueOf(Map<String, String> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static JsonObject bridged(JsonObject document) {
    document.remove("servers");
    close(document.getJsonObject("components").getJsonObject("schemas"));
    responses(document).forEach(ContractOracle::bridge);
    operations(document)
        .filter(operation -> operation.containsKey("requestBody"))
        .forEach(operation -> bridgeContent(operation.getJsonObject("requestBody")));
    return document;
  }

  /** Closes each object schema that names its members and says nothing of others, at any depth. */
  private static void close(JsonObject schemas) {
    for (String name : schemas.fieldNames()) {
      if (schemas.getValue(name) instanceof JsonObject schema) {
        if (schema.getValue("properties") instanceof JsonObject
            && "object".equals(schema.getValue("type"))
            && !schema.containsKey("additionalProperties")) {
          schema.put("additionalProperties", false);
        }
        close(schema);
      }
    }
  }

  private static Stream<JsonObject> responses(JsonObject document) {
    Stream<JsonObject> shared =
        objects(document.getJsonObject("components").getJsonObject("responses"));
    Stream<JsonObject> own =
        operations(document).flatMap(operation -> objects(operation.getJsonObject("responses")));
    return Stream.concat(shared, own);
  }

  private static Stream<JsonObject> operations(JsonObject document) {
    return objects(document.getJsonObject("paths")).flatMap(ContractOracle::objects);
  }

  private static Stream<JsonObject> objects(JsonObject parent) {
    return parent.fieldNames().stream().map(parent::getJsonObject);
  }

  private static void bridge(JsonObject response) {
    JsonObject headers = response.getJsonObject("headers");
    if (headers != null) {
      JsonObject inLowerCase = new JsonObject();
      headers.forEach(
          header -> inLowerCase.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
      response.put("headers", inLowerCase);
    }
    bridgeContent(response);
  }

  private static void bridgeContent(JsonObject body) {
    JsonObject content = body.getJsonObject("content");
    if (content != null) {
      JsonObject bridged = new JsonObject();
      content.forEach(
          type ->
              bridged.put(STAND_INS.getOrDefault(type.getKey(), type.getKey()), type.getValue()));
      // Bytes have no schema: what is left of YAML and of a page is that there is a body.
      if (bridged.containsKey("application/octet-stream")) {
        bridged.put("application/octet-stream", new JsonObject());
      }
      body.put("content", bridged);
    }
  }

  private static <T> T await(Future<T> future, String what) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(what + ": " + reason(Objects.requireNonNull(e.getCause())), e);
    } catch (TimeoutException e) {
      throw new AssertionError(what + ": no judgement within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(what + ": interrupted", e);
    }
  }

  /** Returns the failure's own words, for a schema with each place that was wrong. */
  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
    if (failure instanceof SchemaValidationException schema) {
      for (OutputUnit error : schema.getOutputUnit().getErrors()) {
        reason
            .append(System.lineSeparator())
            .append(error.getInstanceLocation())
            .append(": ")
            .append(error.getError());
      }
    }
    return reason.toString();
  }
}
