package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in at an issuer: nothing before it, what the scopes allow after it. */
final class SignInTest {

  private static final Issuer ISSUER = Issuer.start();

  @RegisterExtension
  static final Console CONSOLE =
      Console.with(
          Map.of(
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

    signIn(page);

    assertThat(page.locator(".session")).containsText("agent-7");
    assertThat(page.locator(".scopes")).hasText("check · support");
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
    assertThat(page.locator(".banner")).containsText("The documents are not enough");
    assertThat(ISSUER.renewals()).as("of a token that is nearly over").isPositive();
    Console.picture(page, "signed-in");
  }

  @Test
  void signOut_afterwards_deskIsGone() {
    Page page = CONSOLE.open("documents", "en");
    signIn(page);
    assertThat(page.locator(".desk")).isVisible();

    page.getByText("Sign out").click();

    assertThat(page.locator(".desk")).hasCount(0);
    assertThat(page.getByText("Sign in")).isVisible();
  }

  @Test
  void signIn_withoutSupport_historyIsNotAskedFor() {
    ISSUER.grant("check");
    Page page = CONSOLE.open("witness", "en");
    signIn(page);

    page.locator("#witness-personId").fill("0c6a7e52-6d0f-4b0f-9a39-4f1d7a1f2c58");

    assertThat(page.locator(".quota")).containsText("left of 3 times");
    assertThat(page.locator(".timeline")).hasCount(0);
  }

  @Test
  void signIn_refused_isToldAndCanBeTriedAgain() {
    ISSUER.refuse(true);
    Page page = CONSOLE.open("visit", "en");

    page.getByText("Sign in").click();
    assertThat(page.getByText("Signing in did not succeed.")).isVisible();

    ISSUER.refuse(false);
    signIn(page);
    assertThat(page.locator(".desk")).isVisible();
  }

  private static void signIn(Page page) {
    page.getByText("Sign in").press("Enter");
    assertThat(page.locator(".scopes")).isVisible();
  }
}
