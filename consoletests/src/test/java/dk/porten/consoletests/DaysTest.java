package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days as people type and say them, on 29 November 2026. */
final class DaysTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // field: ahead of today, back from it, or a birth, whose year nobody guesses
        "ahead | 29/2               | Tuesday 29 February 2028",
        "ahead | 29.2               | Tuesday 29 February 2028",
        "ahead | 29.2.              | Tuesday 29 February 2028",
        "ahead | 29-2               | Tuesday 29 February 2028",
        "ahead | 29 2               | Tuesday 29 February 2028",
        "ahead | 29. 2.             | Tuesday 29 February 2028",
        "ahead | 29 feb             | Tuesday 29 February 2028",
        "ahead | 29. feb.           | Tuesday 29 February 2028",
        "ahead | 29feb              | Tuesday 29 February 2028",
        "ahead | 29. februar        | Tuesday 29 February 2028",
        "ahead | d. 29. februar     | Tuesday 29 February 2028",
        "ahead | den 29. februar    | Tuesday 29 February 2028",
        "ahead | 29 February        | Tuesday 29 February 2028",
        "ahead | 29th of February   | Tuesday 29 February 2028",
        "ahead | the 29th of Feb    | Tuesday 29 February 2028",
        "ahead | February 29        | Tuesday 29 February 2028",
        "ahead | Feb. 29th          | Tuesday 29 February 2028",
        "ahead | 28/2               | Sunday 28 February 2027",
        "ahead | 28/11              | Sunday 28 November 2027",
        "ahead | 29/11              | Sunday 29 November 2026",
        "ahead | 3. marts           | Wednesday 3 March 2027",
        "ahead | 3 maj              | Monday 3 May 2027",
        "ahead | 3 May              | Monday 3 May 2027",
        "ahead | 3 okt              | Sunday 3 October 2027",
        "ahead | 3 oct              | Sunday 3 October 2027",
        "ahead | 3 sept             | Friday 3 September 2027",
        "ahead | 29/2 28            | Tuesday 29 February 2028",
        "ahead | 29/2-28            | Tuesday 29 February 2028",
        "ahead | 290228             | Tuesday 29 February 2028",
        "ahead | 29. februar '28    | Tuesday 29 February 2028",
        "ahead | 2028-02-29         | Tuesday 29 February 2028",
        "ahead | 2028/2/29          | Tuesday 29 February 2028",
        "ahead | torsdag den 3. december 2026 | Thursday 3 December 2026",
        "ahead | Thursday 3 Dec     | Thursday 3 December 2026",
        "ahead | on Thursday the 3rd of December | Thursday 3 December 2026",
        "ahead | fredag 3/12        | The date is on another weekday.",
        "ahead | 29/2 27            | There is no such day in the calendar.",
        "ahead | 31/4               | There is no such day in the calendar.",
        "ahead | 30. februar        | There is no such day in the calendar.",
        "ahead | 3 marmelade        | Not a day yet.",
        "ahead | 29/                | Not a day yet.",
        "back  | 29/2               | Thursday 29 February 2024",
        "back  | 29 feb             | Thursday 29 February 2024",
        "back  | 30/11              | Sunday 30 November 2025",
        "back  | 29/11              | Sunday 29 November 2026",
        "back  | 1/5 22             | Sunday 1 May 2022",
        "birth | 29/2               | Which year?",
        "birth | 1. maj             | Which year?",
        "birth | Thursday 29 Feb    | Which year?",
        "birth | 31/4               | There is no such day in the calendar.",
        "birth | 29/2 80            | Friday 29 February 1980",
        "birth | 29feb80            | Friday 29 February 1980",
        "birth | 29-02-1980         | Friday 29 February 1980",
        "birth | 29. februar 1980   | Friday 29 February 1980",
        "birth | 30/12 26           | Thursday 30 December 1926",
        "birth | 28/11 26           | Saturday 28 November 2026",
      })
  void day_typed_isReadAsItsFieldMeansIt(String field, String typed, String words) {
    Page page = CONSOLE.open("rules", "en");
    page.clock().setFixedTime(Date.from(Instant.parse("2026-11-29T11:00:00Z")));
    Console.goTo(page, "witness");

    Locator input =
        switch (field) {
          case "ahead" -> page.getByLabel("The visit is");
          case "back" -> page.locator("#witness-mitIdSince");
          default -> page.locator("#witness-birthDate");
        };
    input.fill(typed);

    Locator hint = page.locator(".field", new Page.LocatorOptions().setHas(input)).locator(".hint");
    // Whether a comma is there depends on the browser's version.
    String said = words.replace("?", "\\?").replaceFirst("day (?=\\d)", "day,? ");
    assertThat(hint).hasText(Pattern.compile("^" + said));
  }
}
