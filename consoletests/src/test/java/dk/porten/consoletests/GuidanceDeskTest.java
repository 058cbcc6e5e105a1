package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The desk for guidance. */
final class GuidanceDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

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
}
