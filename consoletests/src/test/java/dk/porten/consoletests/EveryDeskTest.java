package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
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
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .extracting(found -> found.getId() + ": " + found.getNodes().get(0).getHtml())
        .isEmpty();
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
  }

  @ParameterizedTest
  @MethodSource("desks")
  void desk_byTab_isGoneThroughWithVisibleFocusAndWithoutATrap(String desk) {
    Page page = CONSOLE.open("visit", "en");
    describeCase(page);
    page.keyboard().press("Alt+" + (DESKS.indexOf(desk) + 1));
    awaitDesk(page, desk);
    page.locator(".skip").focus();

    Set<String> seen = new HashSet<>();
    String at = place(page);
    while (!at.startsWith("BODY") && seen.add(at)) {
      assertThat((boolean) page.evaluate(FOCUS_IS_VISIBLE)).as(at).isTrue();
      page.keyboard().press("Tab");
      at = place(page);
    }
    assertThat(seen).hasSizeGreaterThan(12);
    assertThat(at).as("after the last comes the first, or the browser").matches("BODY.*|A.*skip.*");
  }

  static List<String> desks() {
    return DESKS;
  }

  @Test
  void language_chosen_isTheOneOfThePage() {
    Page page = CONSOLE.open("documents", "da");
    assertThat(page.locator("h1")).hasText("Dokumenter");
    page.keyboard().type("student");
    page.keyboard().press("Enter");
    assertThat(page.locator(".answer .reasons"))
        .containsText("Der skal flere eller andre dokumenter til.");

    page.getByText("English").click();

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

    page.locator(".answer .reasons a.clause").press("Enter");

    assertThat(page.locator("#code-more-documents-needed")).isFocused();
    assertThat(page.locator("#code-more-documents-needed")).containsText("D42");
    assertThat(page.locator("#code-more-documents-needed")).containsText("mitid.dk");
    page.goBack();
    assertThat(page.locator("h1")).hasText("Documents");
  }

  private static final String FOCUS_IS_VISIBLE =
      """
      () => {
        const seen = element => element && getComputedStyle(element).outlineStyle !== "none";
        const focused = document.activeElement;
        return Boolean(seen(focused) || seen(focused.nextElementSibling));
      }
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
    for (String words : List.of("swe pass", "health card app", "student", "witness", "foreigner")) {
      page.keyboard().type(words);
      assertThat(page.locator("[role=option][aria-selected=true]")).isVisible();
      page.keyboard().press("Enter");
    }
    page.locator("#witness-personId").fill(UUID.randomUUID().toString());
    page.locator("#witness-birthDate").fill("1/5 2015");
    assertThat(page.locator(".checklist li").first()).isVisible();
    page.locator("[data-main=true]").focus();
  }

  private static void awaitDesk(Page page, String desk) {
    assertThat(page.locator("nav a[aria-current]")).hasAttribute("href", "#" + desk);
    assertThat(page.locator("[data-main=true]:focus, h1:focus")).hasCount(1);
    String awaited =
        switch (desk) {
          case "comparison" -> "tr.differs";
          case "guidance" -> ".prose h2";
          case "rules" -> "tbody tr";
          case "user-id" -> ".banner .invitation";
          case "witness" -> ".timeline";
          default -> ".banner .words";
        };
    assertThat(page.locator(awaited).first()).isVisible();
  }
}
