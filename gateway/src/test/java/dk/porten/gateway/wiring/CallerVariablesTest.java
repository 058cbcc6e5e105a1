package dk.porten.gateway.wiring;

import static dk.porten.gateway.wiring.GivenVariables.KEY;
import static dk.porten.gateway.wiring.GivenVariables.assertNotServed;
import static dk.porten.gateway.wiring.GivenVariables.read;
import static dk.porten.gateway.wiring.GivenVariables.serve;
import static dk.porten.gateway.wiring.GivenVariables.tokens;
import static dk.porten.gateway.wiring.GivenVariables.with;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.ClaimNames;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.auth.TokenRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  void readToServe_hostNotLoopback_needsTheIssuer(String host) {
    assertNotServed(
        "GATEWAY_JWT_ISSUER is needed unless GATEWAY_HOST is a loopback address",
        "GATEWAY_HOST",
        host);
    assertThat(serve(tokens("GATEWAY_HOST", host)).host()).isEqualTo(host);
  }

  @Test
  void readToServe_otherDatabase_needsTheIssuer() {
    String[] variables = {
      "GATEWAY_DATABASE_URL", "postgresql://u:p@h/d", "GATEWAY_PERSON_KEY", KEY
    };
    assertNotServed("GATEWAY_JWT_ISSUER is needed with GATEWAY_DATABASE_URL", variables);
    assertThat(serve(tokens(variables)).database()).isPresent();
  }

  @Test
  void readToServe_keySet_isTheRuleOfTokens() {
    var rule = (TokenRule) serve(tokens("GATEWAY_JWT_LEEWAY_SECONDS", "300")).callers();

    assertThat(rule.terms().issuer()).isEqualTo(TestTokens.ISSUER);
    assertThat(rule.terms().audiences()).containsExactly(TestTokens.AUDIENCE);
    assertThat(rule.terms().leeway()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void readToServe_issuerOrAudienceMissing_isRefused() {
    assertNotServed(
        "GATEWAY_JWT_ISSUER is needed with GATEWAY_JWKS",
        "GATEWAY_JWKS",
        TestTokens.keySetFile().toString());
    assertNotServed(
        "GATEWAY_JWT_AUDIENCE is needed with GATEWAY_JWT_ISSUER",
        "GATEWAY_JWT_ISSUER",
        TestTokens.ISSUER);
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_JWKS_REFRESH_SECONDS, 60",
    "GATEWAY_JWKS_KEPT_FILE, off",
    "GATEWAY_JWT_AUDIENCE, a",
    "GATEWAY_JWT_ALGORITHMS, ES256",
    "GATEWAY_JWT_LEEWAY_SECONDS, 0",
    "GATEWAY_JWT_MAX_LIFETIME_SECONDS, 60",
    "GATEWAY_JWT_CLIENT_CLAIMS, azp",
    "GATEWAY_JWT_SCOPE_CLAIMS, roles",
    "GATEWAY_JWT_SCOPES, check=a",
    "GATEWAY_CONSOLE_CLIENT_ID, a",
  })
  void readToServe_tokenVariableWithoutIssuer_isRefused(String name, String value) {
    assertNotServed(name + " means nothing without GATEWAY_JWT_ISSUER", name, value);
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
        "GATEWAY_JWT_ALGORITHMS is refused: it is not a list of ES256, RS256, PS256,"
            + " EdDSA, ES384, ES512, RS384, RS512, Ed25519",
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
  void readToServe_issuerAlone_isEnoughIfItsKeysCanBeFoundThere() {
    String[] alone = {
      "GATEWAY_JWT_ISSUER", "https://issuer.example/a", "GATEWAY_JWT_AUDIENCE", "p"
    };

    assertThat(serve(alone).callers()).isInstanceOf(TokenRule.class);
    for (String issuer : List.of("issuer", "http://issuer.example", "https://issuer.example/?a")) {
      assertNotServed(
          "GATEWAY_JWT_ISSUER is refused: it is no https URL (http on loopback only), so its keys"
              + " cannot be found there: set GATEWAY_JWKS",
          with(alone, "GATEWAY_JWT_ISSUER", issuer));
    }
  }

  @Test
  void readToServe_nothingMore_isWhatMostIssuersDo() {
    var rule = (TokenRule) serve(tokens()).callers();

    assertThat(rule.terms().leeway()).isZero();
    assertThat(rule.terms().maxLifetime()).isEqualTo(Duration.ofDays(1));
    assertThat(rule.terms().names().clients()).containsExactly("client_id", "azp", "appid", "cid");
    assertThat(rule.terms().names().scopes()).containsExactly("scope", "scp");
    assertThat(rule.terms().names().namesOfScopes()).isEmpty();
    assertThat(rule.care().refresh()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rule.care().keptFile()).contains(Path.of("data/issuer-keys.json"));
  }

  @Test
  void readToServe_namesOfClaimsAndScopes_areTaken() {
    var rule =
        (TokenRule)
            serve(
                    tokens(
                        "GATEWAY_JWT_AUDIENCE",
                        "porten, api://porten",
                        "GATEWAY_JWT_CLIENT_CLAIMS",
                        "sub",
                        "GATEWAY_JWT_SCOPE_CLAIMS",
                        "scp,realm_access.roles",
                        "GATEWAY_JWT_SCOPES",
                        "check=api://porten/check, check=Porten.Check,support=a=b",
                        "GATEWAY_JWT_MAX_LIFETIME_SECONDS",
                        "0"))
                .callers();

    assertThat(rule.terms().audiences()).containsExactlyInAnyOrder("porten", "api://porten");
    assertThat(rule.terms().maxLifetime()).isZero();
    assertThat(rule.terms().names())
        .isEqualTo(
            new ClaimNames(
                List.of("sub"),
                List.of("scp", "realm_access.roles"),
                Map.of(
                    Scope.CHECK,
                    Set.of("api://porten/check", "Porten.Check"),
                    Scope.SUPPORT,
                    Set.of("a=b"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GATEWAY_JWT_AUDIENCE | a,,b | it is not a list of 1 to 16 names with commas between
          GATEWAY_JWT_SCOPE_CLAIMS | , | it is not a list of 1 to 16 names with commas between
          GATEWAY_JWT_CLIENT_CLAIMS | a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q | it is not a list of 1 to 16 names with commas between
          GATEWAY_JWT_CLIENT_CLAIMS | azp,sub | sub must stand alone: a person's sub could be the id of another client
          GATEWAY_JWT_SCOPES | check | it is not a list such as check=NAME,support=NAME, with the scopes check, reserve, attest, support
          GATEWAY_JWT_SCOPES | check= | it is not a list such as check=NAME,support=NAME, with the scopes check, reserve, attest, support
          GATEWAY_JWT_SCOPES | hush=a | it is not a list such as check=NAME,support=NAME, with the scopes check, reserve, attest, support
          GATEWAY_JWT_SCOPES | check=a hush | it is not a list such as check=NAME,support=NAME, with the scopes check, reserve, attest, support
          GATEWAY_JWKS_KEPT_FILE | /nowhere/hush | there is no such folder that can be written to
          """)
  void readToServe_wrongNames_areRefused(String name, String value, String why) {
    assertNotServed(name + " is refused: " + why, tokens(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_JWKS_REFRESH_SECONDS, 9, 10 to 86400",
    "GATEWAY_JWKS_REFRESH_SECONDS, 86401, 10 to 86400",
    "GATEWAY_JWT_MAX_LIFETIME_SECONDS, 59, 60 to 31536000",
    "GATEWAY_JWT_MAX_LIFETIME_SECONDS, 31536001, 60 to 31536000",
  })
  void readToServe_numberOutOfRange_isRefused(String name, String value, String range) {
    assertNotServed(name + " must be a whole number from " + range, tokens(name, value));
  }

  @Test
  void readToServe_keptFile_isInTheDataDirectoryOrWhereItIsNamed(@TempDir Path folder) {
    Path named = folder.resolve("keys.json");

    assertThat(keptFile(tokens("GATEWAY_DATA_DIR", "/d"))).contains(Path.of("/d/issuer-keys.json"));
    assertThat(keptFile(tokens("GATEWAY_JWKS_KEPT_FILE", named.toString()))).contains(named);
    assertThat(keptFile(tokens("GATEWAY_JWKS_KEPT_FILE", "off"))).isEmpty();
    assertThat(
            keptFile(
                tokens("GATEWAY_DATABASE_URL", "postgresql://u:p@h/d", "GATEWAY_PERSON_KEY", KEY)))
        .isEmpty();
  }

  private static Optional<Path> keptFile(String... variables) {
    return ((TokenRule) serve(variables).callers()).care().keptFile();
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
