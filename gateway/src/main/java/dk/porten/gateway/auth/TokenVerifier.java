package dk.porten.gateway.auth;

import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies a token: its signature by a key and an algorithm of the rule, its issuer, audience and
 * times; then reads whose it is. Nobody is told why a token is bad (docs/decisions/0024). Any
 * thread may call.
 */
final class TokenVerifier {

  private static final String CRITICAL = "crit";

  /** In the year 5138; later ends are read as this one. */
  private static final long LAST_SECOND = 100_000_000_000L;

  private final TokenRule rule;
  private final KeySet keys;

  TokenVerifier(TokenRule rule, KeySet keys) {
    this.rule = rule;
    this.keys = keys;
    // It looks through the JVM's algorithms once: here and not at the first token.
    AlgorithmFactoryFactory.getInstance();
  }

  /** Returns what a token says; empty if it is not good now. */
  Optional<GoodToken> verify(String token, Instant now) {
    try {
      JwtClaims claims = consumer(now).processToClaims(token);
      Optional<Caller> caller = CallerClaims.read(claims);
      Instant end = end(claims);
      return caller.map(known -> new GoodToken(known, end));
    } catch (InvalidJwtException | MalformedClaimException bad) {
      return Optional.empty();
    }
  }

  private JwtConsumer consumer(Instant now) {
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver((signed, around) -> key(signed))
        .setExpectedIssuer(rule.issuer())
        .setExpectedAudience(rule.audience())
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds(Math.toIntExact(rule.leeway().toSeconds()))
        .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
        .build();
  }

  /**
   * Returns the key that a token is signed with. Only the key set counts: {@code jwk}, {@code jku},
   * {@code x5u} and {@code x5c} of the token are not looked at, and no {@code crit} is known.
   */
  private Key key(JsonWebSignature signed) throws UnresolvableKeyException {
    if (signed.getHeaders().getObjectHeaderValue(CRITICAL) != null) {
      throw new UnresolvableKeyException("");
    }
    List<PublicKey> fitting =
        TokenAlgorithm.find(signed.getAlgorithmHeaderValue())
            .map(algorithm -> keys.fitting(algorithm, signed.getKeyIdHeaderValue()))
            .orElse(List.of());
    for (PublicKey key : fitting) {
      if (fitting.size() == 1 || isSignedWith(key, signed)) {
        return key;
      }
    }
    throw new UnresolvableKeyException("");
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
    long expiry = Math.min(claims.getExpirationTime().getValue(), LAST_SECOND);
    return Instant.ofEpochSecond(expiry).plus(rule.leeway());
  }
}
