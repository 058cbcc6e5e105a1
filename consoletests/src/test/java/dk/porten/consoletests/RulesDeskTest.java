package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The desk for the rules, and the way to it from a reason. */
final class RulesDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @Test
  void rulesOfAPack_shown_areAccessible() {
    Page page = CONSOLE.open("rules", "en");
    new Keyboard(page).press(page.locator("summary").first(), "Enter");
    assertThat(page.locator("details li").first()).isVisible();
    Console.assertAccessible(page);
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
}
