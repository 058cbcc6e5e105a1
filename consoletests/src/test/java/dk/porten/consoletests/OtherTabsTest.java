package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.answer;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.notice;
import static dk.porten.consoletests.Entrance.signIn;
import static dk.porten.consoletests.Entrance.signInAgain;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two tabs of one browser: a case is in neither once somebody signs out or another person comes.
 */
final class OtherTabsTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension static final Console CONSOLE = Console.at(ISSUER);

  @Test
  void signOut_inOneTab_isSignedOutInTheOtherAndTheCaseGone() {
    Page page = CONSOLE.open("documents", "en");
    signIn(page);
    Page other = withCase(page);

    button(page, "Sign out").click();

    assertGone(other);
    page.waitForCondition(() -> ISSUER.revoked().size() == 2);
    ISSUER.welcome("\"sub\":\"agent-8\"");
    signIn(other);
    assertThat(other.locator(".session")).containsText("agent-8");
    assertThat(other.locator(".papers > li")).hasCount(0);
  }

  @Test
  void signOutThere_ofAPageLoadedAnew_isSignedOutInTheOther() {
    Page page = CONSOLE.open("documents", "en");
    signIn(page);
    page.reload();
    Page other = withCase(page);

    button(page, "Sign out there").click();

    assertGone(other);
    assertThat(notice(page)).containsText("Signed out here and at 127.0.0.1");
  }

  @Test
  void signIn_ofAnotherPerson_endsTheSessionInTheOther() {
    Page page = CONSOLE.open("documents", "en");
    Page other = withCase(page);
    ISSUER.endSession();
    ISSUER.welcome("\"sub\":\"agent-8\"");

    signIn(page);

    assertGone(other);
    assertThat(page.locator(".session")).containsText("agent-8");
  }

  @Test
  void signIn_ofAnotherPersonOnceTheSessionIsOver_caseIsGoneInTheOther() {
    Page page = CONSOLE.open("documents", "en");
    Page other = withCase(page);
    endSession(other);
    ISSUER.welcome("\"sub\":\"agent-8\"");

    signIn(page);

    assertGone(other);
  }

  @Test
  void signIn_ofTheSamePerson_leavesTheOtherAsItIs() {
    Page page = CONSOLE.open("documents", "en");
    Page other = withCase(page);
    signIn(page);
    endSession(other);

    signInAgain(other);

    assertThat(other.locator(".papers > li")).hasCount(2);
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    assertThat(page.locator(".papers > li")).hasCount(1);
  }

  /** Opens another tab in which somebody has signed in and typed a document. */
  private static Page withCase(Page page) {
    Page other = page.context().newPage();
    other.navigate(CONSOLE.gateway().address() + "/console#documents");
    signIn(other);
    other.keyboard().type("swe pass");
    other.keyboard().press("Enter");
    assertThat(other.locator(".papers > li")).hasCount(1);
    return other;
  }

  private static void endSession(Page page) {
    CONSOLE.expectRefusal(401);
    answer(page, "**/v1/document-checks", 401, "{}");
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    assertThat(notice(page)).containsText("The session has ended.");
    page.unroute("**/v1/document-checks");
    ISSUER.endSession();
  }

  private static void assertGone(Page page) {
    assertThat(button(page, "Sign in")).isVisible();
    assertThat(page.locator(".desk")).hasCount(0);
    assertThat(page.locator(".papers")).hasCount(0);
  }
}
