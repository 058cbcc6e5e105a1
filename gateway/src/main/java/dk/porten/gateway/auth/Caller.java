package dk.porten.gateway.auth;

import java.util.Set;

/**
 * Somebody who calls.
 *
 * @param client the application, to which holds and idempotency keys belong
 * @param subject the person or machine that the token speaks for
 */
public record Caller(String client, String subject, Set<Scope> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Returns nothing of who it is: a subject may be a person. */
  @Override
  public String toString() {
    return "Caller" + scopes;
  }
}
