package dk.porten.gateway.auth;

/**
 * Thrown when the key set of the issuer cannot be had. The message is one line for whoever runs the
 * gateway and repeats nothing of the place, which may hold a secret.
 */
public final class KeySetUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean mayPass;

  KeySetUnavailable(String why, boolean mayPass) {
    super("The key set of GATEWAY_JWKS cannot be used: " + why);
    this.mayPass = mayPass;
  }

  /** Says whether it may pass by itself, so that it is worth trying again. */
  public boolean mayPass() {
    return mayPass;
  }
}
