package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Freeing a user ID at a gateway that keeps it from others for a while. */
final class UserIdQuarantineTest {

  @RegisterExtension
  static final Console CONSOLE = Console.with(Map.of("GATEWAY_RELEASE_QUARANTINE_DAYS", "30"));

  @Test
  void userIdInQuarantine_isToldToBeNobodys() {
    CONSOLE.gateway().take("kept.away");
    Page page = CONSOLE.open("user-id", "en");
    var keys = new Keyboard(page);
    keys.type("kept.away");
    keys.press(page.getByText("Why is it taken?"), "Enter");
    keys.press(page.getByText("Free the user ID"), "Enter");
    assertThat(page.locator("#freeing input")).isFocused();
    keys.type("A mistake");
    keys.press("Enter");

    assertThat(page.locator(".since")).containsText("Nobody has had it since");
    assertThat(page.locator(".since")).containsText("can be in quarantine");
    assertThat(page.locator(".banner")).containsText("The user ID is taken");
    assertThat(page.getByText("Free the user ID")).hasCount(0);
  }
}
