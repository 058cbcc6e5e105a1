package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The desk for the whole visit, by keyboard alone: "Swedish passport, health card app, wants to go
 * next Thursday, her brother is the witness".
 */
final class VisitDeskTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @BeforeAll
  static void take() {
    CONSOLE.gateway().take("optaget.id");
  }

  @Test
  void callInDanish_typed_isAnsweredAndCanBeReadAloud() {
    Page page = CONSOLE.open("visit", "da");

    say(page, "svensk pas");
    say(page, "sundhedskort app");
    say(page, "næste torsdag");
    say(page, "bror");
    assertThat(banner(page)).containsText("Det kommer an på svarene");
    assertThat(card(page, "Pas, Sverige")).isVisible();
    assertThat(card(page, "Sundhedskort, Danmark, app")).isVisible();

    answerEverything(page, "j");

    assertThat(banner(page)).containsText("Klar til besøget");
    Locator checklist = page.locator(".checklist");
    assertThat(checklist).containsText(nextThursday("d. MMMM yyyy", "da"));
    assertThat(checklist).containsText("have sit eget MitID med");
    Console.picture(page, "visit-da");
  }

  @Test
  void callInEnglish_typed_isAnsweredAndPrintsOnOnePage() {
    Page page = CONSOLE.open("visit", "en");

    say(page, "swe pass");
    say(page, "health card app");
    say(page, "next thursday");
    say(page, "brother");
    assertThat(banner(page)).containsText("It depends on the answers");
    answerEverything(page, "y");

    assertThat(banner(page)).containsText("Ready for the visit");
    assertThat(page.locator(".checklist")).containsText(nextThursday("d MMMM yyyy", "en"));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".checklist h2")).isVisible();
    assertThat(page.locator("nav")).isHidden();
    assertThat(page.locator(".items .icon").first()).isHidden();
    assertThat(page.locator(".items .away").first()).hasText("Fine:");
    assertThat(page.locator(".items .away").first()).hasCSS("clip-path", "none");
    byte[] pdf = page.pdf();
    org.assertj.core.api.Assertions.assertThat(
            new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1).split("/Type /Page\\b"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "sundhedskort, 'Health insurance card, Denmark'",
    "mand, A witness comes along",
    "friend, A witness comes along",
    "mandag, Visit on Monday",
    "tors, Visit on Thursday",
    "lør, Visit on Saturday",
    "next friday, Visit on Friday",
  })
  void words_typed_likeliestIsFirst(String typed, String found) {
    Page page = CONSOLE.open("visit", "en");

    page.keyboard().type(typed);

    assertThat(page.locator("[role=option]").first()).containsText(found);
  }

  @Test
  void name_typed_isNoWeekday() {
    Page page = CONSOLE.open("visit", "en");

    page.keyboard().type("torben");

    assertThat(page.getByText("Nothing is called that.")).isVisible();
  }

  @Test
  void dayThatCannotBeRead_isNotAnsweredAsToday() {
    Page page = CONSOLE.open("visit", "en");
    say(page, "swe pass");
    assertThat(banner(page)).containsText("Not ready for the visit");

    page.getByLabel("The visit is").fill("32/12");

    assertThat(banner(page)).containsText("The day of the visit cannot be read");
    assertThat(page.locator(".checklist")).hasCount(0);
  }

  @Test
  void earliestDay_chosen_leadsToItsChecklist() {
    UUID witness = UUID.randomUUID();
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    for (int daysAgo : new int[] {28, 14, 2}) {
      CONSOLE.gateway().attest(witness, today.minusDays(daysAgo).toString());
    }
    Page page = CONSOLE.open("visit", "en");
    say(page, "driving licence");
    say(page, "witness");
    page.locator("#witness-documents input").fill("kørekort");
    page.keyboard().press("Enter");
    for (int paper = 0; paper < 2; paper++) {
      page.getByLabel("Expires on").nth(paper).fill("1.1.2040");
      page.locator("[id$=-nameMatchesCpr] label:first-child").nth(paper).click();
    }
    page.locator("#witness-birthDate").fill("29/2 1980");
    page.locator("#witness-mitIdSince").fill("1.1.2022");
    page.locator("#witness-personId").fill(witness.toString());
    assertThat(banner(page)).containsText("Not ready for the visit");

    page.getByText("Choose that day").press("Enter");

    assertThat(banner(page)).containsText("Ready for the visit");
    assertThat(page.locator("#checklist")).isFocused();
  }

  @Test
  void documentsThatAreNotEnough_easiestToBringIsTaken() {
    Page page = CONSOLE.open("visit", "en");

    say(page, "swe pass");
    say(page, "health card app");
    assertThat(banner(page)).containsText("It depends on the answers");
    for (int tabs = 0; tabs < 20 && !focused(page, "input[id$='-expiresOn']"); tabs++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().type("1/1 2020");

    assertThat(banner(page)).containsText("Not ready for the visit");
    assertThat(page.locator(".card .reasons")).containsText("The document has expired.");
    assertThat(page.locator(".card .reasons .clause")).hasText("Rule D1 · S3");
    assertThat(page.locator(".bring li").first()).containsText("Driving licence");
    awaitAnswer(page);
    page.locator(".bring button").first().press("Enter");
    assertThat(page.locator(".papers > li")).hasCount(3);
    Console.picture(page, "visit-not-ready");
  }

  @Test
  void wishes_inOrder_firstFreeOneIsOnTheChecklist() {
    Page page = CONSOLE.open("visit", "en");

    page.getByLabel("Wish 1").fill("optaget.id");
    page.getByText("Another wish").press("Enter");
    assertThat(page.getByLabel("Wish 2")).isFocused();
    page.keyboard().type("stine#bo");

    assertThat(page.locator(".part .line").first()).hasText("Taken");
    assertThat(page.locator(".part .line").last()).hasText("Free");
    assertThat(page.locator(".checklist")).containsText("stine#bo");
  }

  /** Types into the field that has the focus, and takes the likeliest. */
  private static void say(Page page, String words) {
    page.keyboard().type(words);
    assertThat(page.locator("[role=option][aria-selected=true]")).isVisible();
    page.keyboard().press("Enter");
    assertThat(page.locator("[role=listbox]:visible")).hasCount(0);
  }

  /** Follows one question after the other to its field, and answers it. */
  private static void answerEverything(Page page, String yes) {
    Locator questions = page.locator(".questions button");
    assertThat(questions).not().hasCount(0);
    awaitAnswer(page);
    for (int asked = 0; asked < 20 && questions.count() > 0; asked++) {
      String question = questions.first().innerText();
      questions.first().press("Enter");
      assertThat(page.locator(".asked input:focus, #witness-documents input:focus")).hasCount(1);
      answer(page, yes);
      assertThat(page.locator(".questions button", hasText(question))).hasCount(0);
      awaitAnswer(page);
    }
  }

  /** Waits until the verdict is about everything that was typed. */
  private static void awaitAnswer(Page page) {
    assertThat(banner(page)).hasAttribute("aria-busy", "false");
  }

  private static void answer(Page page, String yes) {
    if (focused(page, "[type=radio]")) {
      page.keyboard().press(yes);
    } else if (focused(page, "[id$=-expiresOn]")) {
      page.keyboard().type("1/1 2040");
    } else if (focused(page, "#witness-birthDate")) {
      page.keyboard().type("29/2 1980");
    } else if (focused(page, "#witness-mitIdSince")) {
      page.keyboard().type("1.1.2022");
    } else if (focused(page, "#witness-personId")) {
      page.keyboard().type("0c6a7e52-6d0f-4b0f-9a39-4f1d7a1f2c58");
    } else {
      say(page, "kørekort");
    }
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static boolean focused(Page page, String selector) {
    return (boolean)
        page.evaluate("selector => document.activeElement.matches(selector)", selector);
  }

  private static Locator banner(Page page) {
    return page.locator(".banner");
  }

  private static Locator card(Page page, String name) {
    return page.locator(".card h2").getByText(name, new Locator.GetByTextOptions().setExact(true));
  }

  private static String nextThursday(String pattern, String language) {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    LocalDate day =
        today
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
            .with(TemporalAdjusters.next(DayOfWeek.THURSDAY));
    return DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language)).format(day);
  }
}
