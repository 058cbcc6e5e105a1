package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract's reader, in which an operation can be tried. */
final class DocsTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @Test
  void operation_opened_isDescribedAndCanBeTried() {
    Page page = CONSOLE.openDocs();
    Locator operation = page.locator("#operations-checks-checkUserId");

    operation.locator(".opblock-summary-control").click();
    assertThat(operation.locator(".opblock-description")).containsText("every violation");
    operation.locator(".opblock-section-request-body").getByText("Schema").click();
    assertThat(operation.locator(".opblock-section-request-body")).containsText("suggestions");

    operation.getByText("Try it out").click();
    operation.getByText("Execute", new Locator.GetByTextOptions().setExact(true)).click();
    Locator answer = operation.locator(".live-responses-table .response").first();
    assertThat(answer.locator(".response-col_status")).containsText("200");
    assertThat(answer).containsText("\"verdict\": \"available\"");
    assertThat(page.locator(".errors-wrapper")).hasCount(0);
    Console.picture(page, "docs");
  }
}
