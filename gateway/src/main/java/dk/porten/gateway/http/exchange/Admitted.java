package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.budget.ClientAccount;
import java.util.Optional;

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

  /** Says whether a later request with the same head is admitted too: its token may have ended. */
  boolean isStillSo() {
    Optional<Caller> now = admission.find(authorization);
    return now.isPresent() && now.get().scopes().contains(scope);
  }
}
