package dk.porten.gateway.auth;

import dk.porten.gateway.metrics.TokenMetrics;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Callers of whom one is known, and how that one calls: for requests that the gateway sends itself
 * before it takes any. With tokens, the key was made for this and no other callers know it.
 *
 * @param authorization the header of a caller who may only check; empty where no token is needed
 */
public record SyntheticCallers(Callers callers, String authorization) implements AutoCloseable {

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String KEY = "warm-up";
  private static final int RSA_BITS = 2_048;

  /**
   * Makes callers with tokens on the same terms as the gateway's own.
   *
   * @throws IllegalStateException if this JVM cannot make a key or sign
   */
  static SyntheticCallers of(TokenRule rule, Clock clock, TokenMetrics metrics) {
    try {
      TokenAlgorithm algorithm = rule.keys().algorithms().stream().sorted().findFirst().get();
      PublicJsonWebKey key = key(algorithm);
      key.setKeyId(KEY);
      String keySet = "{\"keys\":[" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
      var keys = KeySource.made(keySet, rule.keys().algorithms());
      var care = new KeyCare(LIFETIME, Optional.empty());
      String token = token(algorithm, key, rule.terms(), clock);
      return new SyntheticCallers(
          new TokenRule(keys, care, rule.terms()).callers(clock, metrics), "Bearer " + token);
    } catch (JoseException unable) {
      throw new IllegalStateException("No token could be made", unable);
    }
  }

  private static PublicJsonWebKey key(TokenAlgorithm algorithm) throws JoseException {
    return switch (algorithm) {
      case ES256 -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
      case ES384 -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
      case ES512 -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
      case RS256, RS384, RS512, PS256 -> RsaJwkGenerator.generateJwk(RSA_BITS);
      case EDDSA, ED25519 -> OkpJwkGenerator.generateJwk(NamedParameterSpec.ED25519.getName());
    };
  }

  private static String token(
      TokenAlgorithm algorithm, PublicJsonWebKey key, TokenTerms terms, Clock clock)
      throws JoseException {
    var claims = new JwtClaims();
    claims.setIssuer(terms.issuer());
    claims.setAudience(terms.audiences().iterator().next());
    claims.setExpirationTime(
        NumericDate.fromSeconds(clock.instant().plus(lifetime(terms)).getEpochSecond()));
    claims.setStringClaim(terms.names().clients().get(0), KEY);
    Set<String> check = terms.names().namesOf(Scope.CHECK);
    claims.setStringClaim(terms.names().scopes().get(0), check.iterator().next());
    var signed = new JsonWebSignature();
    signed.setAlgorithmHeaderValue(algorithm.code());
    signed.setKeyIdHeaderValue(KEY);
    signed.setKey(key.getPrivateKey());
    signed.setPayload(claims.toJson());
    return signed.getCompactSerialization();
  }

  private static Duration lifetime(TokenTerms terms) {
    Duration most = terms.maxLifetime();
    return most.isZero() || most.compareTo(LIFETIME) > 0 ? LIFETIME : most;
  }

  @Override
  public void close() {
    callers.close();
  }
}
