package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/user-id-checks}. */
final class UserIdChecksTest {
  private static final String PATH = "/v1/user-id-checks";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @BeforeAll
  static void fillDirectory() throws Exception {
    GATEWAY.take("birthe holm", "søren.ærø");
  }

  @Test
  void check_free_isAvailableAsOfAWholeSecond() {
    assertThat(ask("Stine!always").json())
        .isEqualTo(
            new JsonObject(
                """
                {"userId":"stine!always","verdict":"available","violations":[],
                 "asOf":"2026-12-01T08:00:00Z","rulePack":"mitid-national@1"}"""));
  }

  @Test
  void check_clockBetweenSeconds_asOfIsTheWholeSecondBefore() {
    GATEWAY.clock().set("2026-12-01T08:00:00.987654321Z");
    GATEWAY.awaitFeed();
    assertThat(ask("stine.b").json().getString("asOf")).isEqualTo("2026-12-01T08:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "U7, birthe holm",
    "U7, BIRTHE HOLM",
    "U7, Birthe Holm",
    "U7, SØREN.ÆRØ",
    "U7, søren.ærø",
  })
  void check_takenInAnyCase_isTaken(String clause, String userId) {
    Reply reply = ask(userId);

    assertThat(reply.verdict()).isEqualTo("taken");
    assertThat(reply.objects("violations")).isEmpty();
  }

  @Test
  void check_takenInDecomposedForm_isTaken() throws Exception {
    GATEWAY.take("åse!hansen");

    assertThat(ask("A\u030Ase!hansen").verdict()).isEqualTo("taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "U2|stb|too-short",
        "U2|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|too-long",
        "U3|stin/e|forbidden-character",
        "U4| stine|leading-space",
        "U4|stine |trailing-space",
        "U5|1234567890|ten-digits",
        "U6|710199-1234|cpr-number",
      })
  void check_rulesBroken_isInvalidWithTheCode(String clause, String userId, String code) {
    Reply reply = ask(userId);

    assertThat(reply.verdict()).isEqualTo("invalid");
    assertThat(reply.codes("violations")).containsExactly(code);
  }

  @Test
  void check_severalRulesBroken_allAreToldInTheOrderOfTheClauses() {
    Reply reply = ask(" s/ ");

    assertThat(reply.codes("violations"))
        .containsExactly("too-short", "forbidden-character", "leading-space", "trailing-space");
    assertThat(reply.objects("violations").get(1).getInteger("index")).isEqualTo(2);
    assertThat(reply.json().getString("userId")).isEqualTo(" s/ ");
  }

  @Test
  void check_indexBehindSupplementaryCharacters_countsCodePoints() {
    Reply reply = ask("\uD83D\uDE00\uD83D\uDE00abc/");

    assertThat(reply.objects("violations"))
        .extracting(violation -> violation.getInteger("index"))
        .isEqualTo(List.of(0, 1, 5));
  }

  @Test
  void check_512CodePoints_isJudged() {
    assertThat(ask("\uD83D\uDE00".repeat(512)).verdict()).isEqualTo("invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "mitid-national, mitid-national@1",
    "mitid-national@1, mitid-national@1",
    "mitid-herning, mitid-herning@1",
  })
  void check_withRulePack_namesItsVersion(String asked, String used) {
    Reply reply = GATEWAY.post(PATH, body("stine.b").put("rulePack", asked).encode());

    assertThat(reply.json().getString("rulePack")).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource({
    "nemid-herning, 422 not-ruled-by-pack",
    "nemid-herning@1, 422 not-ruled-by-pack",
    "mitid-nowhere, 422 unknown-rule-pack",
    "mitid-national@2, 422 unknown-rule-pack",
  })
  void check_packThatCannotJudge_is422(String rulePack, String problem) {
    Reply reply = GATEWAY.post(PATH, body("stine.b").put("rulePack", rulePack).encode());

    assertThat(reply.problem()).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource({"1900-01-01", "2199-12-31"})
  void check_firstAndLastDay_isJudged(String on) {
    assertThat(GATEWAY.post(PATH, body("stine.b").put("on", on).encode()).verdict())
        .isEqualTo("available");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "birthe holm|taken|birthe holm",
        "st/ne|invalid|stne",
        "Łódź.Weiß|invalid|lodz.weiss",
        "1234567890|invalid|"
      })
  void check_notToBeHad_suggestsWhatIsNearAndFree(
      String userId, String verdict, @Nullable String near) {
    Reply reply = suggesting(userId, 10);

    assertThat(reply.verdict()).isEqualTo(verdict);
    assertThat(suggestions(reply))
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(suggestion -> near == null || suggestion.contains(near))
        .allMatch(suggestion -> ask(suggestion).verdict().equals("available"))
        .isEqualTo(suggestions(suggesting(userId, 10)))
        .startsWith(suggestions(suggesting(userId, 3)).toArray(String[]::new));
  }

  @Test
  void check_suggestionTaken_isNotSuggestedAnyMore() throws Exception {
    List<String> before = suggestions(suggesting("søren.ærø", 5));
    GATEWAY.take(before.get(0), before.get(2));

    assertThat(suggestions(suggesting("søren.ærø", 5)))
        .hasSize(5)
        .startsWith(before.get(1), before.get(3), before.get(4));
  }

  @Test
  void check_availableOrNoneWanted_suggestsNothing() {
    assertThat(suggestions(suggesting("Stine!always", 3))).isEmpty();
    assertThat(suggestions(suggesting("birthe holm", 0))).isEmpty();
    assertThat(ask("birthe holm").json().containsKey("suggestions")).isFalse();
  }

  private static Reply suggesting(String userId, int suggestions) {
    return GATEWAY.post(PATH, body(userId).put("suggestions", suggestions).encode());
  }

  private static List<String> suggestions(Reply reply) {
    return reply.json().getJsonArray("suggestions").stream().map(String::valueOf).toList();
  }

  private static Reply ask(String userId) {
    return GATEWAY.post(PATH, body(userId).encode());
  }

  private static JsonObject body(String userId) {
    return new JsonObject().put("userId", userId);
  }
}
