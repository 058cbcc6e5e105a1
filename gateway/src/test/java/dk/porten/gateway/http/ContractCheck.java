package dk.porten.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.openapi.contract.Operation;
import java.util.Comparator;
import java.util.Optional;

/** Holds every response of a test against the OpenAPI document; loaded once for all tests. */
final class ContractCheck {
  private static final ResponseOracle ORACLE =
      ResponseOracle.load(Vertx.vertx(new VertxOptions().setUseDaemonThread(true)));

  /** The operation that documents the problems of requests which no operation took. */
  private static final String ANY_POST = "checkUserId";

  private static final String ANY_GET = "getRulePack";

  /** What a page loads is its own affair, and in no contract. */
  private static final String FILES_OF_PAGES = "/(docs|console)/.*";

  private ContractCheck() {}

  /** Checks the response to a request that may or may not be one of an operation. */
  static void check(String method, String target, Reply reply) {
    String path = target.replaceFirst("\\?.*", "");
    if (method.equals("HEAD") || path.matches(FILES_OF_PAGES)) {
      return;
    }
    String operation =
        operation(method, path)
            .filter(found -> reply.status() != 404 || found.getResponse(404) != null)
            .map(Operation::getOperationId)
            .orElse(reply.status() == 404 ? ANY_GET : ANY_POST);
    ORACLE.check(operation, reply.status(), reply.headers(), reply.body().getBytes());
  }

  /** Finds the operation, or another one of the same path if it lacks the method. */
  private static Optional<Operation> operation(String method, String path) {
    return ORACLE.contract().operations().stream()
        .filter(one -> path.matches(one.getOpenAPIPath().replaceAll("\\{[^}]+}", "[^/]+")))
        .max(Comparator.comparing(one -> one.getHttpMethod().name().equals(method)));
  }
}
