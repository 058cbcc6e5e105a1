package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.awaitRenewal;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.notice;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console at a real Keycloak, which ops/try-keycloak starts; a run prints the tests' names. */
@Tag("keycloak")
final class KeycloakTest {

  private static final String ADDRESS = System.getProperty("keycloak", "");
  private static final Keycloak KEYCLOAK =
      new Keycloak(
          ADDRESS, Objects.requireNonNullElse(System.getenv("KC_BOOTSTRAP_ADMIN_PASSWORD"), ""));

  @RegisterExtension
  static final Console CONSOLE = Console.running(System.getProperty("gateway", ""), ADDRESS);

  @BeforeEach
  void reset() {
    KEYCLOAK.endSessions("agnes");
    KEYCLOAK.endSessions("bendt");
  }

  @Test
  void signIn_showsWhoItIsAndWhatTheyMay() {
    Page page = CONSOLE.open("documents", "en");
    signIn(page, "agnes");
    assertThat(page.locator(".session > span"))
        .hasText("Agnes Holm may ask questions, free user IDs and void attestations");
    typeCase(page);
    assertThat(page.locator(".banner")).containsText("The documents are not enough");

    Page another = CONSOLE.open("documents", "en");
    signIn(another, "bendt");

    assertThat(another.locator(".session > span")).hasText("Bendt Krogh may ask questions");
  }

  @Test
  void session_endedByTheAdministratorInMidCall_takesNothingAway() {
    Page page = withCase();
    endSession(page);
    assertThat(page.locator("[data-main=true]")).isFocused();
    assertThat(page.locator("[data-main=true]")).hasValue("half a word");
    assertThat(page.locator(".papers > li")).hasCount(1);

    signInAgain(page, "agnes");

    assertThat(notice(page)).isEmpty();
    assertThat(page.locator("[data-main=true]")).isFocused();
    assertThat(page.locator("[data-main=true]")).hasValue("half a word");
    assertThat(page.locator(".papers > li")).hasCount(1);
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
  }

  @Test
  void session_ofSomebodyElseAfterwards_showsNothingOfTheCase() {
    Page page = withCase();
    endSession(page);

    signInAgain(page, "bendt");

    assertThat(page.locator(".session > span")).containsText("Bendt Krogh");
    assertThat(page.locator("[data-main=true]")).hasValue("");
    assertThat(page.locator(".papers > li")).hasCount(0);
  }

  @Test
  void token_isRenewedUnseen() {
    Page page = withCase();

    page.clock().fastForward("04:30");
    awaitRenewal(page, () -> page.keyboard().type("student"));
    page.keyboard().press("Enter");

    assertThat(page.locator(".papers > li")).hasCount(2);
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
    assertThat(notice(page)).isEmpty();
  }

  @Test
  void signOut_endsTheSessionThereAndInTheOtherTab() {
    Page page = withCase();
    Page other = page.context().newPage();
    other.navigate(page.url());
    button(other, "Sign in").click();
    assertThat(other.locator(".scopes")).isVisible();
    typeCase(other);

    button(page, "Sign out").click();

    assertThat(notice(page)).containsText("Signed out here and at");
    assertThat(KEYCLOAK.hasSession("agnes")).isFalse();
    assertThat(other.locator(".papers > li")).hasCount(0);
    signIn(other, "bendt");
    assertThat(other.locator(".session > span")).containsText("Bendt Krogh");
    assertThat(other.locator(".papers > li")).hasCount(0);
  }

  @Test
  void signOut_afterAReload_endsTheSessionThere() {
    Page page = withCase();
    page.reload();
    assertThat(KEYCLOAK.hasSession("agnes")).isTrue();

    button(page, "Sign out there").click();

    assertThat(notice(page)).containsText("Signed out here and at");
    assertThat(KEYCLOAK.hasSession("agnes")).isFalse();
  }

  /** Opens a desk at which an agent has signed in and typed a document. */
  private static Page withCase() {
    Page page = CONSOLE.open("documents", "en");
    page.clock().install();
    signIn(page, "agnes");
    typeCase(page);
    return page;
  }

  private static void typeCase(Page page) {
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
    assertThat(page.locator(".papers > li")).hasCount(1);
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
  }

  /** Has an administrator end the session in mid-word, which shows once the token is over. */
  private static void endSession(Page page) {
    CONSOLE.expectRefusal(400);
    KEYCLOAK.endSessions("agnes");
    page.keyboard().type("half a wor");
    page.clock().fastForward("06:00");
    page.keyboard().type("d");
    assertThat(notice(page)).containsText("The session has ended.");
  }

  private static void signIn(Page page, String user) {
    identify(page.waitForPopup(() -> button(page, "Sign in").click()), user);
    assertThat(page.locator(".scopes")).isVisible();
  }

  private static void signInAgain(Page page, String user) {
    page.keyboard().press("Alt+l");
    identify(page.waitForPopup(() -> page.keyboard().press("Enter")), user);
  }

  private static void identify(Page window, String user) {
    window.locator("#username").fill(user);
    window.locator("#password").fill("password-of-" + user);
    window.keyboard().press("Enter");
  }
}
