package dk.porten.gateway.auth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where people sign in to the console, by OpenID Connect, and what is asked for there.
 *
 * @param issuer the issuer of their tokens, as {@code iss} has it
 * @param clientId as what the issuer knows the console
 * @param scopes what is asked for
 * @param audience whom the tokens shall be for, where an issuer has to be told
 * @param contact whom somebody asks who cannot sign in, in words
 * @param names by which their tokens tell what they may do
 */
public record SignIn(
    String issuer,
    String clientId,
    List<String> scopes,
    Optional<String> audience,
    Optional<String> contact,
    ClaimNames names) {

  /** Checks that a browser can trust what the issuer tells. */
  public SignIn {
    if (SecureUrl.find(issuer).isEmpty()) {
      throw new IllegalArgumentException(
          "GATEWAY_JWT_ISSUER is no https URL (http on loopback only), so nobody can sign in there");
    }
    scopes = List.copyOf(scopes);
  }

  /** Returns the origin that a browser has to reach. */
  public String origin() {
    URI url = URI.create(issuer);
    return url.getScheme() + "://" + url.getAuthority();
  }
}
