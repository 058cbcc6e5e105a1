package dk.porten.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ValidatorException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * Holds every request of a test that the gateway took, and every response, against the OpenAPI
 * document; loaded once for all tests.
 */
public final class ContractCheck {
  static final ContractOracle ORACLE = ContractOracle.load();

  /** The operation that documents the problems of requests which no operation took. */
  private static final String ANY_POST = "checkUserId";

  private static final String ANY_GET = "getRulePack";

  /** What a page loads is its own affair, and in no contract. */
  private static final String FILES_OF_PAGES = "/(docs|console)/.*";

  /** Problems of requests that are wrong, or that nobody has looked at. */
  private static final Set<String> SAYING_NOTHING_FOR_IT =
      Set.of(
          "400 malformed-json",
          "400 invalid-request",
          "400 idempotency-key-missing",
          "401 unauthorized",
          "403 forbidden",
          "404 not-found",
          "404 hold-not-found",
          "404 attestation-not-found",
          "405 method-not-allowed",
          "406 not-acceptable",
          "413 request-too-large",
          "414 uri-too-long",
          "415 unsupported-media-type",
          "417 expectation-failed",
          "421 misdirected-request",
          "431 header-fields-too-large",
          "500 internal-error",
          "501 unknown-transfer-coding",
          "503 overloaded",
          "505 http-version-not-supported");

  private ContractCheck() {}

  /**
   * Checks a request that may or may not be one of an operation, and the response to it. Not for
   * HEAD, whose answer has no body.
   */
  public static void check(SentRequest request, Reply reply) {
    if (reply.header("date").isEmpty()) {
      throw new AssertionError("no date (RFC 9110, 6.6.1): " + reply);
    }
    if (reply.header("content-type").contains("problem") && !isPassing(reply)) {
      throw new AssertionError("a problem that may be stored, or taken for a page: " + reply);
    }
    String path = request.path();
    if (path.matches(FILES_OF_PAGES)) {
      return;
    }
    Optional<Operation> operation = operation(request.method(), path);
    String documented =
        operation
            .filter(found -> reply.status() != 404 || found.getResponse(404) != null)
            .map(Operation::getOperationId)
            .orElse(reply.status() == 404 ? ANY_GET : ANY_POST);
    ORACLE.check(documented, reply.status(), reply.headers(), reply.body().getBytes());
    if (operation.isPresent() && isTaken(reply)) {
      checkRequest(operation.get().getOperationId(), request, reply);
    }
  }

  private static boolean isPassing(Reply reply) {
    return reply.header("cache-control").equals("no-store")
        && reply.header("x-content-type-options").equals("nosniff");
  }

  /** Says whether a request is one that the contract allows. */
  static boolean isAllowed(SentRequest request) {
    Operation operation = operation(request.method(), request.path()).orElseThrow();
    try {
      ORACLE.checkRequest(
          operation.getOperationId(), request.path(), request.headers(), request.body());
      return true;
    } catch (AssertionError failed) {
      if (failed.getCause() instanceof ExecutionException judged
          && judged.getCause() instanceof ValidatorException) {
        return false;
      }
      throw failed;
    }
  }

  /** Says whether the gateway found nothing wrong with a request that it looked at. */
  private static boolean isTaken(Reply reply) {
    return reply.status() < 400 || !SAYING_NOTHING_FOR_IT.contains(reply.problem());
  }

  private static void checkRequest(String operationId, SentRequest request, Reply reply) {
    if (request.isStream()) {
      checkLines(operationId, request, reply.text().lines().toList());
    } else {
      ORACLE.checkRequest(operationId, request.path(), request.headers(), request.body());
    }
  }

  /** Checks each line of a stream that has an answer and no problem. */
  private static void checkLines(String operationId, SentRequest request, List<String> answers) {
    List<String> questions =
        Pattern.compile("\r?\n")
            .splitAsStream(request.body().toString())
            .filter(line -> !line.isBlank())
            .toList();
    for (int i = 0; i < answers.size(); i++) {
      if (!answers.get(i).contains("\"problem\"")) {
        Buffer question = Buffer.buffer(questions.get(i));
        ORACLE.checkRequest(operationId, request.path(), request.headers(), question);
      }
    }
  }

  /** Finds the operation, or another one of the same path if it lacks the method. */
  private static Optional<Operation> operation(String method, String path) {
    return ORACLE.contract().operations().stream()
        .filter(one -> path.matches(one.getOpenAPIPath().replaceAll("\\{[^}]+}", "[^/]+")))
        .max(Comparator.comparing(one -> one.getHttpMethod().name().equals(method)));
  }
}
