package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.answer;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.notice;
import static dk.porten.consoletests.Entrance.signIn;
import static dk.porten.consoletests.Entrance.signInAgain;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that ends while a citizen is on the telephone: nothing that is needed goes away. */
final class SessionEndTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension static final Console CONSOLE = Console.at(ISSUER);

  private static final String HISTORY =
      """
      {"attestations":[{"attestationId":"1","on":"2026-11-01","recordedBy":"desk"}],
       "quota":{"limit":3,"windowDays":120,"countBy":"events","used":1,"remaining":2},
       "allowedFrom":null}
      """;

  private static final String VOIDED =
      "\"desk\",\"voidedAt\":\"2026-11-28T08:00:00Z\",\"voidReason\":\"A mistake\",\"voidedBy\":\"a\"";

  @Test
  void session_overInMidSentence_deskStaysAndNothingTypedOpensAWindow() {
    Page page = visit();
    Locator quickField = page.locator("[data-main=true]");
    String checklist = page.locator(".checklist").innerText();
    page.evaluate("() => { window.open = () => { window.hasOpened = true; return null; }; }");
    end(page, "visit");

    page.keyboard().type("student");
    page.keyboard().press("Enter");
    page.keyboard().type("health card app  and ");
    assertThat(notice(page)).containsText("The session has ended.");
    page.keyboard().type("one more sentence with spaces ");
    page.keyboard().press("Enter");

    assertThat(quickField).isFocused();
    assertThat(quickField).hasValue("health card app  and one more sentence with spaces ");
    assertThat(page.locator(".papers > li")).hasCount(2);
    assertThat(page.locator(".checklist").innerText()).isEqualTo(checklist);
    assertThat(page.evaluate("window.hasOpened")).isNull();
    assertThat(page.locator(".session")).containsText("agent-7");
    Console.assertAccessible(page);
    Console.picture(page, "session-over");
  }

  @Test
  void session_overAndSamePersonAgain_everythingIsAsBeforeAndAskedAgain() {
    Page page = visit();
    Locator quickField = page.locator("[data-main=true]");
    end(page, "visit");
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    page.keyboard().type("half a word");
    assertThat(notice(page)).containsText("The session has ended.");

    page.unroute("**/v1/visit-checks");
    ISSUER.endSession();
    signInAgain(page);

    assertThat(quickField).isFocused();
    assertThat(quickField).hasValue("half a word");
    assertThat(page.locator(".papers > li")).hasCount(2);
    assertThat(page.locator(".banner").first()).hasAttribute("aria-busy", "false");
    assertThat(page.locator(".papers > li").nth(1)).containsText("is not one of those");
  }

  @Test
  void session_overAndAnotherPerson_seesNothingOfTheCase() {
    Page page = visit();
    end(page, "visit");
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    page.keyboard().type("half a word");
    assertThat(notice(page)).containsText("The session has ended.");
    page.evaluate(WATCH);

    page.unroute("**/v1/visit-checks");
    ISSUER.welcome("\"sub\":\"agent-8\",\"name\":\"Berit Å\"");
    ISSUER.endSession();
    signInAgain(page);

    assertThat(page.locator(".session")).containsText("Berit Å");
    assertThat(page.locator(".papers > li")).hasCount(0);
    assertThat(page.locator("[data-main=true]")).hasValue("");
    assertThat(page.locator(".checklist")).hasCount(0);
    assertThat((boolean) page.evaluate("window.isSeen")).as("even for a moment").isFalse();
  }

  @Test
  void session_overWhenVoiding_reasonStaysAndCanBeSentAgain() {
    Page page = CONSOLE.open("witness", "en");
    answer(page, "**/v1/witness-history", 200, HISTORY);
    signIn(page);
    var keys = new Keyboard(page);
    keys.type(page.locator("#witness-personId"), UUID.randomUUID().toString());
    keys.press(page.locator(".attestations button"), "Enter");
    Locator reason = page.getByLabel("Why is the one");
    assertThat(reason).isFocused();
    end(page, "void");

    keys.type("A mistake");
    keys.press("Enter");

    assertThat(notice(page)).containsText("The session has ended.");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Sign in again, then press again.");
    keys.press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Sign in again, then press again.");
    assertThat(reason).isFocused();
    assertThat(reason).hasValue("A mistake");
    page.unroute("**/void");
    answer(page, "**/void", 200, "{}");
    ISSUER.endSession();
    signInAgain(page);
    assertThat(reason).isFocused();
    assertThat(reason).hasValue("A mistake");
    answer(page, "**/v1/witness-history", 200, HISTORY.replace("\"desk\"", VOIDED));
    keys.press("Enter");
    assertThat(reason).hasCount(0);
  }

  @Test
  void session_thatCannotBeRenewed_isOfferedToBeRenewedFiveMinutesBefore() {
    ISSUER.lend(3_600, false);
    Page page = CONSOLE.open("visit", "en");
    page.clock().install();
    signIn(page);
    page.keyboard().type("half a word");

    page.clock().fastForward("54:30");
    assertThat(notice(page)).isEmpty();
    page.clock().fastForward("01:00");
    assertThat(notice(page)).containsText("The session ends at ");
    assertThat(page.locator("[data-main=true]")).isFocused();

    page.keyboard().press("Alt+l");
    assertThat(button(page, "Renew the session")).isFocused();
    page.keyboard().press("Enter");
    assertThat(notice(page)).isEmpty();
    assertThat(page.locator("[data-main=true]")).isFocused();
    assertThat(page.locator("[data-main=true]")).hasValue("half a word");

    page.clock().fastForward("54:30");
    assertThat(notice(page)).isEmpty();
    page.clock().fastForward("05:40");
    assertThat(notice(page)).containsText("The session has ended.");
    assertThat(page.locator("[data-main=true]")).hasValue("half a word");
  }

  @Test
  void signIn_heldEnter_isNothingForTheButtonThatComes() {
    Page page = CONSOLE.open("visit", "en");
    page.evaluate(
        "() => new MutationObserver(() => { if (document.activeElement.textContent === 'Sign out')"
            + " window.isOnSignOut = true; }).observe(document.body, {subtree: true, childList: true,"
            + " characterData: true})");

    signIn(page);

    assertThat(page.locator("[data-main=true]")).isFocused();
    assertThat(page.evaluate("window.isOnSignOut")).isNull();
  }

  @Test
  void notice_onASmallScreen_coversNoFocus() {
    Page page = CONSOLE.open("visit", "en", ColorScheme.DARK, Console.NARROW);
    signIn(page);
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
    assertThat(page.locator(".checklist li").first()).isVisible();
    end(page, "visit");
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    assertThat(notice(page)).containsText("The session has ended.");

    for (int tabs = 0; tabs < 30; tabs++) {
      page.keyboard().press("Tab");
      assertThat((boolean) page.evaluate(FOCUS_IS_COVERED)).as("after %d", tabs).isFalse();
    }
    Console.picture(page, "session-over-narrow");
    Console.assertAccessible(page);
  }

  private static final String FOCUS_IS_COVERED =
      """
      () => {
        const focused = document.activeElement;
        const notice = document.querySelector(".notice");
        const { top, bottom } = focused.getBoundingClientRect();
        const over = notice.getBoundingClientRect();
        return focused !== document.body && !notice.contains(focused) && bottom > over.top
          && top < over.bottom;
      }
      """;

  /** Notes whether anything of the case is there while somebody else is named. */
  private static final String WATCH =
      """
      () => {
        window.isSeen = false;
        new MutationObserver(() => {
          if (document.querySelector(".session").textContent.includes("Berit")
              && (document.querySelector(".papers > li") || document.querySelector(".checklist")
                || document.querySelector("[data-main=true]").value !== "")) {
            window.isSeen = true;
          }
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      }
      """;

  /** Opens a desk with a case on it. */
  private static Page visit() {
    Page page = CONSOLE.open("visit", "en");
    signIn(page);
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
    assertThat(page.locator(".checklist li").first()).isVisible();
    return page;
  }

  /** Has the gateway refuse the token for this from now on, and any other. */
  private static void end(Page page, String path) {
    CONSOLE.expectRefusal(401);
    answer(page, path.equals("void") ? "**/void" : "**/v1/" + path + "-checks", 401, "{}");
  }
}
