package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at an issuer: nothing before it, what the scopes allow after it. */
final class SignInTest {

  private static final Issuer ISSUER = Issuer.start();

  @RegisterExtension
  static final Console CONSOLE =
      Console.with(
          Map.of(
              "GATEWAY_DRAIN_DELAY_SECONDS",
              "0",
              "GATEWAY_JWKS",
              ISSUER.address() + "/keys",
              "GATEWAY_JWT_ISSUER",
              ISSUER.address(),
              "GATEWAY_JWT_AUDIENCE",
              Issuer.AUDIENCE,
              "GATEWAY_CONSOLE_CLIENT_ID",
              Issuer.CLIENT),
          ISSUER.address());

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  @BeforeEach
  void letIn() {
    ISSUER.refuse(false);
    ISSUER.grant("check support");
  }

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
    assertThat(ISSUER.renewals()).as("of a token that is nearly over").isPositive();
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
    assertThat(signInButton(page)).isFocused();

    signIn(page);
    assertThat(page.locator(".desk")).isVisible();
    assertThat(page.locator(".papers > li")).hasCount(0);
    assertThat(ISSUER.prompt()).isEqualTo("login");
  }

  @Test
  void session_over_isToldAndTheCaseStays() {
    UUID witness = UUID.randomUUID();
    Page page = CONSOLE.open("witness", "en");
    signIn(page);
    var keys = new Keyboard(page);
    keys.type(page.locator("#witness-personId"), witness.toString());
    assertThat(page.locator(".quota")).isVisible();

    CONSOLE.expectRefusal(401);
    answer(page, "**/v1/witness-checks", 401, "{}");
    keys.type(page.locator("#witness-birthDate"), "1/5/1980");

    assertThat(page.getByText("The session is over.")).isVisible();
    assertThat(signInButton(page)).isFocused();
    page.unroute("**/v1/witness-checks");
    signIn(page);
    assertThat(page.locator("#witness-personId")).hasValue(witness.toString());
    assertThat(page.getByText("The session is over.")).hasCount(0);
  }

  @Test
  void session_overWhenVoiding_isTold() {
    Page page = CONSOLE.open("witness", "en");
    answer(
        page,
        "**/v1/witness-history",
        200,
        """
        {"attestations":[{"attestationId":"1","on":"2026-11-01","recordedBy":"desk"}],
         "quota":{"limit":3,"windowDays":120,"countBy":"events","used":1,"remaining":2},
         "allowedFrom":null}
        """);
    signIn(page);
    var keys = new Keyboard(page);
    keys.type(page.locator("#witness-personId"), UUID.randomUUID().toString());
    keys.press(page.locator(".attestations button"), "Enter");

    CONSOLE.expectRefusal(401);
    answer(page, "**/void", 401, "{}");
    assertThat(page.getByLabel("Why is the one")).isFocused();
    keys.type("A mistake");
    keys.press("Enter");

    assertThat(page.getByText("The session is over.")).isVisible();
  }

  @Test
  void signIn_withoutSupport_historyIsNotAskedFor() {
    ISSUER.grant("check");
    Page page = CONSOLE.open("witness", "en");
    signIn(page);

    new Keyboard(page)
        .type(page.locator("#witness-personId"), "0c6a7e52-6d0f-4b0f-9a39-4f1d7a1f2c58");

    assertThat(page.locator(".quota")).containsText("left of 3 times");
    assertThat(page.locator(".timeline")).hasCount(0);
  }

  @Test
  void signIn_refused_isToldAndCanBeTriedAgain() {
    ISSUER.refuse(true);
    Page page = CONSOLE.open("visit", "en");

    new Keyboard(page).press(signInButton(page), "Enter");
    assertThat(page.getByText("Signing in did not succeed.")).isVisible();

    ISSUER.refuse(false);
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

    Page opened = page.waitForPopup(() -> new Keyboard(page).press(signInButton(page), "Enter"));

    assertThat(page.getByText("Signing in did not succeed.")).isVisible();
    if (!opened.isClosed()) {
      opened.waitForClose(() -> {});
    }
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

    new Keyboard(page).press(signInButton(page), "Enter");

    assertThat(page.getByText("Signing in did not succeed.")).isVisible();
  }

  @Test
  void renewal_withoutAToken_oldOneIsStillSent() {
    Page page = CONSOLE.open("documents", "en");
    signIn(page);
    answer(page, "**/token", 200, "{\"token_type\":\"Bearer\"}");

    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");

    assertThat(page.locator(".banner")).containsText("The documents are not enough");
  }

  @Test
  void window_blocked_isTold() {
    Page page = CONSOLE.open("visit", "en");
    page.evaluate("window.open = () => null");

    new Keyboard(page).press(signInButton(page), "Enter");

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
    Page halfway = page.waitForPopup(() -> new Keyboard(page).press(signInButton(page), "Enter"));
    page.waitForCondition(isHeld::get);

    signIn(page);

    assertThat(page.locator(".desk")).isVisible();
    assertThat(halfway.isClosed()).isTrue();
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

    assertThat(signInButton(page)).isVisible();
  }

  private static void signIn(Page page) {
    new Keyboard(page).press(signInButton(page), "Enter");
    assertThat(page.locator(".scopes")).isVisible();
  }

  /** Has a page get this answer. */
  private static void answer(Page page, String url, int status, String body) {
    page.route(
        url, route -> route.fulfill(new Route.FulfillOptions().setStatus(status).setBody(body)));
  }

  private static Locator signInButton(Page page) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"));
  }
}
