package dk.porten.gateway.auth;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a token: what its head says, its issuer, audience and times, whose it is, and last its
 * signature, which is what costs (docs/decisions/0024). Any thread may call.
 */
final class TokenVerifier {

  private static final String CRITICAL = "crit";
  private static final String TYPE = "typ";

  /** What says that a caller has to prove that the token is theirs (RFC 7800). */
  private static final String CONFIRMATION = "cnf";

  /** The types of access tokens in a head (RFC 7519, RFC 9068), in lower case. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /** What Keycloak calls its other tokens in their claims, in lower case. */
  private static final Set<String> OTHER_TYPES =
      Set.of("id", "refresh", "offline", "logout", "dpop");

  /** In the year 5138; later times are read as this one, and as many years before as that. */
  private static final long LAST_SECOND = 100_000_000_000L;

  private final TokenTerms terms;
  private final KeySet keys;

  TokenVerifier(TokenTerms terms, KeySet keys) {
    this.terms = terms;
    this.keys = keys;
  }

  /** Returns whose a token is, or why it is not good now. */
  Identity verify(String token, Instant now) {
    try {
      var signed = new JsonWebSignature();
      signed.setCompactSerialization(token);
      TokenRefusal refusal = headRefusal(signed);
      if (refusal != null) {
        return refusal;
      }
      JwtClaims claims = JwtClaims.parse(signed.getUnverifiedPayload());
      refusal = claimsRefusal(claims, now.getEpochSecond());
      if (refusal != null) {
        return refusal;
      }
      Optional<Caller> caller = new CallerClaims(claims.getClaimsMap()).read(terms.names());
      if (caller.isEmpty()) {
        return TokenRefusal.CLIENT;
      }
      refusal = signatureRefusal(signed);
      return refusal != null
          ? refusal
          : new KnownCaller(caller.get(), end(claims), certificate(claims));
    } catch (JoseException | InvalidJwtException | MalformedClaimException bad) {
      return TokenRefusal.MALFORMED;
    }
  }

  /** Judges the head, of which no {@code crit} is known. */
  private @Nullable TokenRefusal headRefusal(JsonWebSignature signed) {
    if (signed.getObjectHeader(CRITICAL) != null) {
      return TokenRefusal.MALFORMED;
    }
    Object type = signed.getObjectHeader(TYPE);
    if (type != null && !TYPES.contains(lowerCase(type))) {
      return TokenRefusal.TYPE;
    }
    return algorithm(signed).filter(keys::takes).isEmpty() ? TokenRefusal.ALGORITHM : null;
  }

  private @Nullable TokenRefusal claimsRefusal(JwtClaims claims, long now)
      throws MalformedClaimException {
    if (OTHER_TYPES.contains(lowerCase(claims.getClaimValue(TYPE)))) {
      return TokenRefusal.TYPE;
    }
    if (!terms.issuer().equals(claims.getIssuer())) {
      return TokenRefusal.ISSUER;
    }
    if (!claims.hasAudience() || Collections.disjoint(claims.getAudience(), terms.audiences())) {
      return TokenRefusal.AUDIENCE;
    }
    if (claims.getClaimNames().contains(CONFIRMATION) && certificate(claims).isEmpty()) {
      return TokenRefusal.BOUND;
    }
    return timeRefusal(claims, now);
  }

  private @Nullable TokenRefusal timeRefusal(JwtClaims claims, long now)
      throws MalformedClaimException {
    long leeway = terms.leeway().toSeconds();
    Long end = seconds(claims.getExpirationTime());
    Long start = seconds(claims.getNotBefore());
    Long issued = seconds(claims.getIssuedAt());
    if (end == null || now >= end + leeway) {
      return TokenRefusal.EXPIRED;
    }
    if (start != null && now + leeway < start) {
      return TokenRefusal.NOT_YET_VALID;
    }
    long from = issued == null ? now : Math.min(issued, now);
    return !terms.maxLifetime().isZero() && end - from > terms.maxLifetime().toSeconds()
        ? TokenRefusal.LIFETIME
        : null;
  }

  /**
   * Judges the signature. Only the key set counts: {@code jwk}, {@code jku}, {@code x5u} and {@code
   * x5c} of the token are not looked at.
   */
  private @Nullable TokenRefusal signatureRefusal(JsonWebSignature signed) {
    Object id = signed.getObjectHeader("kid");
    if (id != null && !(id instanceof String)) {
      return TokenRefusal.MALFORMED;
    }
    List<PublicKey> fitting = keys.fitting(algorithm(signed).orElseThrow(), (String) id);
    if (fitting.stream().anyMatch(key -> isSignedWith(key, signed))) {
      return null;
    }
    if (id != null && keys.has((String) id)) {
      return fitting.isEmpty() ? TokenRefusal.ALGORITHM : TokenRefusal.SIGNATURE;
    }
    // Or of an issuer that does not name its keys, of which one may have come since.
    return TokenRefusal.UNKNOWN_KEY;
  }

  /** Whether the caller has it is the connection's matter. */
  private static Optional<CertificateThumbprint> certificate(JwtClaims claims) {
    return CertificateThumbprint.in(claims.getClaimValue(CONFIRMATION));
  }

  private static Optional<TokenAlgorithm> algorithm(JsonWebSignature signed) {
    return TokenAlgorithm.find(String.valueOf(signed.getObjectHeader("alg")));
  }

  private static boolean isSignedWith(PublicKey key, JsonWebSignature signed) {
    try {
      signed.setKey(key);
      return signed.verifySignature();
    } catch (JoseException e) {
      return false;
    }
  }

  private Instant end(JwtClaims claims) throws MalformedClaimException {
    Long expiry = seconds(claims.getExpirationTime());
    return Instant.ofEpochSecond(expiry == null ? 0 : expiry).plus(terms.leeway());
  }

  private static @Nullable Long seconds(@Nullable NumericDate date) {
    return date == null ? null : Math.max(-LAST_SECOND, Math.min(date.getValue(), LAST_SECOND));
  }

  private static String lowerCase(@Nullable Object text) {
    return String.valueOf(text).toLowerCase(Locale.ROOT);
  }
}
