package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The desk for user IDs. */
final class UserIdDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @BeforeAll
  static void take() {
    CONSOLE.gateway().take("optaget.id");
  }

  @Test
  void wish_typed_isJudgedAsOneTypes() {
    Page page = CONSOLE.open("user-id", "da");

    page.keyboard().type("st/ne#bo");

    assertThat(
            page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS)
                .getByText("Følger ikke reglerne"))
        .isVisible();
    assertThat(page.locator(".inplace mark")).hasText("/");
    assertThat(page.locator(".reasons")).containsText("Tegn 3: / U+002F");
    assertThat(page.locator(".reasons .clause")).hasText("Regel U3 · S3");
    Console.picture(page, "user-id-invalid");

    page.keyboard().press("ControlOrMeta+A");
    page.keyboard().type("stine#bo");
    assertThat(page.getByText("Bruger-ID'et er ledigt")).isVisible();
    assertThat(page.locator(".inplace mark")).hasCount(0);
  }

  @Test
  void length_isColouredOnlyIfItIsTheFault() {
    Page page = CONSOLE.open("user-id", "da");
    Locator length = page.locator(".wish .hint");

    page.keyboard().type("stine/petersen");
    assertThat(page.locator(".banner.no")).isVisible();
    assertThat(length).containsText("14 tegn.");
    assertThat(length).hasClass("hint");

    page.keyboard().press("ControlOrMeta+A");
    page.keyboard().type("st");
    assertThat(page.locator(".reasons .clause")).containsText("U2");
    assertThat(length).hasClass("hint wrong");
  }

  @Test
  void reason_followed_wishIsThereOnTheWayBack() {
    Page page = CONSOLE.open("user-id", "en");
    page.keyboard().type("st/ne#bo");

    new Keyboard(page).press(page.locator(".reasons .clause a"), "Enter");
    assertThat(page.locator("h1")).hasText("Rules");
    page.goBack();

    assertThat(page.locator("[data-main=true]")).hasValue("st/ne#bo");
    assertThat(page.locator(".inplace mark")).hasText("/");
  }

  @Test
  void wish_ofAnotherPerson_isTaken() {
    Page page = CONSOLE.open("user-id", "en");

    page.keyboard().type("Optaget.ID");

    assertThat(page.getByText("The user ID is taken")).isVisible();
    assertThat(page.locator(".suggestions button")).hasCount(5);
    Console.picture(page, "user-id-taken");
    new Keyboard(page).press(page.locator(".suggestions button").first(), "Enter");
    assertThat(page.locator("[data-main=true]")).isFocused();
    assertThat(page.getByText("The user ID is free")).isVisible();
  }

  @Test
  void suggestions_shown_areAccessible() {
    CONSOLE.gateway().take("is.taken");
    Page page = CONSOLE.open("user-id", "en", ColorScheme.LIGHT, Console.NARROW);
    page.keyboard().type("is.taken");
    assertThat(page.locator(".suggestions button").first()).isVisible();
    Console.assertAccessible(page);
  }
}
