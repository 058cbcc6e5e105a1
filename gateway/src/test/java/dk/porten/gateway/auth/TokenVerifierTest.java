package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.claims;
import static dk.porten.gateway.auth.TestTokens.jwk;
import static dk.porten.gateway.auth.TestTokens.keySet;
import static dk.porten.gateway.auth.TestTokens.keys;
import static dk.porten.gateway.auth.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which algorithms a token may be signed, and for how long it may be good. */
final class TokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ES256, EC, ec",
    "ES384, EC-384, other",
    "ES512, EC-521, other",
    "RS256, RSA, other",
    "RS384, RSA, other",
    "RS512, RSA, other",
    "PS256, RSA, other",
    "EdDSA, Ed25519, other",
    "Ed25519, Ed25519, other",
  })
  void verify_everyAlgorithm_isVerified(String algorithm, String kind, String id) {
    KeyPair pair = kind.equals("RSA") ? TestTokens.RSA : keys(kind);
    KeyPair stranger = kind.equals("RSA") ? TestTokens.OTHER_RSA : keys(kind);
    JsonObject header = new JsonObject().put("kid", id);
    TokenVerifier verifier = verifier(keySet(jwk(id, pair)), Duration.ZERO);

    assertThat(verifier.verify(signed(algorithm, pair, header, claims()), NOW))
        .isInstanceOf(KnownCaller.class);
    assertThat(verifier.verify(signed(algorithm, stranger, header, claims()), NOW))
        .isEqualTo(TokenRefusal.SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          0,      3600, true
          0,      3601, false
          -600,   3000, true
          -600,   3001, false
          -,      3600, true
          -,      3601, false
          900,    3600, true
          900,    3601, false
          -99e99, 60,   false
          """)
  void verify_lifetime_isBoundedFromIssueOrNow(String issued, int end, boolean isGood) {
    long now = NOW.getEpochSecond();
    JsonObject claims = claims().put("exp", now + end);
    if (issued != null) {
      double at = Double.parseDouble(issued);
      claims.put("iat", at < -1e9 ? -9_000_000_000_000_000_000L : now + (long) at);
    }
    TokenVerifier verifier = verifier(TestTokens.JWKS, Duration.ofHours(1));

    Identity found = verifier.verify(signed(claims), NOW);

    assertThat(found instanceof KnownCaller).isEqualTo(isGood);
    assertThat(found == TokenRefusal.LIFETIME).isEqualTo(!isGood);
  }

  private static TokenVerifier verifier(JsonObject keySet, Duration maxLifetime) {
    var names = new ClaimNames(ClaimNames.CLIENTS, ClaimNames.SCOPES, Map.of());
    var terms =
        new TokenTerms(
            TestTokens.ISSUER, Set.of(TestTokens.AUDIENCE), Duration.ZERO, maxLifetime, names);
    return new TokenVerifier(terms, KeySet.parse(keySet.encode(), Set.of(TokenAlgorithm.values())));
  }
}
