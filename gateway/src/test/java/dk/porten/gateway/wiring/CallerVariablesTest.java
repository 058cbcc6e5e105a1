package dk.porten.gateway.wiring;

import static dk.porten.gateway.wiring.GivenVariables.KEY;
import static dk.porten.gateway.wiring.GivenVariables.assertNotServed;
import static dk.porten.gateway.wiring.GivenVariables.read;
import static dk.porten.gateway.wiring.GivenVariables.serve;
import static dk.porten.gateway.wiring.GivenVariables.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.auth.TokenRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, by the variables: the demo on loopback, or whoever has a token. */
final class CallerVariablesTest {
  @Test
  void readToServe_nothing_isTheDemo() {
    assertThat(serve().callers()).isEqualTo(NoTokenRule.DEMO);
    assertThat(serve("GATEWAY_HOST", "::1").callers()).isEqualTo(NoTokenRule.DEMO);
    assertThat(serve("GATEWAY_HOST", "localhost").callers()).isEqualTo(NoTokenRule.DEMO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "host.invalid"})
  void readToServe_hostNotLoopback_needsTheKeySet(String host) {
    assertNotServed(
        "GATEWAY_JWKS is needed unless GATEWAY_HOST is a loopback address", "GATEWAY_HOST", host);
    assertThat(serve(tokens("GATEWAY_HOST", host)).host()).isEqualTo(host);
  }

  @Test
  void readToServe_otherDatabase_needsTheKeySet() {
    String[] variables = {
      "GATEWAY_DATABASE_URL", "postgresql://u:p@h/d", "GATEWAY_PERSON_KEY", KEY
    };
    assertNotServed("GATEWAY_JWKS is needed with GATEWAY_DATABASE_URL", variables);
    assertThat(serve(tokens(variables)).database()).isPresent();
  }

  @Test
  void readToServe_keySet_isTheRuleOfTokens() {
    var rule = (TokenRule) serve(tokens("GATEWAY_JWT_LEEWAY_SECONDS", "300")).callers();

    assertThat(rule.issuer()).isEqualTo(TestTokens.ISSUER);
    assertThat(rule.audience()).isEqualTo(TestTokens.AUDIENCE);
    assertThat(rule.leeway()).isEqualTo(Duration.ofMinutes(5));
    assertThat(((TokenRule) serve(tokens()).callers()).leeway()).isZero();
  }

  @Test
  void readToServe_issuerOrAudienceMissing_isRefused() {
    assertNotServed(
        "GATEWAY_JWT_ISSUER is needed with GATEWAY_JWKS\n"
            + "GATEWAY_JWT_AUDIENCE is needed with GATEWAY_JWKS",
        "GATEWAY_JWKS",
        TestTokens.keySetFile().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_JWT_ISSUER, a",
    "GATEWAY_JWT_AUDIENCE, a",
    "GATEWAY_JWT_ALGORITHMS, ES256",
    "GATEWAY_JWT_LEEWAY_SECONDS, 0",
    "GATEWAY_CONSOLE_CLIENT_ID, a",
  })
  void readToServe_tokenVariableWithoutKeySet_isRefused(String name, String value) {
    assertNotServed(name + " means nothing without GATEWAY_JWKS", name, value);
  }

  @Test
  void readToServe_keySetThatCannotBeUsed_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "hush");

    assertNotServed(
        "GATEWAY_JWKS is refused: the key set cannot be read",
        tokens("GATEWAY_JWKS", "/nowhere/k"));
    assertNotServed(
        "GATEWAY_JWKS is refused: it is not a JSON Web Key Set",
        tokens("GATEWAY_JWKS", file.toString()));
  }

  @Test
  void readToServe_algorithms_areThoseThatKeysAreTakenFor(@TempDir Path folder) throws IOException {
    String ed = TestTokens.keySetOf("ed").encode();
    Path file = Files.writeString(folder.resolve("keys"), ed);

    assertThat(serve(tokens("GATEWAY_JWKS", file.toString())).callers()).isNotNull();
    assertNotServed(
        "GATEWAY_JWKS is refused: the key set has no key for ES256, PS256",
        tokens("GATEWAY_JWKS", file.toString(), "GATEWAY_JWT_ALGORITHMS", "PS256,ES256"));
    assertNotServed(
        "GATEWAY_JWT_ALGORITHMS is refused: it is not a list of ES256, RS256, PS256, EdDSA",
        tokens("GATEWAY_JWT_ALGORITHMS", "none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "301", "1.5", "x"})
  void readToServe_leewayOutOfRange_isRefused(String leeway) {
    assertNotServed(
        "GATEWAY_JWT_LEEWAY_SECONDS must be a whole number from 0 to 300",
        tokens("GATEWAY_JWT_LEEWAY_SECONDS", leeway));
  }

  @Test
  void read_ofACommand_looksAtNothingOfCallers() {
    Configuration configuration =
        read(
            "GATEWAY_JWKS",
            "https://hush.invalid/",
            "GATEWAY_JWT_ALGORITHMS",
            "none",
            "GATEWAY_HOST",
            "0.0.0.0",
            "GATEWAY_DATABASE_URL",
            "postgresql://u:p@h/d",
            "GATEWAY_PERSON_KEY",
            KEY);

    assertThat(configuration.callers()).isEqualTo(NoTokenRule.NOBODY);
  }
}
