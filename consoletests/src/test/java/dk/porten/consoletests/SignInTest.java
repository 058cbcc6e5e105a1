package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.answer;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at an issuer: nothing before it, what the scopes allow after it. */
final class SignInTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension static final Console CONSOLE = Console.at(ISSUER);

  @Test
  void signIn_granted_showsWhoAndWhatAndAsksWithTheToken() {
    Page page = CONSOLE.open("documents", "en");
    assertThat(page.locator(".desk")).hasCount(0);
    Console.assertAccessible(page);

    signIn(page);
    assertThat(ISSUER.prompt()).isEmpty();

    assertThat(page.locator(".session")).containsText("agent-7");
    assertThat(page.locator(".scopes"))
        .hasText("ask questions, free user IDs and void attestations");
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
    assertThat(page.locator(".banner")).containsText("The documents are not enough");
    Console.picture(page, "signed-in");
  }

  @Test
  void signOut_afterwards_caseIsGoneAndTheNextOneIsAskedWhoTheyAre() {
    Page page = CONSOLE.open("documents", "en");
    signIn(page);
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
    assertThat(page.locator(".papers > li")).hasCount(1);

    new Keyboard(page).press(page.getByText("Sign out"), "Enter");

    assertThat(page.locator(".desk")).hasCount(0);
    assertThat(page.locator("h1")).isFocused();

    signIn(page);
    assertThat(page.locator(".desk")).isVisible();
    assertThat(page.locator(".papers > li")).hasCount(0);
    assertThat(ISSUER.prompt()).isEqualTo("login");
  }

  @Test
  void signIn_withoutSupport_historyIsNotAskedFor() {
    ISSUER.grant("check");
    Page page = CONSOLE.open("witness", "en");
    List<String> sent = new ArrayList<>();
    page.onRequest(request -> sent.add(request.url()));
    signIn(page);

    new Keyboard(page)
        .type(page.locator("#witness-personId"), "0c6a7e52-6d0f-4b0f-9a39-4f1d7a1f2c58");

    assertThat(page.locator(".quota")).containsText("left of 3 times");
    assertThat(sent).noneMatch(url -> url.endsWith("/v1/witness-history"));
    assertThat(page.locator(".timeline")).hasCount(0);
  }

  @Test
  void signIn_refused_isToldAndCanBeTriedAgain() {
    ISSUER.refuse("error=access_denied");
    Page page = CONSOLE.open("visit", "en");

    new Keyboard(page).press(button(page, "Sign in"), "Enter");
    assertThat(page.getByText("Signing in did not succeed.")).isVisible();

    ISSUER.refuse("");
    signIn(page);
    assertThat(page.locator(".desk")).isVisible();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}",
        "200 | {\"issuer\":\"https://another.example\"}",
        "200 | {\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"ISSUER/authorize\"}",
      })
  void discovery_wrong_isToldAndNoWindowIsLeft(int status, String document) {
    if (status == 500) {
      CONSOLE.expectRefusal(500);
    }
    Page page = CONSOLE.open("visit", "en");
    answer(
        page,
        "**/.well-known/openid-configuration",
        status,
        document.replace("ISSUER", ISSUER.address()));

    page.waitForPopup(() -> new Keyboard(page).press(button(page, "Sign in"), "Enter"));

    assertThat(page.getByText("Signing in did not succeed.")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"a.e30.c\"}",
        "{\"access_token\":\"a.e30.c\",\"token_type\":\"DPoP\"}",
        "{\"token_type\":\"Bearer\"}",
      })
  void tokens_notThoseAskedFor_areRefused(String tokens) {
    Page page = CONSOLE.open("visit", "en");
    answer(page, "**/token", 200, tokens);

    new Keyboard(page).press(button(page, "Sign in"), "Enter");

    assertThat(page.getByText("Signing in did not succeed.")).isVisible();
  }

  @Test
  void window_blocked_isTold() {
    Page page = CONSOLE.open("visit", "en");
    page.evaluate("window.open = () => null");

    new Keyboard(page).press(button(page, "Sign in"), "Enter");

    assertThat(page.getByText("Allow pop-ups here, and try again.")).isVisible();
  }

  @Test
  void signIn_leftHalfway_canBeTakenAnew() {
    Page page = CONSOLE.open("visit", "en");
    var isHeld = new AtomicBoolean();
    page.context()
        .route(
            "**/authorize?*",
            route -> {
              if (isHeld.getAndSet(true)) {
                route.resume();
              }
            });
    new Keyboard(page).press(button(page, "Sign in"), "Enter");
    page.waitForCondition(isHeld::get);

    signIn(page);

    assertThat(page.locator(".desk")).isVisible();
  }

  @Test
  void signInPlace_unknownAtFirst_isAskedForAgain() {
    CONSOLE.expectRefusal(503);
    Page page = CONSOLE.open("visit", "en");
    page.route(
        "**/console/sign-in",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "1"))));
    page.reload();
    assertThat(page.locator(".session")).containsText("It is tried again shortly.");

    page.unroute("**/console/sign-in");

    assertThat(button(page, "Sign in")).isVisible();
  }
}
