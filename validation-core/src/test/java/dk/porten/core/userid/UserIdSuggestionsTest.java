package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.SeededCases;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed in place of a wish (U9). */
class UserIdSuggestionsTest {

  private static final int WISHES = 20_000;
  private static final String SHORT_WORD = "[a-z]{3,9}";
  private static final String SIGN = "[-._!]";

  private final UserIdDecision decision =
      CompiledPack.of(Packs.pack("mitid-national")).userId().orElseThrow();
  private final UserIdSuggestions suggestions = suggestions(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "stine|stine",
        "stine hansen|stine hansen",
        " stine-|stine",
        "st/ne|stne",
        "andré|andre",
        "Élise|elise",
        "Łódź.k|lodz.k",
        "Weiß.k|weiss.k",
        "WEIẞ.k|weiss.k",
        "Þórunn.s|thorunn.s",
        "Sigurðr|sigurdr",
        "ﬁnn.k|finn.k",
        "cœur.k|coeur.k",
        "Đurđević|durdevic",
        "Yıldız İ|yildiz i",
        "Ǿrsted ǼǺ|ørsted æå",
        "Ｓｔｉｎｅ|stine",
        "o´brien|obrien",
        "st™ine…|stine",
        "åse.ærø|åse.ærø",
        "stine1985|stine",
        "05.12.85stine|stine",
        "r2d2|rd",
        "x|x",
        "1234567890|" + SHORT_WORD,
        "😀|" + SHORT_WORD,
        "''|" + SHORT_WORD,
      })
  void near_wish_isWhatIsLeftOfItWithAWordBeforeOrBehind(String wish, String left) {
    String either = "(%s)%s%s|%s%s(%s)".formatted(left, SIGN, SHORT_WORD, SHORT_WORD, SIGN, left);

    assertThat(near(suggestions, wish)).hasSizeGreaterThan(90).allMatch(id -> id.matches(either));
  }

  @Test
  void near_wishOfTheGreatestLength_isCutToMakeRoom() {
    assertThat(near(suggestions, "stine-".repeat(8)))
        .hasSizeGreaterThan(90)
        .allMatch(id -> id.contains("stine-".repeat(6).substring(0, 35)));
  }

  @Test
  void near_randomWishes_areLegalDistinctStableWithoutDigitsAndNeverTheWish() {
    Map<String, Long> seen = SeededCases.countKinds(WISHES, this::check);

    assertThat(seen.get("proposed")).isEqualTo(WISHES);
  }

  private Stream<String> check(long seed) {
    String wish = UserIdOracle.canonical(new UserIdTexts(new SplittableRandom(seed)).next());
    List<String> proposed = near(suggestions, wish);
    assertThat(proposed)
        .as("seed %d", seed)
        .doesNotHaveDuplicates()
        .doesNotContain(wish)
        .hasSizeBetween(90, UserIdSuggestions.MOST_CANDIDATES)
        .allMatch(id -> UserIdOracle.violations(id).isEmpty())
        .allMatch(id -> UserIdOracle.canonical(id).equals(id))
        .noneMatch(id -> id.chars().anyMatch(Character::isDigit))
        .isEqualTo(near(suggestions(1), wish));
    return Stream.of("proposed");
  }

  @Test
  void near_underAnotherKey_areOthers() {
    List<String> one = near(suggestions(1), "stine").subList(0, 10);

    assertThat(near(suggestions(2), "stine").subList(0, 10)).isNotEqualTo(one);
    assertThat(near(suggestions(1), "stina").subList(0, 10))
        .isNotEqualTo(one.stream().map(id -> id.replace("stine", "stina")).toList());
  }

  private List<String> near(UserIdSuggestions suggestions, String wish) {
    return suggestions.near(wish, decision).map(UserId::canonical).toList();
  }

  private static UserIdSuggestions suggestions(int key) {
    byte[] bytes = new byte[SipHash.KEY_BYTES];
    bytes[0] = (byte) key;
    return new UserIdSuggestions(new SipHash(bytes));
  }
}
