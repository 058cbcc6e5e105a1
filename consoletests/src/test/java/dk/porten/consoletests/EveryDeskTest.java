package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds at every desk: it is accessible, fits a small screen and is worked by keyboard. */
final class EveryDeskTest {

  private static final List<String> DESKS =
      List.of("visit", "user-id", "documents", "witness", "comparison", "guidance", "rules");

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  static Stream<Arguments> views() {
    return DESKS.stream()
        .flatMap(
            desk ->
                Stream.of(
                    Arguments.of(desk, "da", ColorScheme.LIGHT, Console.WIDE),
                    Arguments.of(desk, "en", ColorScheme.DARK, Console.WIDE),
                    Arguments.of(desk, "en", ColorScheme.LIGHT, Console.NARROW),
                    Arguments.of(desk, "da", ColorScheme.DARK, Console.NARROW)));
  }

  @ParameterizedTest
  @MethodSource("views")
  void desk_withACase_isAccessibleAndFits(
      String desk, String language, ColorScheme scheme, int width) {
    Page page = CONSOLE.open("visit", language, scheme, width);
    describeCase(page);
    page.keyboard().press("Alt+" + (DESKS.indexOf(desk) + 1));
    awaitDesk(page, desk);

    assertThat(page.locator("html")).hasAttribute("lang", language);
    Console.picture(
        page, String.join("-", desk, language, scheme.name().toLowerCase(Locale.ROOT), "" + width));
    Console.assertAccessible(page);
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
  }

  @Test
  void options_shown_areAccessible() {
    Page page = CONSOLE.open("documents", "en");
    page.keyboard().type("swe");
    assertThat(page.locator("[role=option]").first()).isVisible();
    Console.assertAccessible(page);
  }

  @Test
  void suggestions_shown_areAccessible() {
    CONSOLE.gateway().take("is.taken");
    Page page = CONSOLE.open("user-id", "en", ColorScheme.LIGHT, Console.NARROW);
    page.keyboard().type("is.taken");
    assertThat(page.locator(".suggestions button").first()).isVisible();
    Console.assertAccessible(page);
  }

  @ParameterizedTest
  @CsvSource({"da, Kontakt", "en, Contacts"})
  void topicOfGuidance_chosen_isShown(String language, String contacts) {
    Page page = CONSOLE.open("guidance", language);
    Locator topic = page.locator(".choices button").last();

    new Keyboard(page).press(topic, "Enter");

    assertThat(topic).hasAttribute("aria-pressed", "true");
    assertThat(page.locator(".prose h2")).hasText(topic.locator("strong").innerText());
    assertThat(page.locator(".prose")).containsText(contacts);
  }

  @Test
  void rulesOfAPack_shown_areAccessible() {
    Page page = CONSOLE.open("rules", "en");
    new Keyboard(page).press(page.locator("summary").first(), "Enter");
    assertThat(page.locator("details li").first()).isVisible();
    Console.assertAccessible(page);
  }

  @ParameterizedTest
  @CsvSource({
    "429, There is no answer right now. It is tried again shortly.",
    "503, There is no answer right now. It is tried again shortly.",
    "403, You have no access to that.",
    "500, The question cannot be answered (500)."
  })
  void answer_refused_isToldInWords(int status, String words) {
    CONSOLE.expectRefusal(status);
    Page page = CONSOLE.open("documents", "en");
    refuse(page, "**/v1/document-checks", status);

    page.keyboard().type("student");
    page.keyboard().press("Enter");

    assertThat(page.locator(".banner")).hasText(words);
    page.unroute("**/v1/document-checks");
    if (words.contains("tried again")) {
      assertThat(page.locator(".banner")).containsText("The documents are not enough");
    }
  }

  @Test
  void connection_lost_isToldAndAskedAgain() {
    CONSOLE.expectDisconnection();
    Page page = CONSOLE.open("documents", "en");
    page.context().setOffline(true);

    page.keyboard().type("student");
    page.keyboard().press("Enter");

    assertThat(page.locator(".banner")).containsText("There is no connection.");
    page.context().setOffline(false);
    assertThat(page.locator(".banner")).containsText("The documents are not enough");
  }

