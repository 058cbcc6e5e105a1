package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.porten.consoletests.Entrance.answer;
import static dk.porten.consoletests.Entrance.awaitRenewal;
import static dk.porten.consoletests.Entrance.button;
import static dk.porten.consoletests.Entrance.notice;
import static dk.porten.consoletests.Entrance.signIn;
import static dk.porten.consoletests.Entrance.signInAgain;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tokens that live five minutes and are renewed unseen, and what is told when that does not
 * succeed.
 */
final class RenewalTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  @RegisterExtension static final Console CONSOLE = Console.at(ISSUER);

  @BeforeEach
  void lend() {
    ISSUER.lend(300, true);
  }

  @Test
  void token_nearlyOver_isRenewedWhileSomebodyTypes() {
    Page page = open();
    List<String> sent = new ArrayList<>();
    page.onRequest(request -> sent.add(request.url()));

    page.clock().fastForward("03:30");
    ask(page);
    assertAnswered(page);
    assertThat(sent).as("it is good for a while").noneMatch(url -> url.endsWith("/token"));
    page.clock().fastForward("00:30");
    awaitRenewal(page, () -> page.keyboard().type("w"));

    assertThat(notice(page)).isEmpty();
  }

  @Test
  void token_over_isRenewedBeforeTheNextQuestion() {
    Page page = open();
    page.clock().fastForward("20:00");

    ask(page);

    assertAnswered(page);
    assertThat(notice(page)).isEmpty();
  }

  @Test
  void token_refusedBeforeItsEnd_isRenewedAndTheQuestionAskedAgain() {
    CONSOLE.expectRefusal(401);
    Page page = open();
    var isRefused = new AtomicBoolean();
    page.route(
        "**/v1/document-checks",
        route -> {
          if (isRefused.getAndSet(true)) {
            route.resume();
          } else {
            route.fulfill(new Route.FulfillOptions().setStatus(401));
          }
        });

    ask(page);

    page.waitForCondition(isRefused::get);
    assertAnswered(page);
    assertThat(notice(page)).isEmpty();
  }

  @Test
  void renewal_withoutAnAnswer_isToldAfterTenSecondsAndTriedAgain() {
    Page page = open();
    page.route("**/token", route -> {});
    page.clock().fastForward("06:00");

    page.waitForRequest("**/token", () -> ask(page));
    page.clock().fastForward("00:01");
    assertThat(notice(page)).hasText("The session is being renewed …");
    page.clock().fastForward("00:09");
    assertThat(notice(page))
        .hasText(
            "The session could not be renewed yet. The issuer did not answer within 10 seconds."
                + " Try again shortly.");
    assertThat(page.locator(".papers > li")).hasCount(1);

    page.unroute("**/token");
    page.clock().fastForward("00:10");
    assertAnswered(page);
    assertThat(notice(page)).isEmpty();
  }

  @Test
  void renewal_withoutAnAnswer_whenAUserIdIsFreed_isNotTakenForTheEnd() {
    Page page = CONSOLE.open("user-id", "en");
    page.clock().install();
    signIn(page);
    answer(
        page,
        "**/v1/user-id-history",
        200,
        """
        {"userId":"x","events":[{"event":"claimed","at":"2026-11-01T08:00:00Z","by":"bank/1"}]}""");
    var keys = new Keyboard(page);
    keys.type("not.renewed");
    keys.press(page.locator("#user-id-history + button"), "Enter");
    keys.press(page.getByText("Free the user ID"), "Enter");
    assertThat(page.locator("#freeing input")).isFocused();
    keys.type("A mistake");
    page.route("**/token", route -> {});
    page.clock().fastForward("06:00");

    page.waitForRequest("**/token", () -> keys.press("Enter"));
    page.clock().fastForward("00:11");

    assertThat(page.getByRole(AriaRole.ALERT))
        .hasText("It is not freed: the session could not be renewed yet. Try again shortly.");
    assertThat(notice(page)).containsText("The session could not be renewed yet.");
    page.unroute("**/token");
    answer(page, "**/v1/user-id-releases", 204, "");
    page.clock().fastForward("00:10");
    keys.press("Enter");
    assertThat(page.locator("#freeing")).hasCount(0);
  }

  @Test
  void renewal_withoutAnAnswerInTime_doesNotHoldUpATokenThatIsStillGood() {
    Page page = open();
    page.route("**/token", route -> {});
    page.clock().fastForward("04:50");

    ask(page);

    assertAnswered(page);
  }

  @Test
  void renewal_withoutAToken_isToldAndTheOldOneStillSent() {
    Page page = open();
    answer(page, "**/token", 200, "{\"token_type\":\"Bearer\"}");
    page.clock().fastForward("04:00");

    ask(page);

    assertAnswered(page);
    assertThat(notice(page)).containsText("The issuer answered something that cannot be used.");
  }

  @Test
  void renewal_refused_isOfferedAndThenTheSessionIsOver() {
    CONSOLE.expectRefusal(400);
    Page page = open();
    ISSUER.endSession();
    page.clock().fastForward("04:00");

    ask(page);

    assertThat(notice(page)).containsText("The session ends at ");
    assertThat(notice(page)).containsText("The session has ended at the issuer.");
    assertThat(button(page, "Renew the session")).isVisible();
    assertThat(page.locator("[data-main=true]")).isFocused();
    page.clock().fastForward("01:01");
    assertThat(notice(page)).containsText("The session has ended.");
    assertThat(page.locator(".papers > li")).hasCount(1);

    signInAgain(page);
    assertThat(page.locator(".papers > li")).hasCount(1);
  }

  private static void assertAnswered(Page page) {
    assertThat(page.locator(".papers > li")).hasCount(1);
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
  }

  private static Page open() {
    Page page = CONSOLE.open("documents", "en");
    page.clock().install();
    signIn(page);
    // Else the first question would be asked later than a test means it to be.
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
    return page;
  }

  @Test
  void session_thatRenewalsDoNotProlong_isToldInTimeAndEnds() {
    ISSUER.prolong(1_800);
    Page page = open();
    // A session of half an hour, of which each renewal gives what is left.
    ISSUER.prolong(310);
    page.clock().fastForward("24:50");
    awaitRenewal(page, () -> page.keyboard().type("s"));
    assertThat(notice(page)).isEmpty();
    page.clock().fastForward("00:15");

    assertThat(notice(page)).containsText("The session ends at ");
    ISSUER.prolong(295);
    page.keyboard().press("Alt+l");
    page.keyboard().press("Enter");
    assertThat(notice(page)).containsText("The issuer did not prolong it.");
    assertThat(ISSUER.prompt()).isEmpty();
    page.keyboard().press("Enter");
    assertThat(notice(page)).containsText("does not prolong it by a new login either.");
    ISSUER.prolong(1_800);
    page.keyboard().press("Enter");
    assertThat(notice(page)).isEmpty();
    assertThat(ISSUER.prompt()).isEqualTo("login");
    assertThat(page.locator("[data-main=true]")).isFocused();
  }

  private static void ask(Page page) {
    page.keyboard().type("swe pass");
    page.keyboard().press("Enter");
  }
}
