package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a user ID is taken, and how it is freed, at its desk. */
final class UserIdHistoryTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @ParameterizedTest
  @CsvSource({
    "da, Hvorfor er det optaget?, 'Optaget siden', taget, Frigiv bruger-ID'et, Hvorfor frigives, frigivet, Ingen har det siden",
    "en, Why is it taken?, 'Taken since', claimed, Free the user ID, Why is, freed, Nobody has had it since",
  })
  void takenUserId_askedWhy_isToldAndFreedWithAReason(
      String language,
      String ask,
      String since,
      String claimed,
      String free,
      String why,
      String freed,
      String nobody) {
    String userId = "historik." + language;
    CONSOLE.gateway().take(userId);
    Page page = CONSOLE.open("user-id", language);
    var keys = new Keyboard(page);
    keys.type(userId);

    keys.press(page.getByText(ask), "Enter");
    assertThat(page.locator(".since")).containsText(since);
    assertThat(page.locator("#user-id-history")).isFocused();
    assertThat(events(page)).hasCount(2);
    assertThat(events(page).last()).containsText(claimed);
    keys.press(page.getByText(free), "Enter");
    assertThat(page.getByLabel(why)).isFocused();
    Console.assertAccessible(page);
    Console.picture(page, "user-id-freeing-" + language);
    keys.type("Claimed for somebody else");
    keys.press("Enter");

    assertThat(page.locator(".since")).containsText(nobody);
    assertThat(page.locator("#user-id-history")).isFocused();
    assertThat(events(page)).hasCount(3);
    assertThat(events(page).last()).containsText(freed);
    assertThat(events(page).last()).containsText("Claimed for somebody else");
    assertThat(page.locator(".banner.yes")).isVisible();
    assertThat(page.getByText(free)).hasCount(0);
    Console.assertAccessible(page);
    Console.picture(page, "user-id-freed-" + language);
  }

  @Test
  void history_ofWhatIsTyped_isNotAskedForByItself() {
    CONSOLE.gateway().take("unasked.id");
    Page page = CONSOLE.open("user-id", "en");
    var keys = new Keyboard(page);
    keys.type("unasked.id");
    keys.press(page.getByText("Why is it taken?"), "Enter");
    assertThat(events(page)).hasCount(2);

    keys.press("Alt+a");
    keys.type("unasked.id2");

    assertThat(page.getByText("The user ID is free")).isVisible();
    assertThat(events(page)).hasCount(0);
    keys.press(page.getByText("Show what happened to it"), "Enter");
    assertThat(page.locator(".since")).hasText("Nothing is on record about it.");
  }

  @Test
  void reason_likeACprNumber_isRefusedInWordsAndCanBeGivenUp() {
    CONSOLE.gateway().take("refused.id");
    Page page = CONSOLE.open("user-id", "da");
    var keys = new Keyboard(page);
    keys.type("refused.id");
    freeing(page, keys, "Hvorfor er det optaget?", "Frigiv bruger-ID'et");

    CONSOLE.expectRefusal(400);
    keys.type("For 919999-9999");
    keys.press("Enter");
    assertThat(page.getByText("Begrundelsen må ikke ligne et CPR-nummer.")).isVisible();

    keys.press(page.getByText("Fortryd"), "Enter");
    assertThat(page.getByText("Frigiv bruger-ID'et")).isFocused();
    assertThat(events(page)).hasCount(2);
  }

  @ParameterizedTest
  @CsvSource({
    "429, It is not freed. Try again shortly.",
    "404, Nobody has it any more.",
  })
  void freeing_refused_isToldAndCanBeTriedAgain(int status, String words) {
    Page page = freeing("tried." + status);
    var keys = new Keyboard(page);
    CONSOLE.expectRefusal(status);
    page.route(
        "**/v1/user-id-releases",
        route -> route.fulfill(new Route.FulfillOptions().setStatus(status)));
    keys.type("A mistake");
    keys.press("Enter");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText(words);

    page.unroute("**/v1/user-id-releases");
    keys.press("Enter");
    assertThat(events(page).last()).containsText("A mistake");
  }

  @Test
  void freeing_pressedTwice_isSentOnce() {
    Page page = freeing("pressed.twice");
    var keys = new Keyboard(page);
    List<Route> sent = new ArrayList<>();
    page.route("**/v1/user-id-releases", sent::add);
    keys.type("A mistake");
    keys.press("Enter");
    page.waitForCondition(() -> !sent.isEmpty());

    keys.press(submit(page), "Enter");
    sent.get(0).resume();

    assertThat(events(page).last()).containsText("A mistake");
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503})
  void freeing_withoutAnAnswer_isNotSentAgainBeforeTheHistoryIsSeen(int status) {
    Page page = freeing("unanswered." + status);
    var keys = new Keyboard(page);
    CONSOLE.expectRefusal(status);
    var sent = new AtomicInteger();
    page.route(
        "**/v1/user-id-releases",
        route -> {
          sent.incrementAndGet();
          route.fulfill(new Route.FulfillOptions().setStatus(status));
        });
    keys.type("A mistake");
    keys.press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("look at the history before you try again");

    keys.press(submit(page), "Enter");
    assertThat(submit(page)).hasAttribute("aria-disabled", "true");
    assertThat(submit(page)).isFocused();
    Console.assertAccessible(page);

    keys.press(Entrance.button(page, "Cancel"), "Enter");
    assertThat(page.getByText("Free the user ID")).isFocused();
    assertThat(sent).hasValue(1);
    page.unroute("**/v1/user-id-releases");
    keys.press("Enter");
    assertThat(page.locator("#freeing input")).isFocused();
    keys.type("Still a mistake");
    keys.press("Enter");
    assertThat(events(page).last()).containsText("Still a mistake");
  }

  @Test
  void reason_typedWhenTheHistoryIsRefused_stays() {
    Page page = freeing("kept.reason");
    var keys = new Keyboard(page);
    keys.type("A mistake");
    CONSOLE.expectRefusal(503);
    Entrance.refuseForASecond(page, "**/v1/user-id-history");

    // Another language is another question.
    keys.press(page.getByText("Dansk"), "Enter");

    assertThat(page.getByText("Der kan ikke svares lige nu.")).isVisible();
    assertThat(page.locator("#freeing input")).hasValue("A mistake");
    assertThat(events(page)).hasCount(2);
    page.unroute("**/v1/user-id-history");
    assertThat(page.getByText("Der kan ikke svares lige nu.")).hasCount(0);
    assertThat(page.locator("#freeing input")).hasValue("A mistake");
  }

  @Test
  void freeing_doneWhileSomebodyIsElsewhere_doesNotLeadThemAway() {
    Page page = freeing("elsewhere.id");
    var keys = new Keyboard(page);
    List<Route> sent = new ArrayList<>();
    page.route("**/v1/user-id-releases", sent::add);
    keys.type("A mistake");
    keys.press("Enter");
    page.waitForCondition(() -> !sent.isEmpty());

    keys.press("Alt+a");
    sent.get(0).resume();

    assertThat(events(page)).hasCount(3);
    assertThat(page.locator("[data-main=true]")).isFocused();
  }

  @Test
  void history_long_showsTheLatestAndAllOnDemand() {
    Page page = CONSOLE.open("user-id", "en");
    String event = "{\"event\":\"expired\",\"at\":\"2026-11-01T08:00:00Z\",\"by\":\"gateway\"}";
    page.route(
        "**/v1/user-id-history",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        "{\"userId\":\"x\",\"events\":["
                            + (event + ",").repeat(29)
                            + event
                            + "]}")));
    var keys = new Keyboard(page);
    keys.type("long.story");
    keys.press(page.getByText("Show what happened to it"), "Enter");
    assertThat(events(page)).hasCount(10);
    assertThat(events(page).first()).containsText("the hold expired");

    keys.press(page.getByText("Show all 30"), "Enter");

    assertThat(events(page)).hasCount(30);
  }

  /** Opens the form in which a user ID is freed, after somebody has taken it. */
  private static Page freeing(String userId) {
    CONSOLE.gateway().take(userId);
    Page page = CONSOLE.open("user-id", "en");
    var keys = new Keyboard(page);
    keys.type(userId);
    freeing(page, keys, "Why is it taken?", "Free the user ID");
    return page;
  }

  private static void freeing(Page page, Keyboard keys, String ask, String free) {
    keys.press(page.getByText(ask), "Enter");
    keys.press(page.getByText(free), "Enter");
    assertThat(page.locator("#freeing input")).isFocused();
  }

  private static Locator submit(Page page) {
    return page.locator("#freeing [type=submit]");
  }

  private static Locator events(Page page) {
    return page.locator(".events li");
  }
}
