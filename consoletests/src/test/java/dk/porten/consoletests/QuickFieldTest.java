package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first field of the visit's desk, which takes whatever the citizen says. */
final class QuickFieldTest {

  @RegisterExtension static final Console CONSOLE = Console.ofDemo();

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

  @ParameterizedTest
  @CsvSource({
    "torben, Intet svarer til det. Mente du et af disse?, 'Pas, Danmark', Nothing is called that. Did you mean one of these?, 'Passport, Denmark'",
    "vindne, Intet svarer til det., Et vidne kommer med, Nothing is called that., A witness comes along",
    "udlænning, Intet svarer til det., Borgeren er udlænding, Nothing is called that., The citizen is a foreigner",
    "pas app, Intet svarer til det., 'Pas, Danmark', Nothing is called that., 'Passport, Denmark'",
  })
  void words_unknown_areToldAndLeadOnWithoutAGuess(
      String typed, String danish, String likeliest, String english, String likeliestInEnglish) {
    for (String language : List.of("da", "en")) {
      Page page = CONSOLE.open("visit", language);
      page.keyboard().type(typed);
      assertThat(page.locator(".combobox [role=status]").first())
          .containsText(language.equals("da") ? danish : english);
      assertThat(page.locator("[role=option][aria-selected=true]")).hasCount(0);
      Console.assertAccessible(page);

      page.keyboard().press("Enter");
      assertThat(page.locator(".papers > li")).hasCount(0);
      page.keyboard().press("ArrowDown");
      assertThat(page.locator("[role=option][aria-selected=true]"))
          .hasText(language.equals("da") ? likeliest : likeliestInEnglish);
      assertThat(page.locator("[role=option]")).not().hasCount(0);
      page.keyboard().press("Enter");
      assertThat(page.locator("[role=option]")).hasCount(0);
    }
  }
}
