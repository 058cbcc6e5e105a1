package dk.porten.gateway.http;

import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.Scope;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets requests through to an operation if their callers may (RFC 6750). */
final class Admission {

  private static final String SCHEME = "Bearer ";

  private final Callers callers;

  Admission(Callers callers) {
    this.callers = callers;
  }

  /** Hands a request on with its caller, or refuses it before its body is read. */
  void admit(Exchange exchange, Scope scope, Consumer<Exchange> operation) {
    Optional<String> token = token(exchange);
    Optional<Caller> caller = callers.anonymous().or(() -> token.flatMap(callers::find));
    if (caller.isEmpty()) {
      exchange.challenge(
          ProblemCode.UNAUTHORIZED, token.isEmpty() ? "" : " error=\"invalid_token\"");
    } else if (!caller.get().scopes().contains(scope)) {
      exchange.challenge(
          ProblemCode.FORBIDDEN, " error=\"insufficient_scope\", scope=\"" + scope.code() + "\"");
    } else {
      exchange.calledBy(caller.get());
      operation.accept(exchange);
    }
  }

  /** Finds the one token of a request; two headers are as good as none. */
  private static Optional<String> token(Exchange exchange) {
    List<String> headers = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    return Optional.of(headers)
        .filter(lines -> lines.size() == 1)
        .map(lines -> lines.get(0))
        .filter(line -> line.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(line -> line.substring(SCHEME.length()).strip())
        .filter(token -> !token.isEmpty());
  }
}
