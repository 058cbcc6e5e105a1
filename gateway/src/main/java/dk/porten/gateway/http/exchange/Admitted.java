package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.auth.KnownCaller;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.budget.ClientAccount;
import io.vertx.core.http.HttpConnection;

/** Who asks in a request, having the scope for it. */
public final class Admitted {

  private final Admission admission;
  private final String authorization;
  private final HttpConnection connection;
  private final Scope scope;
  private final Caller caller;
  private final ClientAccount account;

  /**
   * @param authorization the request's header, by which the caller was found
   * @param connection on which the request came
   */
  Admitted(
      Admission admission,
      String authorization,
      HttpConnection connection,
      Scope scope,
      Caller caller,
      ClientAccount account) {
    this.admission = admission;
    this.authorization = authorization;
    this.connection = connection;
    this.scope = scope;
    this.caller = caller;
    this.account = account;
  }

  Caller caller() {
    return caller;
  }

  /** Returns what the caller's client has used of its budgets. */
  public ClientAccount account() {
    return account;
  }

  /**
   * Says whether the caller is still admitted, in this request or a later one with the same head on
   * its connection: the token may have ended, or its key been withdrawn.
   */
  public boolean isStillSo() {
    return admission.find(authorization, connection) instanceof KnownCaller now
        && now.caller().scopes().contains(scope);
  }
}
