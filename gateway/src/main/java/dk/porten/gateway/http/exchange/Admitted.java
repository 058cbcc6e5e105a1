package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.auth.KnownCaller;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.budget.ClientAccount;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

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
    return knownBy(authorization) != null;
  }

  /**
   * Finds the account of whoever asks in a later request with the same head but for its token; null
   * if that is not admitted.
   *
   * @param other the request's own header; null if it has the same one
   */
  @Nullable ClientAccount accountOf(@Nullable String other) {
    KnownCaller known = knownBy(other == null ? authorization : other);
    if (known == null) {
      return null;
    }
    return other == null ? account : admission.accountOf(known);
  }

  private @Nullable KnownCaller knownBy(String header) {
    return admission.find(header, connection) instanceof KnownCaller known
            && known.caller().scopes().contains(scope)
        ? known
        : null;
  }
}
