package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a desk says when the gateway refuses to answer or cannot be reached. */
final class NoAnswerTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

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

    Console.goTo(page, desk);

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
}
