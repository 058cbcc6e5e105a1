package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The desk where every rule pack judges the case. */
final class ComparisonDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @ParameterizedTest
  @CsvSource({
    // language, rows: the visit, the wish, the witness; cells: the wish's verdict, not ruled
    "da, Hele besøget, Bruger-ID stine/bo, Vidnet, Følger ikke reglerne, Regelsættet har ingen regler om det.",
    "en, The whole visit, User ID stine/bo, The witness, Does not follow the rules, The rule pack has no rules about that.",
  })
  void case_typed_isJudgedByEveryPack(
      String language, String visit, String wish, String witness, String invalid, String notRuled) {
    Page page = CONSOLE.open("visit", language);
    var keys = new Keyboard(page);
    List.of("swe pass", "vidne").forEach(keys::choose);
    keys.type(page.locator("#wish-0"), "stine/bo");

    keys.press("Alt+5");

    for (String row : List.of(visit, wish, witness)) {
      assertThat(row(page, row)).hasClass("differs");
      assertThat(row(page, row).locator("td", hasText(notRuled))).hasCount(1);
    }
    assertThat(row(page, visit).locator(".line")).hasCount(2);
    assertThat(row(page, wish).locator("td", hasText(invalid))).hasCount(2);
    assertThat(row(page, wish).locator(".reasons .clause").first()).containsText("U3");
  }

  private static Locator row(Page page, String name) {
    Locator head = page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name));
    return page.locator("tbody tr").filter(new Locator.FilterOptions().setHas(head));
  }

  private static Locator.LocatorOptions hasText(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }
}
