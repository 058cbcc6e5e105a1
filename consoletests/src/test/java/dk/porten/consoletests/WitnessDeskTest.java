package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The desk for witnesses. */
final class WitnessDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @Test
  void witnessWithoutPlaces_isDrawnWithTheDayOfTheNextPlace_andOneIsVoided() {
    UUID witness = UUID.randomUUID();
    LocalDate today = CONSOLE.gateway().today();
    for (int daysAgo : new int[] {28, 14, 2}) {
      CONSOLE.gateway().attest(witness, today.minusDays(daysAgo).toString());
    }
    Page page = CONSOLE.open("witness", "en");
    var keys = new Keyboard(page);

    describe(page, keys, witness);

    assertThat(page.locator(".banner")).containsText("Cannot be a witness on that day");
    assertThat(page.locator(".banner")).containsText("in 92 days");
    assertThat(page.locator(".quota")).hasText("0 left of 3 times in 120 days; 3 used.");
    assertThat(page.locator(".timeline circle.counts")).hasCount(3);
    assertThat(page.locator(".timeline .free")).hasCount(1);
    assertThat(page.locator(".reasons .clause")).hasText("Rule W4 · S2");
    assertThat(page.locator(".age")).containsText("The witness is ");
    assertThat(page.locator(".next-place")).containsText("in 92 days");
    Console.picture(page, "witness-exhausted");

    keys.press(page.locator(".attestations button").first(), "Enter");
    assertThat(page.getByLabel("Why is the one")).isFocused();
    Console.assertAccessible(page);
    keys.press(page.getByText("Cancel"), "Enter");
    assertThat(page.locator(".attestations button").first()).isFocused();
    keys.press("Enter");
    assertThat(page.getByLabel("Why is the one")).isFocused();
    keys.type("Recorded for somebody else");
    keys.press("Enter");

    assertThat(page.locator(".attestations")).containsText("voided: Recorded for somebody else");
    assertThat(page.locator("#history")).isFocused();
    assertThat(page.locator(".timeline circle.voided")).hasCount(1);
    assertThat(page.locator(".banner")).containsText("Can be a witness on that day");
    assertThat(page.locator(".quota")).hasText("1 left of 3 times in 120 days; 2 used.");
  }

  @Test
  void reasonThatLooksLikeACprNumber_isRefusedInWords() {
    UUID witness = UUID.randomUUID();
    CONSOLE.gateway().attest(witness, CONSOLE.gateway().today().toString());
    Page page = CONSOLE.open("witness", "da");
    var keys = new Keyboard(page);
    describe(page, keys, witness);

    keys.press(page.locator(".attestations button").first(), "Enter");
    CONSOLE.expectRefusal(400);
    assertThat(page.getByLabel("Hvorfor annulleres den")).isFocused();
    keys.type("For 919999-9999");
    keys.press("Enter");

    assertThat(page.getByText("Begrundelsen må ikke ligne et CPR-nummer.")).isVisible();
  }

  @ParameterizedTest
  @CsvSource({"429, It is not voided. Try again shortly.", "503, There was no answer"})
  void voiding_refused_isToldAndCanBeTriedAgain(int status, String words) {
    UUID witness = UUID.randomUUID();
    CONSOLE.gateway().attest(witness, CONSOLE.gateway().today().toString());
    Page page = CONSOLE.open("witness", "en");
    var keys = new Keyboard(page);
    keys.type(page.locator("#witness-personId"), witness.toString());
    keys.press(page.locator(".attestations button").first(), "Enter");
    CONSOLE.expectRefusal(status);
    page.route("**/void", route -> route.fulfill(new Route.FulfillOptions().setStatus(status)));
    assertThat(page.getByLabel("Why is the one")).isFocused();
    keys.type("A mistake");
    keys.press("Enter");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText(words);

    page.unroute("**/void");
    keys.press("Enter");
    assertThat(page.locator(".attestations")).containsText("voided: A mistake");
  }

  @Test
  void reason_typedWhenTheHistoryIsRefused_stays() {
    UUID witness = UUID.randomUUID();
    CONSOLE.gateway().attest(witness, CONSOLE.gateway().today().toString());
    Page page = CONSOLE.open("witness", "en");
    var keys = new Keyboard(page);
    keys.type(page.locator("#witness-personId"), witness.toString());
    keys.press(page.locator(".attestations button").first(), "Enter");
    assertThat(page.getByLabel("Why is the one")).isFocused();
    keys.type("A mistake");
    CONSOLE.expectRefusal(503);
    Entrance.refuseForASecond(page, "**/v1/witness-history");

    // Another language is another question.
    keys.press(page.getByText("Dansk"), "Enter");

    assertThat(page.getByText("Der kan ikke svares lige nu.")).isVisible();
    assertThat(page.getByLabel("Hvorfor annulleres den")).hasValue("A mistake");
    page.unroute("**/v1/witness-history");
    assertThat(page.getByText("Der kan ikke svares lige nu.")).hasCount(0);
    assertThat(page.getByLabel("Hvorfor annulleres den")).hasValue("A mistake");
  }

  @Test
  void voiding_doneWhileSomebodyIsElsewhere_doesNotLeadThemAway() {
    UUID witness = UUID.randomUUID();
    CONSOLE.gateway().attest(witness, CONSOLE.gateway().today().toString());
    Page page = CONSOLE.open("witness", "en");
    var keys = new Keyboard(page);
    keys.type(page.locator("#witness-personId"), witness.toString());
    keys.press(page.locator(".attestations button").first(), "Enter");
    assertThat(page.getByLabel("Why is the one")).isFocused();
    List<Route> sent = new ArrayList<>();
    page.route("**/void", sent::add);
    keys.type("A mistake");
    keys.press("Enter");
    page.waitForCondition(() -> !sent.isEmpty());

    keys.press("Alt+a");
    sent.get(0).resume();

    assertThat(page.locator(".attestations")).containsText("voided: A mistake");
    assertThat(page.locator("[data-main=true]")).isFocused();
  }

  @Test
  void nextPlace_whileFactsAreUnknown_isTold() {
    UUID witness = UUID.randomUUID();
    CONSOLE.gateway().attest(witness, CONSOLE.gateway().today().toString());
    Page page = CONSOLE.open("witness", "en");

    new Keyboard(page).type(page.locator("#witness-personId"), witness.toString());

    assertThat(page.locator(".next-place")).containsText("Next free place:");
  }

  @Test
  void erasedDays_areShownAndCannotBeVoided() {
    String today = CONSOLE.gateway().today().toString();
    Page page = CONSOLE.open("witness", "en");
    page.route(
        "**/v1/witness-history",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"attestations":[],"erasedDays":["%1$s","%1$s"],
                         "quota":{"limit":3,"windowDays":120,"countBy":"events","used":2,"remaining":1},
                         "allowedFrom":"%1$s"}"""
                            .formatted(today))));

    new Keyboard(page).type(page.locator("#witness-personId"), UUID.randomUUID().toString());

    assertThat(page.locator(".attestations li")).hasCount(2);
    assertThat(page.locator(".attestations li").first()).containsText("erased");
    assertThat(page.locator(".attestations button")).hasCount(0);
    assertThat(page.locator(".timeline circle.counts")).hasCount(2);
  }

  @Test
  void placeholderForAPerson_isNotAUuidYet() {
    Page page = CONSOLE.open("witness", "en");

    new Keyboard(page).type(page.locator("#witness-personId"), new UUID(0, 0).toString());

    assertThat(page.getByText("Not a UUID yet.")).isVisible();
  }

  private static void describe(Page page, Keyboard keys, UUID witness) {
    keys.type("29/2 1980");
    keys.type(page.locator("#witness-mitIdSince"), "1.1.2022");
    keys.type(page.locator("#witness-personId"), witness.toString());
    keys.goTo(page.locator("#witness-documents"));
    keys.choose("kørekort");
    keys.press(page.locator("[id$=-nameMatchesCpr]"), "j");
    keys.type(page.locator("[id$=-expiresOn]"), "1.1.2040");
  }
}
