package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agent sees who has signed in: who they are, what they may, and who did what. */
final class SupportTest {

  @RegisterExtension static final Issuer ISSUER = Issuer.start();

  private static final String COLLEAGUE = "3f2a9c1e-6b7d-4a52-8c1f-2e9d4b6a7c30";

  @RegisterExtension static final Console CONSOLE = Console.at(ISSUER);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "da | check         | agent-7 må stille spørgsmål",
        "da | support       | agent-7 må frigive bruger-ID'er og annullere bevidnelser, men ikke stille spørgsmål",
        "da | check support | agent-7 må stille spørgsmål, frigive bruger-ID'er og annullere bevidnelser",
        "da | nothing       | agent-7 må ikke bruge noget her",
        "en | check         | agent-7 may ask questions",
        "en | support       | agent-7 may free user IDs and void attestations, but not ask questions",
        "en | check support | agent-7 may ask questions, free user IDs and void attestations",
        "en | nothing       | agent-7 may not use anything here",
      })
  void scopes_ofEveryKind_areToldInASentence(String language, String scopes, String sentence) {
    ISSUER.grant(scopes);
    Page page = signedIn("rules", language, Console.WIDE);

    assertThat(page.locator(".session > span")).hasText(sentence);
  }

  static Stream<Arguments> views() {
    return Stream.of(1_280, 1_024)
        .flatMap(width -> Stream.of("da", "en").map(language -> Arguments.of(language, width)));
  }

  @ParameterizedTest
  @MethodSource("views")
  void head_signedInOrNotAtEveryDesk_staysWhereItIs(String language, int width) {
    for (String scopes : List.of("check", "support", "check support")) {
      ISSUER.grant(scopes);
      CONSOLE.expectRefusal(403);
      Page page = CONSOLE.open("visit", language, ColorScheme.LIGHT, width);
      List<?> before = places(page);

      signIn(page);

      for (String desk : Console.DESKS) {
        Console.goTo(page, desk);
        assertThat(page.locator("nav a[aria-current]")).hasAttribute("href", "#" + desk);
        assertThat(places(page)).as("%s at %s", scopes, desk).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void choices_ofTheCase_areShownWholeWithTheVersionOfTheRules(String language, int width) {
    ISSUER.grant("check");
    Page page = signedIn("visit", language, width);
    assertThat(page.locator(".case option")).hasCount(5);

    assertThat((List<?>) page.locator(".case select").evaluateAll(CUT_OPTIONS)).isEmpty();
    assertThat(page.locator(".case .hint").last()).containsText("mitid-national@1");
    page.locator(".case select").last().selectOption("nemid-herning");
    assertThat(page.locator(".case .hint").last()).containsText("nemid-herning@1");
  }

  @Test
  void withoutSupport_historyOfAUserId_isNotOffered() {
    ISSUER.grant("check");
    Page page = signedIn("user-id", "en", Console.WIDE);

    new Keyboard(page).type("stine#bo");

    assertThat(page.getByText("The user ID is free")).isVisible();
    assertThat(page.locator("#user-id-history")).hasCount(0);
  }

  @Test
  void withSupportAlone_histories_areThere() {
    ISSUER.grant("support");
    CONSOLE.expectRefusal(403);
    Page page = signedIn("user-id", "en", Console.WIDE);
    var keys = new Keyboard(page);
    keys.type("stine#bo");

    keys.press(page.getByText("Show what happened to it"), "Enter");
    assertThat(page.locator(".since")).hasText("Nothing is on record about it.");

    keys.press("Alt+4");
    keys.type(page.locator("#witness-personId"), UUID.randomUUID().toString());
    assertThat(page.locator(".timeline")).isVisible();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | porten-console/agent-7 | you here in the console",
        "da | porten-console/agent-7 | dig her i konsollen",
        "en | booking/clerk-12       | clerk-12 via booking",
        "en | bank/bank              | bank",
        "en | https://bank.example/app/a%2Fb%252F | a/b%2F via https://bank.example/app",
        "en | https://porten.example/porten-console%2Fagent-7 | porten-console/agent-7 via https://porten.example",
        "en | a/b/a%2Fb              | a/b",
        "en | import                 | an import",
      })
  void whoDidIt_isToldAsPeopleSayIt(String language, String by, String words) {
    ISSUER.grant("check support");
    Page page = signedIn("user-id", language, Console.WIDE);
    history(page, by);

    assertThat(page.locator(".since .by")).hasText(words);
  }

  @Test
  void whoDidIt_whereTheIdTokenNamesThePersonOtherwise_isToldByTheAccessToken() {
    ISSUER.grant("check support");
    Page page = CONSOLE.open("user-id", "en");
    page.route("**/token", SupportTest::nameOtherwise);
    signIn(page);
    history(page, "porten-console/agent-7");

    assertThat(page.locator(".since .by")).hasText("you here in the console");
  }

  /** Has the ID token name a person as no other token does, as Entra ID does. */
  private static void nameOtherwise(Route route) {
    String tokens = route.fetch().text();
    String idToken = tokens.replaceFirst("(?s).*\"id_token\":\"([^\"]*)\".*", "$1");
    String payload = idToken.split("\\.", 3)[1];
    String claims =
        new String(Base64.getUrlDecoder().decode(payload), UTF_8).replace("agent-7", "pairwise");
    String other =
        tokens.replace(
            idToken, idToken.replace(payload, IssuerKeys.base64(claims.getBytes(UTF_8))));
    route.fulfill(new Route.FulfillOptions().setBody(other));
  }

  @Test
  void subject_thatIsAUuid_isCutShortForTheEyeAlone() {
    ISSUER.grant("check support");
    Page page = signedIn("user-id", "en", Console.WIDE);
    history(page, "bank/" + COLLEAGUE);

    Locator subject = page.locator(".since .by .shortened");
    assertThat(subject).hasAttribute("title", COLLEAGUE);
    assertThat(subject.boundingBox().width).isLessThan(100);
    subject.click();
    assertThat(page.evaluate("String(getSelection())")).isEqualTo(COLLEAGUE);
    assertThat(page.locator(".since .by")).containsText("via bank");
  }

  /** Shows a history with one event that this one did. */
  private static void history(Page page, String by) {
    page.route(
        "**/v1/user-id-history",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"userId":"stine#bo","events":[
                          {"event":"claimed","at":"2026-11-01T08:00:00Z","by":"%s"}]}"""
                            .formatted(by))));
    var keys = new Keyboard(page);
    keys.type("stine#bo");
    keys.press(page.locator("#user-id-history + button"), "Enter");
  }

  private static Page signedIn(String desk, String language, int width) {
    Page page = CONSOLE.open(desk, language, ColorScheme.LIGHT, width);
    signIn(page);
    return page;
  }

  private static void signIn(Page page) {
    page.locator(".session button").click();
    assertThat(page.locator(".scopes")).isVisible();
    assertThat(page.locator("[data-main=true]:focus, h1:focus")).hasCount(1);
  }

  /** Returns where the ways to the desks and the heading are, and how high the head is. */
  private static List<?> places(Page page) {
    return (List<?>)
        page.evaluate(
            """
            () => [
              ...[...document.querySelectorAll("nav a")].map(way => Math.round(way.getBoundingClientRect().left)),
              Math.round(document.querySelector("header").getBoundingClientRect().height),
              Math.round(document.querySelector(".title").getBoundingClientRect().top + scrollY),
            ]
            """);
  }

  private static final String CUT_OPTIONS =
      """
      selects => selects.flatMap(select => {
        const style = getComputedStyle(select);
        const context = document.createElement("canvas").getContext("2d");
        context.font = style.font;
        const arrow = 20;
        const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
        return [...select.options].map(option => option.text)
          .filter(text => context.measureText(text).width > room);
      })
      """;
}
