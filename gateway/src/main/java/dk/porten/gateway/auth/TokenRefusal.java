package dk.porten.gateway.auth;

import java.util.Locale;

/**
 * Why a token is refused. Operators are told; the caller is not, since one who tries out tokens
 * would learn from it.
 */
public enum TokenRefusal implements Identity {
  /** There is no bearer token at all. */
  ABSENT("there is none"),
  MALFORMED("it is no signed JWT, or has a claim of another kind than it should"),
  ALGORITHM("it is signed in a way that GATEWAY_JWT_ALGORITHMS or its key does not allow"),
  TYPE("it is another kind of token than an access token"),
  ISSUER("iss is not GATEWAY_JWT_ISSUER"),
  AUDIENCE("aud has nothing of GATEWAY_JWT_AUDIENCE"),
  EXPIRED("exp is over, or missing"),
  NOT_YET_VALID("nbf is in the future: GATEWAY_JWT_LEEWAY_SECONDS allows for clocks that differ"),
  LIFETIME("it is good for longer than GATEWAY_JWT_MAX_LIFETIME_SECONDS"),
  BOUND("it is bound (cnf) to something else than a certificate (x5t#S256 alone)"),
  CERTIFICATE("it is bound to a certificate (cnf) that its caller's connection does not have"),
  CLIENT("no claim of GATEWAY_JWT_CLIENT_CLAIMS names its client, or a name is no name"),
  UNKNOWN_KEY("the issuer's key set has no key for it"),
  SIGNATURE("its signature is not the issuer's");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String explanation;

  TokenRefusal(String explanation) {
    this.explanation = explanation;
  }

  /** Returns the name in metrics. */
  public String code() {
    return code;
  }

  String explanation() {
    return explanation;
  }
}
