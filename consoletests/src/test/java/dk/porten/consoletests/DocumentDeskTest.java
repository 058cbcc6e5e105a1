package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
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
  })
  void document_typed_isFoundFirst(String typed, String found) {
    Page page = CONSOLE.open("documents", "en");

    page.keyboard().type(typed);

    assertThat(page.locator("[role=option]").first()).hasText(found);
    page.keyboard().press("Enter");
    assertThat(page.locator(".card h2")).hasText(found);
  }

  @Test
  void facts_answered_verdictFollows() {
    Page page = CONSOLE.open("documents", "en");
    page.keyboard().type("driving licence");
    page.keyboard().press("Enter");
    assertThat(page.locator(".banner")).containsText("It depends on the answers");
    assertThat(page.locator(".questions button")).hasCount(2);

    page.locator(".questions button", hasText("Expires on")).press("Enter");
    assertThat(page.locator(".asked input:focus")).hasCount(1);
    page.keyboard().type("31.12.2040");
    page.locator(".questions button", hasText("Same name")).press("Enter");
    assertThat(page.locator(".asked input[type=radio]:focus")).hasCount(1);
    page.keyboard().press("n");
    assertThat(page.locator(".banner")).containsText("The documents are not enough");
    assertThat(page.locator(".card .reasons"))
        .containsText("is not the name now in the CPR register");

    page.keyboard().press("y");
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

    page.getByText("Show all").press("Enter");

    assertThat(page.locator(".bring li").nth(5)).isVisible();
    assertThat(page.getByText("Show all")).hasCount(0);
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
