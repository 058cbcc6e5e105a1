package dk.porten.gateway.auth;

import org.jspecify.annotations.Nullable;

/** The token of an {@code Authorization} header (RFC 6750). */
public final class BearerToken {

  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /** Returns the token, or null if the header has none or is of another scheme. */
  public static @Nullable String in(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String token = authorization.substring(SCHEME.length()).strip();
    return token.isEmpty() ? null : token;
  }
}
