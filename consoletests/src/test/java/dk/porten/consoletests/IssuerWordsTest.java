package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.answer;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.notice;
import static dk.porten.consoletests.Entrance.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to the issuer as configured, and what is said of its answers. */
final class IssuerWordsTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension
  static final Console CONSOLE =
      Console.at(
          ISSUER,
          Map.of(
              "GATEWAY_CONSOLE_SCOPES",
              "openid profile offline_access check support",
              "GATEWAY_CONSOLE_AUDIENCE",
              "https://porten.example/api",
              "GATEWAY_CONSOLE_CONTACT",
              "the service desk, ext. 1234 <b>"));

  @Test
  void signIn_asConfigured_asksForScopesAudienceAndLanguage() {
    ISSUER.welcome("\"sub\":\"7\",\"name\":\"Agnes Ø\",\"preferred_username\":\"agnes\"");
    Page page = CONSOLE.open("visit", "da");
    new Keyboard(page).press(button(page, "Log ind"), "Enter");
    assertThat(page.locator(".scopes")).isVisible();

    assertThat(ISSUER.asked())
        .containsEntry("scope", "openid profile offline_access check support")
        .containsEntry("audience", "https://porten.example/api")
        .containsEntry("resource", "https://porten.example/api")
        .containsEntry("ui_locales", "da");
    assertThat(page.locator(".session")).containsText("Agnes Ø");
  }

  @Test
  void signIn_withoutAName_isByTheNameOfTheAccount() {
    ISSUER.welcome("\"sub\":\"7\",\"preferred_username\":\"agnes\"");
    Page page = CONSOLE.open("visit", "en");

    signIn(page);

    assertThat(page.locator(".session")).containsText("agnes");
    assertThat(ISSUER.asked()).containsEntry("ui_locales", "en");
  }

  @Test
  void name_withWhatCouldPoseAsSomethingElse_isShownWithoutAndCut() {
    ISSUER.welcome("\"sub\":\"7\",\"name\":\"a\\u202eb\\n" + "x".repeat(1_000) + "\"");
    Page page = CONSOLE.open("visit", "en");

    signIn(page);

    assertThat(page.locator(".session > span"))
        .hasText(
            "a b " + "x".repeat(196) + "… may ask questions, free user IDs and void attestations");
  }

  @Test
  void signedOut_saysWhoMayComeInAndWhomToAskAndShowsGuidanceAndRules() {
    Page page = CONSOLE.open("visit", "en");

    assertThat(page.locator("main")).containsText("check or support");
    assertThat(page.locator("main")).containsText(ISSUER.address().replace("http://", ""));
    assertThat(page.locator("main")).containsText("ask: the service desk, ext. 1234 <b>");
    Console.picture(page, "signed-out");

    page.locator("main a[href='#guidance']").click();
    assertThat(page.locator(".prose h2")).isVisible();
    Console.assertAccessible(page);
    Console.goTo(page, "rules");
    assertThat(page.locator("tbody tr").first()).isVisible();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error=access_denied | en | Signing in did not succeed. The issuer refused it.",
        "error=access_denied | da | Det lykkedes ikke at logge ind. Udstederen har afvist det.",
        "error=invalid_scope&error_description=Invalid+scopes%3A+check | en | Signing in did not"
            + " succeed. The issuer does not grant the scopes that Porten asks for"
            + " (GATEWAY_CONSOLE_SCOPES). It says: “Invalid scopes: check”",
        "error=temporarily_unavailable | da | Det lykkedes ikke at logge ind. Udstederen kan ikke"
            + " svare lige nu. Prøv igen om lidt.",
        "error=constructor | en | Signing in did not succeed. The issuer refused it (constructor).",
        "error=odd&error_description=%3Cb%3Ea%0Ab%E2%80%AEc | en | Signing in did not succeed. The"
            + " issuer refused it (odd). It says: “<b>a b c”",
      })
  void signIn_refused_isToldInWords(String error, String language, String words) {
    ISSUER.refuse(error);
    Page page = CONSOLE.open("visit", language);

    new Keyboard(page).press(button(page, language.equals("da") ? "Log ind" : "Sign in"), "Enter");

    assertThat(notice(page)).hasText(words);
  }

  @Test
  void refusal_veryLong_isCut() {
    ISSUER.refuse("error=odd&error_description=" + "x".repeat(1_000));
    Page page = CONSOLE.open("visit", "en");

    new Keyboard(page).press(button(page, "Sign in"), "Enter");

    assertThat(notice(page)).containsText("“" + "x".repeat(200) + "…”");
  }

  @Test
  void window_closed_isToldAndANewOneCanBeOpened() {
    Page page = CONSOLE.open("visit", "en");
    page.context().route("**/authorize?*", route -> {});
    Page opened =
        page.waitForPopup(() -> new Keyboard(page).press(button(page, "Sign in"), "Enter"));
    assertThat(notice(page)).hasText("Sign in in the window that has opened.");

    opened.close();

    assertThat(notice(page)).hasText("The window looks closed. If it is, start again.");
    page.context().unroute("**/authorize?*");
    signIn(page);
  }

  @Test
  void discovery_outOfReach_isTold() {
    CONSOLE.expectFailure();
    Page page = CONSOLE.open("visit", "en");
    page.route("**/.well-known/openid-configuration", Route::abort);

    new Keyboard(page).press(button(page, "Sign in"), "Enter");

    assertThat(notice(page))
        .hasText("Signing in did not succeed. The issuer cannot be reached. Try again shortly.");
  }

  @Test
  void discovery_withoutAnAnswer_isToldAfterTenSeconds() {
    Page page = CONSOLE.open("visit", "en");
    page.clock().install();
    page.route("**/.well-known/openid-configuration", route -> {});

    page.waitForRequest(
        "**/.well-known/openid-configuration",
        () -> new Keyboard(page).press(button(page, "Sign in"), "Enter"));
    page.clock().fastForward("00:10");

    assertThat(notice(page)).containsText("The issuer did not answer within 10 seconds.");
  }

  @Test
  void idToken_ofAnotherVisit_isRefused() {
    Page page = CONSOLE.open("visit", "en");
    page.route(
        "**/token",
        route -> {
          String tokens = route.fetch().text();
          String other = tokens.replaceFirst("\"id_token\":\"[^\"]*\"", "\"id_token\":\"a.e30.c\"");
          route.fulfill(new Route.FulfillOptions().setBody(other));
        });

    new Keyboard(page).press(button(page, "Sign in"), "Enter");

    assertThat(notice(page)).containsText("The issuer answered something that cannot be used.");
  }

  @Test
  void accessToken_opaque_isSentAsItIs() {
    Page page = CONSOLE.open("documents", "en");
    answer(page, "**/v1/document-checks", 403, "{\"type\":\"/problems/forbidden\"}");
    CONSOLE.expectRefusal(403);
    page.route(
        "**/token",
        route -> {
          String tokens = route.fetch().text();
          String other =
              tokens.replaceFirst("\"access_token\":\"[^\"]*\"", "\"access_token\":\"x\"");
          route.fulfill(new Route.FulfillOptions().setBody(other));
        });

    signIn(page);

    assertThat(page.locator(".scopes"))
        .hasText("ask questions, free user IDs and void attestations");
    String sent =
        page.waitForRequest(
                "**/v1/document-checks",
                () -> {
                  page.keyboard().type("swe pass");
                  page.keyboard().press("Enter");
                })
            .headers()
            .get("authorization");
    assertThat(sent).isEqualTo("Bearer x");
  }
}
