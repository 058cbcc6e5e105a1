package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.jwk;
import static dk.porten.gateway.auth.TestTokens.keySet;
import static dk.porten.gateway.auth.TestTokens.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key sets are taken, and which keys of them. */
final class KeySetTest {
  private static final Set<TokenAlgorithm> ALL = EnumSet.allOf(TokenAlgorithm.class);

  /** Keys that are passed over. */
  static final List<JsonObject> USELESS =
      List.of(
          jwk("k", TestTokens.RSA).put("use", "enc"),
          jwk("k", TestTokens.RSA).put("alg", "RSA-OAEP"),
          jwk("k", TestTokens.RSA).put("alg", "PS384"),
          jwk("k", TestTokens.RSA).put("alg", "ES256"),
          jwk("k", TestTokens.EC).put("key_ops", new JsonArray().add("sign")),
          jwk("k", keys("RSA-1024")),
          jwk("k", TestTokens.ED).put("crv", "X25519"),
          jwk("k", TestTokens.ED).put("crv", "Ed448"),
          jwk("k", TestTokens.EC).put("x", 1),
          jwk("k", TestTokens.EC).put("x", "_".repeat(60)),
          jwk("k", TestTokens.EC).put("kty", "other"),
          new JsonObject().put("kty", "EC"),
          new JsonObject());

  @ParameterizedTest
  @CsvSource({
    "ES256, ec, 1",
    "RS256, rsa, 1",
    "PS256, rsa, 1",
    "EDDSA, ed, 1",
    "ED25519, ed, 1",
    "RS384, rsa, 1",
    "RS512, rsa, 1",
    "ES384, ec, 0",
    "ES512, ec, 0",
    "ES256, , 1",
    "PS256, , 1",
    "ES256, rsa, 0",
    "RS256, ec, 0",
    "EDDSA, other, 0",
  })
  void fitting_byAlgorithmAndId_areOfTheKind(TokenAlgorithm algorithm, String id, int count) {
    assertThat(parse(ALL, TestTokens.JWKS).fitting(algorithm, id)).hasSize(count);
  }

  @Test
  void fitting_keyForOneAlgorithm_isNotForAnother() {
    KeySet keys = parse(ALL, keySet(jwk("k", TestTokens.RSA).put("alg", "PS256")));

    assertThat(keys.fitting(TokenAlgorithm.PS256, "k")).hasSize(1);
    assertThat(keys.fitting(TokenAlgorithm.RS256, "k")).isEmpty();
  }

  @Test
  void fitting_algorithmNotConfigured_isNone() {
    KeySet keys = parse(Set.of(TokenAlgorithm.PS256), TestTokens.JWKS);

    assertThat(keys.fitting(TokenAlgorithm.RS256, "rsa")).isEmpty();
    assertThat(keys.fitting(TokenAlgorithm.ES256, "ec")).isEmpty();
  }

  @Test
  void fitting_withoutId_areAllOfTheKind() {
    KeySet keys =
        parse(ALL, keySet(jwk("a", TestTokens.EC), jwk("b", keys("EC")), jwk("c", TestTokens.ED)));

    assertThat(keys.fitting(TokenAlgorithm.ES256, null)).hasSize(2);
  }

  @ParameterizedTest
  @FieldSource("USELESS")
  void parse_keyOfNoUse_isPassedOver(JsonObject useless) {
    assertThat(
            parse(ALL, keySet(useless, jwk("k", TestTokens.RSA)))
                .fitting(TokenAlgorithm.RS256, "k"))
        .hasSize(1);
    assertRefused(
        "the key set has no key for ES256, RS256, PS256, EdDSA, ES384, ES512, RS384, RS512, Ed25519",
        keySet(useless).encode());
  }

  @Test
  void parse_privateOrSymmetricKey_isRefused() {
    Stream.of("d", "p", "k")
        .map(member -> jwk("k", TestTokens.EC).put(member, "AA"))
        .forEach(
            key ->
                assertRefused(
                    "the key set has a private or symmetric key",
                    keySet(jwk("good", TestTokens.ED), key).encode()));
    assertRefused(
        "the key set has a private or symmetric key",
        keySet(jwk("good", TestTokens.ED), new JsonObject().put("kty", "oct")).encode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hush", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[\"hush\"]}", "{\"keys\":[1"})
  void parse_noKeySet_isRefusedWithoutRepeatingIt(String text) {
    assertRefused("it is not a JSON Web Key Set", text);
  }

  @Test
  void parse_tooManyKeys_isRefused() {
    JsonObject[] many = new JsonObject[33];
    Arrays.setAll(many, i -> jwk("k" + i, TestTokens.EC));

    assertRefused("the key set has more than 32 keys", keySet(many).encode());
  }

  @Test
  void parseAll_namesOfAlgorithms_areTheOnesOfTokens() {
    assertThat(TokenAlgorithm.parseAll("EdDSA, ES256"))
        .containsExactlyInAnyOrder(TokenAlgorithm.EDDSA, TokenAlgorithm.ES256);
    Stream.of("none", "HS256", "es256", "ES256,", "ES256;PS256", "PS512", "ED25519")
        .forEach(
            list ->
                assertThatThrownBy(() -> TokenAlgorithm.parseAll(list))
                    .hasMessage(
                        "it is not a list of ES256, RS256, PS256, EdDSA, ES384, ES512, RS384,"
                            + " RS512, Ed25519"));
  }

  private static KeySet parse(Set<TokenAlgorithm> algorithms, JsonObject keySet) {
    return KeySet.parse(keySet.encode(), algorithms);
  }

  private static void assertRefused(String expected, String text) {
    assertThatThrownBy(() -> KeySet.parse(text, ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected)
        .hasNoCause();
  }
}
