package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds at every desk: it is accessible, fits a small screen and is worked by keyboard. */
final class EveryDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  static Stream<Arguments> views() {
    return Console.DESKS.stream()
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
    Console.goTo(page, desk);
    awaitDesk(page, desk);

    assertThat(page.locator("html")).hasAttribute("lang", language);
    Console.picture(
        page, String.join("-", desk, language, scheme.name().toLowerCase(Locale.ROOT), "" + width));
    Console.assertAccessible(page);
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
  }

  @ParameterizedTest
  @MethodSource("languagesAndWidths")
  void desk_byTab_isGoneThroughWithVisibleFocusAndWithoutATrap(
      String desk, String language, int width) {
    Page page = CONSOLE.open("visit", language, ColorScheme.LIGHT, width);
    describeCase(page);
    Console.goTo(page, desk);
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
    return Console.DESKS.stream()
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
