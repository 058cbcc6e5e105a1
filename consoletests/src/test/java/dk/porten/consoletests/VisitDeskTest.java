package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
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

  /** What somebody types in a minute who is in no hurry. */
  private static final int KEYS_A_MINUTE = 200;

  private static final int MAX_FIELDS = 100;

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @BeforeAll
  static void take() {
    CONSOLE.gateway().take("optaget.id");
  }

  @Test
  void callInDanish_typed_isAnsweredWithinAMinuteAndCanBeReadAloud() {
    Page page = CONSOLE.open("visit", "da");
    var keys = new Keyboard(page);

    List.of("svensk pas", "sundhedskort app", "næste torsdag", "bror").forEach(keys::choose);
    assertThat(banner(page)).containsText("Det kommer an på svarene");
    assertThat(card(page, "Pas, Sverige")).isVisible();
    assertThat(card(page, "Sundhedskort, Danmark, app")).isVisible();
    answerWithinAMinute(page, keys, "j", "Klar til besøget");

    assertThat(readAloud(page))
        .containsExactly(
            "Tjekliste til besøget",
            "Besøget er " + nextThursday("EEEE 'den' d. MMMM yyyy", "da") + ": Borgerservice.",
            "I orden: Dine dokumenter er nok den dag, du kommer. Tag med: Pas, Sverige."
                + " Tag med: Sundhedskort, Danmark, app.",
            "I orden: Det kan bekræftes, hvem du er, når du kommer.",
            "Desuden: Et vidne skal selv møde op sammen med dig og have sit eget MitID med.",
            "Desuden: Husk at bestille tid, før du kommer.");
    Console.picture(page, "visit-da");
  }

  @Test
  void callInEnglish_typed_isAnsweredWithinAMinuteAndPrintsOnOnePage() {
    Page page = CONSOLE.open("visit", "en");
    var keys = new Keyboard(page);

    List.of("swe pass", "health card app", "next thursday", "brother").forEach(keys::choose);
    assertThat(banner(page)).containsText("It depends on the answers");
    answerWithinAMinute(page, keys, "y", "Ready for the visit");

    assertThat(readAloud(page))
        .containsExactly(
            "Checklist for the visit",
            "The visit is on " + nextThursday("EEEE d MMMM yyyy", "en") + ": Citizen Service.",
            "Fine: Your documents are enough on the day of your visit. Bring: Passport, Sweden."
                + " Bring: Health insurance card, Denmark, app.",
            "Fine: Who you are can be confirmed when you come.",
            "Also: A witness must come along in person and bring their own MitID.",
            "Also: Remember to book an appointment before you come.");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".checklist h2")).isVisible();
    assertThat(page.locator("nav")).isHidden();
    assertThat(page.locator(".items .icon").first()).isHidden();
    assertThat(page.locator(".items .away").first()).hasText("Fine:");
    assertThat(page.locator(".items .away").first()).hasCSS("clip-path", "none");
    byte[] pdf = page.pdf();
    assertThat(new String(pdf, StandardCharsets.ISO_8859_1).split("/Type /Page\\b")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "da, udlænding, Godt råd, Mangler",
    "en, foreigner, Advice, Missing",
  })
  void witness_merelyBest_isAdviceAndNotMissing(
      String language, String foreigner, String advice, String missing) {
    Page page = CONSOLE.open("visit", language);
    var keys = new Keyboard(page);
    List.of("swe pass", foreigner).forEach(keys::choose);
    Locator best =
        page.locator(".items li").filter(new Locator.FilterOptions().setHasText(witness(language)));

    assertThat(best.locator(".icon")).hasClass("icon note");
    assertThat(best.locator(".away").first()).hasText(advice + ":");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(best.locator(".away").first()).hasCSS("clip-path", "none");
    assertThat(best).not().containsText(missing);

    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    keys.press("Alt+a");
    keys.choose("vidne");
    keys.type(page.locator("#witness-birthDate"), "1/5 2015");
    assertThat(page.locator(".part .reasons")).isVisible();
    assertThat(best.locator(".icon")).hasClass("icon note");
  }

  private static String witness(String language) {
    return language.equals("da")
        ? "er det bedst at have et vidne"
        : "it is best to bring a witness";
  }

  @Test
  void wishOnTheChecklist_isReadInOneLine() {
    Page page = CONSOLE.open("visit", "en");
    new Keyboard(page).type(page.locator("#wish-0"), "stine#bo");

    Locator told =
        page.locator(".checklist .detail", new Page.LocatorOptions().setHasText("is free."));
    assertThat(told).isVisible();
    assertThat(told.innerText()).isEqualTo("stine#bo is free.");
  }

  @Test
  void dayThatCannotBeRead_isNotAnsweredAsToday() {
    Page page = CONSOLE.open("visit", "en");
    var keys = new Keyboard(page);
    keys.choose("swe pass");
    assertThat(banner(page)).containsText("Not ready for the visit");

    keys.type(page.getByLabel("The visit is"), "32/12");

    assertThat(banner(page)).containsText("The day of the visit cannot be read");
    assertThat(page.locator(".checklist")).hasCount(0);
  }

  @Test
  void earliestDay_chosen_leadsToItsChecklist() {
    UUID witness = UUID.randomUUID();
    LocalDate today = CONSOLE.gateway().today();
    for (int daysAgo : new int[] {28, 14, 2}) {
      CONSOLE.gateway().attest(witness, today.minusDays(daysAgo).toString());
    }
    Page page = CONSOLE.open("visit", "en");
    var keys = new Keyboard(page);
    keys.choose("driving licence");
    keys.choose("witness");
    keys.goTo(page.locator("#witness-documents"));
    keys.choose("kørekort");
    for (int paper = 0; paper < 2; paper++) {
      keys.press(page.locator("[id$=-nameMatchesCpr]").nth(paper), "y");
      keys.type(page.locator("[id$=-expiresOn]").nth(paper), "1.1.2040");
    }
    keys.type(page.locator("#witness-birthDate"), "29/2 1980");
    keys.type(page.locator("#witness-mitIdSince"), "1.1.2022");
    keys.type(page.locator("#witness-personId"), witness.toString());
    assertThat(banner(page)).containsText("It depends on the answers");

    keys.press(page.getByText("Choose that day"), "Enter");

    assertThat(banner(page)).containsText("Ready for the visit");
    assertThat(page.locator("#checklist")).isFocused();
  }

  @Test
  void documentsThatAreNotEnough_easiestToBringIsTaken() {
    Page page = CONSOLE.open("visit", "en");

    var keys = new Keyboard(page);
    keys.choose("swe pass");
    keys.choose("health card app");
    assertThat(banner(page)).containsText("It depends on the answers");
    keys.type(page.locator("[id$=-expiresOn]").first(), "1/1 2020");

    assertThat(banner(page)).containsText("Not ready for the visit");
    assertThat(page.locator(".card .reasons")).containsText("The document has expired.");
    assertThat(page.locator(".card .reasons .clause")).hasText("Rule D1 · S3");
    assertThat(page.locator(".bring li").first()).containsText("Driving licence");
    awaitAnswer(page);
    keys.press(page.locator(".bring button").first(), "Enter");
    assertThat(page.locator(".papers > li")).hasCount(3);
    Console.picture(page, "visit-not-ready");
  }

  @ParameterizedTest
  @CsvSource({
    "da, Ønske, Endnu et ønske, Optaget, Ledigt, stine#bo er ledigt.",
    "en, Wish, Another wish, Taken, Free, stine#bo is free.",
  })
  void wishes_inOrder_firstFreeOneIsOnTheChecklist(
      String language, String wish, String another, String taken, String free, String told) {
    Page page = CONSOLE.open("visit", language);
    var keys = new Keyboard(page);

    keys.type(page.getByLabel(wish + " 1"), "optaget.id");
    keys.press(page.getByText(another), "Enter");
    assertThat(page.getByLabel(wish + " 2")).isFocused();
    keys.type("stine#bo");

    assertThat(page.locator(".part .line").first()).hasText(taken);
    assertThat(page.locator(".part .line").last()).hasText(free);
    assertThat(page.locator(".checklist")).containsText(told);
  }

  /** Goes through the fields by Tab, and answers what is asked, until the verdict is there. */
  private static void answerWithinAMinute(Page page, Keyboard keys, String yes, String verdict) {
    awaitAnswer(page);
    Locator questions = page.locator(".questions button");
    assertThat(questions).not().hasCount(0);
    for (int fields = 0; fields < MAX_FIELDS && questions.count() > 0; fields++) {
      keys.press("Tab");
      if (focused(page, ".asked input, #witness-documents input")) {
        answer(page, keys, yes);
        assertThat(page.locator(".asked input:focus")).hasCount(0);
        awaitAnswer(page);
      }
    }
    assertThat(questions).hasCount(0);
    assertThat(banner(page)).containsText(verdict);
    assertThat(keys.pressed()).isLessThanOrEqualTo(KEYS_A_MINUTE);
  }

  /** Waits until the verdict is about everything that was typed. */
  private static void awaitAnswer(Page page) {
    assertThat(banner(page)).hasAttribute("aria-busy", "false");
  }

  private static void answer(Page page, Keyboard keys, String yes) {
    if (focused(page, "[type=radio]")) {
      keys.press(yes);
    } else if (focused(page, "[id$=-expiresOn]")) {
      keys.type("1/1 2040");
    } else if (focused(page, "#witness-birthDate")) {
      keys.type("29/2 1980");
    } else if (focused(page, "#witness-mitIdSince")) {
      keys.type("1.1.2022");
    } else if (focused(page, "#witness-personId")) {
      keys.type("0c6a7e52-6d0f-4b0f-9a39-4f1d7a1f2c58");
    } else {
      keys.choose("kørekort");
    }
  }

  /** Returns what the checklist says, a paragraph or point after the other. */
  private static List<String> readAloud(Page page) {
    return page.locator(".checklist > h2, .checklist > p, .checklist li").allInnerTexts().stream()
        .map(text -> text.strip().replaceAll("\\s+", " "))
        // Whether a comma is there depends on the browser's version.
        .map(text -> text.replaceFirst("day, (?=\\d)", "day "))
        .toList();
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
    LocalDate today = CONSOLE.gateway().today();
    LocalDate day =
        today
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
            .with(TemporalAdjusters.next(DayOfWeek.THURSDAY));
    return DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language)).format(day);
  }
}
