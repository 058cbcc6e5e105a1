package dk.porten.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dk.porten.core.fact.Truth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of the checklist (V4). */
class ChecklistTextsTest {

  private static final String SHIPPED = Resources.text("checklist.yaml");

  @Test
  void load_shipped_everyStateInEveryLanguageAsWholeSentences() throws InvalidPackException {
    Map<ChecklistItem, Map<Language, String>> sentences = ChecklistTexts.load().sentences();
    assertThat(sentences).hasSize(14).doesNotContainKey(item(ChecklistCode.APPOINTMENT));
    assertThat(sentences.values())
        .allSatisfy(
            each ->
                assertThat(each)
                    .containsOnlyKeys(Language.values())
                    .allSatisfy((language, text) -> assertThat(text).endsWith(".")));
    assertThat(sentences.get(item(ChecklistCode.DOCUMENTS)))
        .containsEntry(Language.EN, "Your documents are enough on the day of your visit.");
  }

  @ParameterizedTest
  @CsvSource({
    "identity:, identify:, expected a member 'identity': a mapping",
    "not-done:, undone:, expected a member 'not-done': a mapping",
    "en:, kl:, expected a member 'en': a sentence",
  })
  void read_memberMissing_isAFault(String member, String other, String expected) {
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> ChecklistTexts.read(SHIPPED.replaceFirst(member, other)))
        .withMessageContaining(expected);
  }

  private static ChecklistItem item(ChecklistCode code) {
    return new ChecklistItem(code, Truth.TRUE);
  }
}