  @ParameterizedTest
  @CsvSource({"guidance, /v1/guidance/*", "rules, /v1/rule-packs", "comparison, /v1/rule-packs"})
  void whatADeskReads_refused_isToldInWords(String desk, String path) {
    CONSOLE.expectRefusal(503);
    Page page = CONSOLE.open("documents", "en");
    refuse(page, "**" + path, 503);
    // Another language is another question.
    new Keyboard(page).press(page.getByText("Dansk"), "Enter");

    page.keyboard().press("Alt+" + (DESKS.indexOf(desk) + 1));

    assertThat(page.locator("main .banner.trouble")).containsText("Der kan ikke svares lige nu.");
    page.unroute("**" + path);
    assertThat(page.locator("main .banner.trouble")).hasCount(0);
  }

  /** Has a page get a refusal, which is to be tried again after a second if that helps. */
  private static void refuse(Page page, String url, int status) {
    page.route(
        url,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(status)
                    .setHeaders(
                        status == 429 || status == 503 ? Map.of("Retry-After", "1") : Map.of())
                    .setBody(status == 403 ? "{\"type\":\"/problems/forbidden\"}" : "{}")));
  }

  @ParameterizedTest
  @MethodSource("languagesAndWidths")
  void desk_byTab_isGoneThroughWithVisibleFocusAndWithoutATrap(
      String desk, String language, int width) {
    Page page = CONSOLE.open("visit", language, ColorScheme.LIGHT, width);
    describeCase(page);
    page.keyboard().press("Alt+" + (DESKS.indexOf(desk) + 1));
    awaitDesk(page, desk);
    page.locator(".skip").focus();

    Set<String> seen = new HashSet<>();
    String at = place(page);
    while (!at.startsWith("BODY") && seen.add(at)) {
      assertThat((boolean) page.evaluate(FOCUS_IS_VISIBLE)).as(at).isTrue();
      assertThat((boolean) page.evaluate(FOCUS_IS_COVERED)).as(at).isFalse();
      page.keyboard().press("Tab");
      at = place(page);
    }
    assertThat(seen).hasSizeGreaterThan(12);
    assertThat(at).as("after the last comes the first, or the browser").matches("BODY.*|A.*skip.*");
  }

  @Test
  void verdict_growingOnASmallScreen_doesNotCoverTheFocus() {
    Page page = CONSOLE.open("documents", "da", ColorScheme.LIGHT, Console.NARROW);
    var keys = new Keyboard(page);
    keys.choose("kørekort");
    keys.press(page.locator("[id$=-nameMatchesCpr]"), "j");
    keys.goTo(page.locator("[id$=-expiresOn]"));
    assertThat(page.locator(".banner.open")).isVisible();
    page.evaluate(MOVE_FOCUS_TO_THE_VERDICT);
    assertThat((boolean) page.evaluate(FOCUS_IS_COVERED)).isFalse();

    keys.type("1/1 2040");

    assertThat(page.locator(".banner.yes")).isVisible();
    page.waitForCondition(() -> !(boolean) page.evaluate(FOCUS_IS_COVERED));
  }

  static Stream<Arguments> languagesAndWidths() {
    return DESKS.stream()
        .flatMap(
            desk ->
                Stream.of(
                    Arguments.of(desk, "en", Console.WIDE),
                    Arguments.of(desk, "da", Console.NARROW)));
  }

  @Test
  void language_chosen_isTheOneOfThePage() {
    Page page = CONSOLE.open("documents", "da");
    assertThat(page.locator("h1")).hasText("Dokumenter");
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    assertThat(page.locator(".answer .reasons"))
        .containsText("Der skal flere eller andre dokumenter til.");

    new Keyboard(page).press(page.getByText("English"), "Enter");

    assertThat(page.locator("h1")).hasText("Documents");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.locator(".answer .reasons"))
        .containsText("More documents, or other ones, are needed.");
  }

  @Test
  void newCitizen_nothingIsLeftOfTheOneBefore() {
    Page page = CONSOLE.open("visit", "en");
    describeCase(page);
    assertThat(page.locator(".papers > li")).hasCount(3);

    page.keyboard().press("Alt+0");

    assertThat(page.locator(".papers > li")).hasCount(0);
    assertThat(page.locator("[data-main=true]")).isFocused();
    page.reload();
    assertThat(page.locator(".papers > li")).hasCount(0);
  }

  @Test
  void reason_followed_leadsToItsClauseAndBack() {
    Page page = CONSOLE.open("documents", "en");
    page.keyboard().type("student");
    page.keyboard().press("Enter");

    new Keyboard(page).press(page.locator(".answer .reasons .clause a[href*=rules]"), "Enter");

    assertThat(page.locator("#code-more-documents-needed")).isFocused();
    assertThat(page.locator("#code-more-documents-needed")).containsText("D42");
    assertThat(page.locator("#code-more-documents-needed")).containsText("mitid.dk");
    page.goBack();
    assertThat(page.locator("h1")).hasText("Documents");
  }

  @Test
  void source_withAnAddress_isLedToFromItsReason() {
    Page page = CONSOLE.open("documents", "da");
    page.route(
        "**/v1/rule-packs",
        route -> {
          APIResponse response = route.fetch();
          String named =
              response
                  .text()
                  .replaceAll("\"id\":\"(S\\d)\"", "$0,\"url\":\"https://www.example.org/$1\"");
          route.fulfill(new Route.FulfillOptions().setResponse(response).setBody(named));
        });
    var keys = new Keyboard(page);
    keys.press(page.getByText("English"), "Enter");

    keys.press("Alt+a");
    keys.choose("student");

    assertThat(page.locator(".answer .reasons .clause a[target=_blank]"))
        .hasAttribute("href", Pattern.compile("https://www.example.org/S\\d"));
  }

  private static final String FOCUS_IS_VISIBLE =
      """
      () => {
        const seen = element => element && getComputedStyle(element).outlineStyle !== "none";
        const focused = document.activeElement;
        return Boolean(seen(focused) || seen(focused.nextElementSibling));
      }
      """;

  private static final String FOCUS_IS_COVERED =
      """
      () => {
        const focused = document.activeElement;
        const { left, right, top, bottom } = focused.getBoundingClientRect();
        const banner = document.querySelector(".answer > .banner");
        const over = banner?.getBoundingClientRect();
        return Boolean(over && !banner.contains(focused)
          && bottom > over.top && top < over.bottom && right > over.left && left < over.right);
      }
      """;

  private static final String MOVE_FOCUS_TO_THE_VERDICT =
      """
      () => scrollBy(0, Math.ceil(document.activeElement.getBoundingClientRect().bottom
        - document.querySelector(".banner").getBoundingClientRect().top) + 1)
      """;

  private static String place(Page page) {
    return (String)
        page.evaluate(
            """
            () => {
              const focused = document.activeElement;
              const all = [...document.querySelectorAll("*")];
              return [focused.tagName, focused.className, focused.id, all.indexOf(focused)].join(" ");
            }
            """);
  }

  /** Makes a case with something of everything that the desks show. */
  private static void describeCase(Page page) {
    var keys = new Keyboard(page);
    List.of("swe pass", "health card app", "student", "witness", "foreigner").forEach(keys::choose);
    keys.type(page.locator("#witness-birthDate"), "1/5 2015");
    keys.type(page.locator("#witness-personId"), UUID.randomUUID().toString());
    keys.type(page.locator("#wish-0"), "stine#bo");
    assertThat(page.locator(".checklist li").first()).isVisible();
    keys.press("Alt+a");
  }

  private static void awaitDesk(Page page, String desk) {
    assertThat(page.locator("nav a[aria-current]")).hasAttribute("href", "#" + desk);
    assertThat(page.locator("[data-main=true]:focus, h1:focus")).hasCount(1);
    String awaited =
        switch (desk) {
          case "comparison" -> "tr.differs";
          case "guidance" -> ".prose h2";
          case "rules" -> "tbody tr";
          case "user-id" -> ".banner.yes";
          case "witness" -> ".timeline";
          default -> ".banner .words";
        };
    assertThat(page.locator(awaited).first()).isVisible();
  }
}
