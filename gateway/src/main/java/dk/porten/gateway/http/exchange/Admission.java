package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.BearerToken;
import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Hands a request to its operation if the caller has the scope for it (RFC 6750). A request with
 * two {@code Authorization} headers counts as one without a token.
 */
public final class Admission {

  private final Callers callers;
  private final Accounts accounts;

  public Admission(Callers callers, Accounts accounts) {
    this.callers = callers;
    this.accounts = accounts;
  }

  /** Hands a request on with its caller, or refuses it before its body is read. */
  public void admit(Exchange exchange, Scope scope, BiConsumer<Exchange, Admitted> operation) {
    List<String> headers = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    String header = headers.size() == 1 ? headers.get(0) : "";
    Optional<Caller> caller = find(header);
    if (caller.isEmpty()) {
      exchange.challenge(
          ProblemCode.UNAUTHORIZED,
          BearerToken.in(header) == null ? "" : " error=\"invalid_token\"");
      return;
    }
    ClientAccount account = accounts.of(caller.get().client());
    exchange.isOf(account);
    if (!caller.get().scopes().contains(scope)) {
      exchange.challenge(
          ProblemCode.FORBIDDEN, " error=\"insufficient_scope\", scope=\"" + scope.code() + "\"");
    } else {
      operation.accept(exchange, new Admitted(this, header, scope, caller.get(), account));
    }
  }

  /** Finds who is behind an {@code Authorization} header. */
  Optional<Caller> find(String header) {
    return callers.anonymous().or(() -> callers.find(header));
  }
}
