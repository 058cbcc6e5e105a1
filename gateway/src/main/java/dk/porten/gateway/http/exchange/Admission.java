package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.Identity;
import dk.porten.gateway.auth.KnownCaller;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.auth.TokenRefusal;
import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Hands a request to its operation if the caller has the scope for it (RFC 6750). A request with
 * two {@code Authorization} headers counts as one without a token. One whose token is signed with a
 * key that is not known waits until the issuer's keys have been fetched.
 */
public final class Admission {

  /** Each waits for its deadline at most. */
  private static final int MAX_WAITING = 1_000;

  private final Callers callers;
  private final Accounts accounts;
  private final Duration deadline;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param deadline for how long a request may wait
   */
  public Admission(Callers callers, Accounts accounts, Duration deadline) {
    this.callers = callers;
    this.accounts = accounts;
    this.deadline = deadline;
  }

  /** Hands a request on with its caller, or refuses it before its body is read. */
  public void admit(Exchange exchange, Scope scope, BiConsumer<Exchange, Admitted> operation) {
    List<String> headers = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    String header = headers.size() == 1 ? headers.get(0) : "";
    judge(new Sought(exchange, header, scope, operation, System.nanoTime()));
  }

  /**
   * Finds who is behind an {@code Authorization} header. Who is found may have come on another
   * connection before: a token that is bound to a certificate is good only where that was shown.
   */
  Identity find(String header, HttpConnection connection) {
    Identity found = callers.find(header);
    return found instanceof KnownCaller known
            && known.certificate().isPresent()
            && !known.certificate().get().isShownIn(connection.sslSession())
        ? TokenRefusal.CERTIFICATE
        : found;
  }

  ClientAccount accountOf(KnownCaller known) {
    return accounts.of(known.caller().client());
  }

  /** A request that wants to be admitted. */
  private record Sought(
      Exchange exchange,
      String header,
      Scope scope,
      BiConsumer<Exchange, Admitted> operation,
      long askedNanos) {

    void refuse(TokenRefusal refusal) {
      challenge(
          ProblemCode.UNAUTHORIZED,
          refusal == TokenRefusal.ABSENT ? "" : " error=\"invalid_token\"");
    }

    void forbid() {
      challenge(
          ProblemCode.FORBIDDEN, " error=\"insufficient_scope\", scope=\"" + scope.code() + "\"");
    }

    private void challenge(ProblemCode code, String parameters) {
      ResponseHead.putChallenge(exchange.response(), parameters);
      exchange.refuse(new Problem(code));
    }
  }

  private void judge(Sought sought) {
    HttpConnection connection = sought.exchange.request().connection();
    Identity identity = find(sought.header, connection);
    if (identity instanceof KnownCaller known) {
      ClientAccount account = accountOf(known);
      sought.exchange.isOf(account);
      if (known.caller().scopes().contains(sought.scope)) {
        var admitted =
            new Admitted(this, sought.header, connection, sought.scope, known.caller(), account);
        sought.operation.accept(sought.exchange, admitted);
      } else {
        sought.forbid();
      }
    } else if (identity instanceof TokenRefusal refusal) {
      Optional<CompletionStage<Void>> keys =
          refusal == TokenRefusal.UNKNOWN_KEY
              ? callers.newerKeys(sought.header, sought.askedNanos)
              : Optional.empty();
      keys.ifPresentOrElse(
          newer -> await(newer, sought),
          () -> {
            callers.refused(refusal);
            sought.refuse(refusal);
          });
    }
  }

  private void await(CompletionStage<Void> keys, Sought sought) {
    long leftNanos = deadline.toNanos() - (System.nanoTime() - sought.askedNanos);
    if (leftNanos <= 0) {
      sought.exchange.refuse(new Problem(ProblemCode.UNAVAILABLE));
      return;
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      sought.exchange.refuse(new Problem(ProblemCode.OVERLOADED));
      return;
    }
    Context loop = Objects.requireNonNull(Vertx.currentContext());
    sought.exchange.request().pause();
    var unused =
        keys.toCompletableFuture()
            .copy()
            .orTimeout(leftNanos, TimeUnit.NANOSECONDS)
            .whenComplete(
                (fetched, failure) -> {
                  waiting.decrementAndGet();
                  loop.runOnContext(now -> judgeAgain(sought, failure == null));
                });
  }

  /** Whether there are newer keys is not always known: then nobody can say that a token is bad. */
  private void judgeAgain(Sought sought, boolean isFetched) {
    if (sought.exchange.request().response().closed()) {
      // Whoever took the request now would never hear that its caller has gone.
      sought.exchange.count("cancelled");
      return;
    }
    try {
      // What has come meanwhile is handed on later, when whoever wants it is there.
      sought.exchange.request().resume();
      if (isFetched) {
        judge(sought);
      } else {
        sought.exchange.refuse(new Problem(ProblemCode.UNAVAILABLE));
      }
    } catch (Throwable failure) {
      sought.exchange.fail(failure);
    }
  }
}
