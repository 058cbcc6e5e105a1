package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.auth.KnownCaller;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.budget.ClientAccount;

/** Who asks in a request, having the scope for it. */
public final class Admitted {

  private final Admission admission;
  private final String authorization;
  private final Scope scope;
  private final Caller caller;
  private final ClientAccount account;

  /**
   * @param authorization the request's header, by which the caller was found
   */
  Admitted(
      Admission admission,
      String authorization,
      Scope scope,
      Caller caller,
      ClientAccount account) {
    this.admission = admission;
    this.authorization = authorization;
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
   * Says whether the caller is still admitted, in this request or a later one with the same head:
   * the token may have ended, or its key been withdrawn.
   */
  public boolean isStillSo() {
    return admission.find(authorization) instanceof KnownCaller now
        && now.caller().scopes().contains(scope);
  }
}
