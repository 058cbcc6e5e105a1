package dk.porten.gateway.wiring;

import static dk.porten.gateway.wiring.GivenVariables.assertNotServed;
import static dk.porten.gateway.wiring.GivenVariables.serve;
import static dk.porten.gateway.wiring.GivenVariables.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.ClaimNames;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.auth.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signs in to the console, and what is asked of the issuer, by the variables. */
final class ConsoleVariablesTest {

  private static final String CLIENT = "GATEWAY_CONSOLE_CLIENT_ID";
  private static final String SCOPES = "GATEWAY_CONSOLE_SCOPES";
  private static final String AUDIENCE = "GATEWAY_CONSOLE_AUDIENCE";
  private static final String CONTACT = "GATEWAY_CONSOLE_CONTACT";

  @Test
  void readToServe_client_signsInAtTheIssuer() {
    SignIn place = serve(tokens(CLIENT, "console")).signIn().orElseThrow();

    assertThat(place)
        .isEqualTo(
            new SignIn(
                TestTokens.ISSUER,
                "console",
                List.of("openid", "check", "support"),
                Optional.empty(),
                Optional.empty(),
                new ClaimNames(ClaimNames.CLIENTS, ClaimNames.SCOPES, Map.of())));
    assertThat(place.origin()).isEqualTo("https://issuer.example");
    assertThat(serve(tokens()).signIn()).isEmpty();
  }

  @Test
  void readToServe_scopesAudienceAndContact_areAskedForAndTold() {
    SignIn place =
        serve(
                tokens(
                    CLIENT,
                    "console",
                    SCOPES,
                    "openid offline_access  api://porten/check",
                    AUDIENCE,
                    "https://porten.example/",
                    CONTACT,
                    "Servicedesk, tlf. 12 34 56 78 (hverdage, også Færøerne)"))
            .signIn()
            .orElseThrow();

    assertThat(place.scopes()).containsExactly("openid", "offline_access", "api://porten/check");
    assertThat(place.audience()).contains("https://porten.example/");
    assertThat(place.contact()).contains("Servicedesk, tlf. 12 34 56 78 (hverdage, også Færøerne)");
  }

  @Test
  void readToServe_claimsAndScopesCalledOtherwise_areToldToTheConsole() {
    ClaimNames names =
        serve(
                tokens(
                    CLIENT,
                    "console",
                    "GATEWAY_JWT_SCOPE_CLAIMS",
                    "scp,roles",
                    "GATEWAY_JWT_SCOPES",
                    "support=Porten.Support"))
            .signIn()
            .orElseThrow()
            .names();

    assertThat(names.scopes()).containsExactly("scp", "roles");
    assertThat(names.namesOf(Scope.SUPPORT)).containsExactly("Porten.Support");
    assertThat(names.namesOf(Scope.CHECK)).containsExactly("check");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "http://issuer.example", "https://u:p@issuer.example"})
  void readToServe_clientOfAnIssuerThatIsNoSecureUrl_isRefused(String issuer) {
    assertNotServed(
        "GATEWAY_CONSOLE_CLIENT_ID is refused: GATEWAY_JWT_ISSUER is no https URL (http on loopback"
            + " only), so nobody can sign in there",
        tokens(CLIENT, "console", "GATEWAY_JWT_ISSUER", issuer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"check support", "openid,check", "openid \"check\"", "openid\tcheck", " "})
  void readToServe_scopesThatNobodySignsInWith_areRefused(String scopes) {
    assertNotServed(
        "GATEWAY_CONSOLE_SCOPES is refused: it has to be scopes with spaces between, openid among"
            + " them, of at most 1000 characters",
        tokens(CLIENT, "console", SCOPES, scopes));
  }

  @Test
  void readToServe_scopesTooLong_areRefused() {
    assertThat(serve(tokens(CLIENT, "c", SCOPES, "openid " + "x".repeat(993))).signIn())
        .isPresent();
    assertNotServed(
        "GATEWAY_CONSOLE_SCOPES is refused: it has to be scopes with spaces between, openid among"
            + " them, of at most 1000 characters",
        tokens(CLIENT, "c", SCOPES, "openid " + "x".repeat(994)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "å", "\n"})
  void readToServe_audienceThatIsNone_isRefused(String audience) {
    assertNotServed(
        "GATEWAY_CONSOLE_AUDIENCE is refused: it has to be at most 200 visible ASCII characters"
            + " without a space",
        tokens(CLIENT, "console", AUDIENCE, audience));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", " ", "turned \u202e round"})
  void readToServe_contactThatIsNoLineOfWords_isRefused(String contact) {
    assertNotServed(
        "GATEWAY_CONSOLE_CONTACT is refused: it has to be one line of at most 200 characters",
        tokens(CLIENT, "console", CONTACT, contact));
  }

  @Test
  void readToServe_contactInAnotherEncoding_isRefusedWithWhatHelps() {
    assertNotServed(
        "GATEWAY_CONSOLE_CONTACT is refused: it cannot be read in the encoding of this environment:"
            + " set LC_ALL=C.UTF-8",
        tokens(CLIENT, "console", CONTACT, "p\ufffd"));
  }

  @ParameterizedTest
  @CsvSource({SCOPES + ", openid check", AUDIENCE + ", porten", CONTACT + ", the desk"})
  void readToServe_withoutAClient_isRefused(String name, String value) {
    assertNotServed(name + " means nothing without GATEWAY_CONSOLE_CLIENT_ID", tokens(name, value));
    assertNotServed(name + " means nothing without GATEWAY_CONSOLE_CLIENT_ID", name, value);
  }
}
