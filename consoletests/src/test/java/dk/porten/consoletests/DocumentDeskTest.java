package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The desk for documents. */
final class DocumentDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @ParameterizedTest
  @CsvSource({
    "swe pass, 'Passport, Sweden'",
    "svensk pas, 'Passport, Sweden'",
    "pas, 'Passport, Denmark'",
    "health card app, 'Health insurance card, Denmark, app'",
    "gult kort, 'Health insurance card, Denmark'",
    "korekort app, 'Driving licence, Denmark, app'",
    "polish id, 'National ID card, Poland'",
    "dab, 'Baptism certificate, Denmark'",
    "nato, NATO passport",
    "aarsopgorelse, 'Tax assessment notice, Denmark'",
    "reisepass, 'Passport, Denmark'",
    "swedish körkort, 'Driving licence, Sweden'",
    "ausweis germany, 'National ID card, Germany'",
    "dankort, 'Another document, Denmark'",
  })
  void document_typed_isFoundFirst(String typed, String found) {
    Page page = CONSOLE.open("documents", "en");

    page.keyboard().type(typed);

    assertThat(page.locator("[role=option]").first()).hasText(found);
    page.keyboard().press("Enter");
    assertThat(page.locator(".card h2")).hasText(found);
    assertThat(page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(found)))
        .hasClass("card");
  }

  @ParameterizedTest
  @CsvSource({
    "passprt, 'Passport, Denmark'",
    "svensk passs, 'Passport, Sweden'",
    "swedihs passport, 'Passport, Sweden'",
    "kørekrot, 'Driving licence, Denmark'",
    "sunhedskort, 'Health insurance card, Denmark'",
    "opholdtilladelse, 'Residence permit, Denmark'",
    "my old passport, 'Passport, Denmark'",
    "passport app, 'Passport, Denmark'",
    "skort, 'Health insurance card, Denmark'",
  })
  void document_mistyped_isOfferedBeforeTheListOfAllTypes(String typed, String found) {
    Page page = CONSOLE.open("documents", "en");

    page.keyboard().type(typed);

    assertThat(page.locator(".combobox [role=status]"))
        .hasText("No document has that name. Did you mean one of these? Choose with arrow down.");
    assertThat(page.locator("[role=option]").first()).hasText(found);
    page.waitForCondition(() -> page.locator("[role=option]").count() >= 25);
    page.keyboard().press("Enter");
    assertThat(page.locator(".card")).hasCount(0);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator(".card h2")).hasText(found);
  }

  @Test
  void options_shown_areAccessible() {
    Page page = CONSOLE.open("documents", "en");
    page.keyboard().type("swe");
    assertThat(page.locator("[role=option]").first()).isVisible();
    Console.assertAccessible(page);
  }

  @Test
  void option_pressedByMouse_isTakenOnlyWhereReleased() {
    Page page = CONSOLE.open("documents", "en");
    page.keyboard().type("nato");
    Locator option = page.locator("[role=option]").first();

    option.hover();
    page.mouse().down();
    page.mouse().move(0, 0);
    page.mouse().up();
    assertThat(option).isVisible();
    assertThat(page.locator(".card")).hasCount(0);

    option.click();
    assertThat(page.locator(".card")).hasCount(1);
  }

  @Test
  void documents_twenty_areTheMost() {
    Page page = CONSOLE.open("documents", "en");
    var keys = new Keyboard(page);
    for (int papers = 1; papers <= 20; papers++) {
      keys.choose("student");
      assertThat(page.locator(".card")).hasCount(papers);
    }

    keys.type("student");

    assertThat(page.getByText("There is no room for more than 20 documents. Remove one"))
        .isVisible();
    assertThat(page.locator(".bring li")).not().hasCount(0);
    assertThat(page.locator(".bring button")).hasCount(0);
  }

  @Test
  void expiryDate_thereIsNone_theOneTypedBeforeCountsNoMore() {
    Page page = CONSOLE.open("documents", "da");
    var keys = new Keyboard(page);
    keys.choose("kørekort");
    keys.type(page.getByLabel("Udløber den"), "1/1 2020");
    assertThat(page.locator(".card .reasons")).containsText("Dokumentet er udløbet.");

    keys.press(page.getByText("Mere om dokumentet"), "Enter");
    keys.press(page.getByLabel("Har ingen udløbsdato"), "Space");

    assertThat(page.locator(".card .reasons")).hasCount(0);
    assertThat(page.locator(".banner")).containsText("Det kommer an på svarene");
  }

  @Test
  void answer_whileTheNextIsAwaited_isToldAndStaysWithItsDocuments() {
    Page page = CONSOLE.open("documents", "en");
    var keys = new Keyboard(page);
    keys.choose("driving licence");
    keys.type(page.getByLabel("Expires on"), "1/1 2020");
    keys.press("Alt+a");
    keys.choose("swe pass");
    assertThat(page.locator(".card .reasons")).containsText("The document has expired.");
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
    List<Route> held = new ArrayList<>();
    page.route("**/v1/document-checks", held::add);

    keys.press(page.getByLabel("Remove Driving licence"), "Enter");

    page.waitForCondition(() -> !held.isEmpty());
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "true");
    assertThat(page.locator(".card h2")).hasText("Passport, Sweden");
    assertThat(page.locator(".card .reasons")).hasCount(0);
    held.get(0).resume();
    assertThat(page.locator(".banner")).hasAttribute("aria-busy", "false");
  }

  @Test
  void facts_answered_verdictFollows() {
    Page page = CONSOLE.open("documents", "en");
    var keys = new Keyboard(page);
    keys.choose("driving licence");
    assertThat(page.locator(".banner")).containsText("It depends on the answers");
    assertThat(page.locator(".questions button")).hasCount(2);

    keys.press(page.locator(".questions button", hasText("Expires on")), "Enter");
    assertThat(page.locator(".asked input:focus")).hasCount(1);
    keys.type("31.12.2040");
    assertThat(page.locator(".questions button")).hasCount(1);
    keys.press(page.locator(".questions button", hasText("Same name")), "Enter");
    assertThat(page.locator(".asked input[type=radio]:focus")).hasCount(1);
    keys.press("n");
    assertThat(page.locator(".banner")).containsText("The documents are not enough");
    assertThat(page.locator(".card .reasons"))
        .containsText("is not the name now in the CPR register");

    keys.press("y");
    assertThat(page.locator(".banner")).containsText("The documents are enough");
    assertThat(page.locator(".banner")).containsText("One document is enough by itself.");
    assertThat(page.locator(".banner")).containsText("31 December 2040");
    assertThat(page.locator(".used")).hasText("Used");
    Console.picture(page, "documents-sufficient");
  }

  @Test
  void list_withoutTyping_offersEveryType() {
    Page page = CONSOLE.open("documents", "da");

    page.keyboard().press("ArrowDown");

    assertThat(page.locator("[role=option]")).hasCount(25);
    page.keyboard().press("Escape");
    assertThat(page.locator("[role=option]")).hasCount(0);
  }

  @Test
  void bring_more_showsEverySet() {
    Page page = CONSOLE.open("documents", "en");
    assertThat(page.locator(".banner")).containsText("see below what can be brought");
    assertThat(page.locator(".bring li")).hasCount(5);

    new Keyboard(page).press(page.getByText("Show all"), "Enter");
    assertThat(page.locator("#bring")).isFocused();

    assertThat(page.locator(".bring li").nth(5)).isVisible();
    assertThat(page.getByText("Show all")).hasCount(0);
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
