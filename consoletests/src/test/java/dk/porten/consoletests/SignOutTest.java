package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.answer;
import static dk.porten.consoletests.Entrance.awaitRenewal;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.notice;
import static dk.porten.consoletests.Entrance.signIn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing out ends the issuer's session too, also that of a page that was loaded anew. */
final class SignOutTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension static final Console CONSOLE = Console.at(ISSUER);

  @Test
  void signOut_whereTheIssuerLetsOne_endsItsSessionAndWithdrawsTheToken() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);

    button(page, "Sign out").click();

    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(ISSUER.hasSession()).isFalse();
    page.waitForCondition(() -> !ISSUER.revoked().isEmpty());
    assertThat(ISSUER.revoked()).singleElement().asString().startsWith("again-");
    assertThat(ISSUER.signOuts())
        .singleElement()
        .satisfies(
            how -> {
              assertThat(how).containsEntry("client_id", Issuer.CLIENT);
              assertThat(how.get("state")).isNotBlank();
              assertThat(how.get("post_logout_redirect_uri"))
                  .isEqualTo(CONSOLE.gateway().address() + "/console/signed-in.html");
            });
    assertThat(page.locator(".desk")).hasCount(0);
    assertThat(page.locator("h1")).isFocused();
    Console.assertAccessible(page);
  }

  @Test
  void signOut_afterARenewal_namesTheNewestIdToken() {
    ISSUER.lend(300, true);
    Page page = CONSOLE.open("visit", "en");
    page.clock().install();
    signIn(page);
    page.clock().fastForward("04:00");
    awaitRenewal(page, () -> page.keyboard().type("x"));

    button(page, "Sign out").click();

    assertThat(notice(page)).containsText("Signed out here and at");
    assertThat(claims(ISSUER.signOuts().get(0))).contains("\"jti\":\"" + ISSUER.renewals() + "\"");
  }

  @Test
  void signOut_whileTheSessionIsRenewed_withdrawsTheTokenThatComesAfterwards() {
    ISSUER.lend(300, true);
    Page page = CONSOLE.open("visit", "en");
    page.clock().install();
    signIn(page);
    List<Route> renewals = new ArrayList<>();
    page.route("**/token", renewals::add);
    page.clock().fastForward("04:00");
    page.keyboard().type("x");
    page.waitForCondition(() -> !renewals.isEmpty());
    button(page, "Sign out").click();
    assertThat(notice(page)).containsText("Signed out here and at");

    renewals
        .get(0)
        .fulfill(
            new Route.FulfillOptions()
                .setBody(
                    "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"refresh_token\":\"late\"}"));

    page.waitForCondition(() -> ISSUER.revoked().contains("late"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://elsewhere.example/revoke", "/v1/revoke", "javascript:alert(1)"})
  void signOut_whereTokensAreWithdrawnElsewhere_sendsThemNowhere(String endpoint) {
    Page page = CONSOLE.open("visit", "en");
    answer(
        page,
        "**/.well-known/openid-configuration",
        200,
        """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "end_session_endpoint":"%1$s/logout","revocation_endpoint":"%2$s"}"""
            .formatted(ISSUER.address(), endpoint));
    List<String> sent = new ArrayList<>();
    page.onRequest(request -> sent.add(Objects.requireNonNullElse(request.postData(), "")));
    signIn(page);

    button(page, "Sign out").click();

    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(sent).anyMatch(body -> body.contains("code="));
    assertThat(sent).noneMatch(body -> body.contains("again-"));
  }

  @Test
  void signOut_whereTheIssuerLetsNobody_isToldAndTheTokenForgotten() {
    ISSUER.letSignOut(false);
    Page page = CONSOLE.open("visit", "en");
    signIn(page);

    button(page, "Sign out").click();

    assertThat(notice(page)).containsText("lets nobody sign out from here");
    assertThat(page.locator(".desk")).hasCount(0);
    signIn(page);
    assertThat(ISSUER.prompt()).as("who has left would be let in unasked").isEqualTo("login");
  }

  @Test
  void signOut_windowBlocked_isToldAndCanBeTriedAgain() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.evaluate("() => { window.opens = window.open; window.open = () => null; }");

    button(page, "Sign out").click();

    assertThat(page.locator(".desk")).hasCount(0);
    assertThat(notice(page)).containsText("Signed out here, but not at 127.0.0.1");
    assertThat(notice(page)).containsText("Allow pop-ups here, and try again.");
    assertThat(ISSUER.hasSession()).isTrue();
    page.evaluate("() => { window.open = window.opens; }");
    button(page, "Try to sign out again").click();
    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(ISSUER.hasSession()).isFalse();
  }

  @Test
  void signOut_whereTheIssuerAsksFirst_isNotTakenForDone() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    // Another page of the same browser has signed in anew: the token here is of another session.
    Page other = page.context().newPage();
    other.navigate(
        ISSUER.address()
            + "/authorize?prompt=login&client_id="
            + Issuer.CLIENT
            + "&response_type=code&code_challenge_method=S256&scope=openid&redirect_uri="
            + CONSOLE.gateway().address()
            + "/console");
    other.close();

    Page asking = page.waitForPopup(() -> button(page, "Sign out").click());

    assertThat(asking.getByText(Issuer.QUESTION)).isVisible();
    assertThat(notice(page)).containsText("Signing out at 127.0.0.1");
    assertThat(page.locator(".desk")).hasCount(0);
    asking.close();
  }

  @Test
  void signOut_windowClosedHalfway_isToldAndCanBeTriedAgain() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.context().route("**/logout?*", route -> {});
    Page halfway = page.waitForPopup(() -> button(page, "Sign out").click());
    assertThat(notice(page)).hasText("Signed out here. Signing out at " + host() + " …");

    halfway.close();

    assertThat(notice(page)).containsText("perhaps not at " + host() + ": the window looks closed");
    Console.assertAccessible(page);
    page.context().unroute("**/logout?*");
    button(page, "Try to sign out again").click();
    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(ISSUER.hasSession()).isFalse();
  }

  @Test
  void reload_windowClosedHalfway_isToldAndCanBeTriedAgain() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.reload();
    page.context().route("**/authorize?*", route -> {});
    Page halfway = page.waitForPopup(() -> button(page, "Sign out there").click());

    halfway.close();

    assertThat(notice(page)).containsText("the window looks closed");
    page.context().unroute("**/authorize?*");
    button(page, "Try to sign out again").click();
    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(ISSUER.hasSession()).isFalse();
  }

  @Test
  void signOut_givenUpAndForgotten_isStillOffered() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.context().route("**/logout?*", route -> {});
    page.waitForPopup(() -> button(page, "Sign out").click()).close();
    assertThat(notice(page)).containsText("the window looks closed");
    ISSUER.refuse("error=access_denied");
    button(page, "Sign in").click();
    assertThat(notice(page)).containsText("Signing in did not succeed.");
    page.context().unroute("**/logout?*");
    ISSUER.refuse("");

    button(page, "Sign out there").click();

    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(ISSUER.hasSession()).isFalse();
  }

  private static String host() {
    return ISSUER.address().replace("http://", "");
  }

  @Test
  void reload_whileSomebodyIsSignedIn_canStillSignOutAtTheIssuer() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.reload();
    assertThat(page.locator(".desk")).hasCount(0);
    assertThat(ISSUER.hasSession()).isTrue();

    button(page, "Sign out there").click();

    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
    assertThat(ISSUER.hasSession()).isFalse();
    assertThat(ISSUER.signOuts()).hasSize(1);
  }

  @Test
  void reload_withNobodySignedInAtTheIssuer_isTold() {
    Page page = CONSOLE.open("visit", "en");

    button(page, "Sign out there").click();

    assertThat(notice(page)).containsText("Nobody is signed in at 127.0.0.1");
    assertThat(ISSUER.signOuts()).isEmpty();
  }

  @Test
  void reload_whereTheIssuerNamesNobodyUnasked_itAsksThePerson() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.reload();
    ISSUER.refuse("error=interaction_required");

    Page asking = page.waitForPopup(() -> button(page, "Sign out there").click());

    assertThat(asking.getByText(Issuer.QUESTION)).isVisible();
    assertThat(ISSUER.signOuts().get(0)).doesNotContainKey("id_token_hint");
    asking.close();
  }

  private static String claims(Map<String, String> how) {
    String payload = how.getOrDefault("id_token_hint", "").split("\\.", 3)[1];
    return new String(Base64.getUrlDecoder().decode(payload), UTF_8);
  }
}
