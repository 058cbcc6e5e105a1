package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.signIn;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may do whose issuer calls the scopes otherwise, and has them in other claims. */
final class ScopeNamesTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension
  static final Console CONSOLE =
      Console.at(
          ISSUER,
          Map.of(
              "GATEWAY_JWT_SCOPE_CLAIMS",
              "scope,roles,realm_access.roles,access.porten.dk.uses",
              "GATEWAY_JWT_SCOPES",
              "support=Porten.Support,support=porten:support"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check          | \"roles\":[\"Porten.Support\"]                                 | yes",
        "check          | \"roles\":\"a porten:support b\"                             | yes",
        "check          | \"realm_access\":{\"roles\":[\"a\",\"Porten.Support\"]}        | yes",
        "check          | \"access\":{\"porten.dk\":{\"uses\":\"Porten.Support\"}}       | yes",
        "Porten.Support | \"roles\":[\"check\"]                                          | yes",
        "check support  | \"roles\":[]                                                   | no",
        "check          | \"permissions\":[\"Porten.Support\"]                           | no",
        "check          | \"roles\":[\"api://Porten.Support\",\"porten.support\",7,null]   | no",
      })
  void support_byClaimsAndNamesOfTheIssuer_isShownIfTheGatewayAllowsIt(
      String scopes, String claims, String isAllowed) {
    ISSUER.grant(scopes);
    ISSUER.welcome("\"sub\":\"agent-7\"," + claims);
    Page page = CONSOLE.open("user-id", "en");
    signIn(page);
    var keys = new Keyboard(page);

    keys.type("stine#bo");

    assertThat(page.getByText("The user ID is free")).isVisible();
    if (isAllowed.equals("yes")) {
      keys.press(page.getByText("Show what happened to it"), "Enter");
      assertThat(page.locator(".since")).hasText("Nothing is on record about it.");
    } else {
      assertThat(page.locator(".scopes")).hasText("ask questions");
      assertThat(page.locator("#user-id-history")).hasCount(0);
    }
  }

  @Test
  void signedOut_saysWhatTheIssuerCallsTheScopes() {
    Page page = CONSOLE.open("visit", "en");

    assertThat(page.locator("main")).containsText("check or Porten.Support or porten:support");
  }
}
