package dk.porten.gateway.auth;

/**
 * Thrown when the key set of the issuer cannot be had. The message is one line for whoever runs the
 * gateway and repeats nothing of the place, which may hold a secret.
 */
public final class KeySetUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final KeyFetch outcome;
  private final boolean mayPass;

  KeySetUnavailable(KeyFetch outcome, String why, boolean mayPass) {
    super("The key set of the token issuer cannot be used: " + why);
    this.outcome = outcome;
    this.mayPass = mayPass;
  }

  /** Says whether it may pass by itself, so that it is worth trying again. */
  public boolean mayPass() {
    return mayPass;
  }

  KeyFetch outcome() {
    return outcome;
  }
}
