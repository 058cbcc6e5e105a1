package dk.porten.gateway.auth;

import java.net.URI;

/**
 * Where people sign in to the console, by OpenID Connect.
 *
 * @param issuer the issuer of their tokens, as {@code iss} has it
 * @param clientId as what the issuer knows the console
 */
public record SignIn(String issuer, String clientId) {

  /** Checks that a browser can trust what the issuer tells. */
  public SignIn {
    if (SecureUrl.find(issuer).isEmpty()) {
      throw new IllegalArgumentException(
          "GATEWAY_JWT_ISSUER is no https URL (http on loopback only), so nobody can sign in there");
    }
  }

  /** Returns the origin that a browser has to reach. */
  public String origin() {
    URI url = URI.create(issuer);
    return url.getScheme() + "://" + url.getAuthority();
  }
}
