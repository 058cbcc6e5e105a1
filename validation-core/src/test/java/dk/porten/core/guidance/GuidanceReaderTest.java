package dk.porten.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How guidance is read: whole, or refused with every fault. */
final class GuidanceReaderTest {
  private static final String YAML =
      """
      sources:
        S1: {title: A page}
      notice: {da: "Ikke på dit sprog.", en: "Not in your language.", kl: "Una atuarneqarsinnaanngilaq."}
      contacts:
        hotline: {da: Hotline, en: Hotline}
      topics:
        - id: help
          title: {da: Hjælp, en: Help}
          summary: {da: Kort, en: Short}
          sections:
            - id: who
              clause: G7
              sources: [S1]
              heading: {da: Hvem, en: Who}
              paragraphs:
                - {da: Nogen, en: Somebody}
              steps:
                - {da: Ring, en: Call}
          contacts: [hotline]
      """;

  @Test
  void read_wellFormed_hasEverything() throws InvalidPackException {
    Guidance guidance = GuidanceReader.read("guidance.yaml", YAML);

    Topic topic = guidance.find("help").orElseThrow();
    assertThat(guidance.notice()).containsOnlyKeys("da", "en", "kl");
    assertThat(topic.title().in(Language.DA)).isEqualTo("Hjælp");
    assertThat(topic.sources()).containsExactly("S1");
    assertThat(topic.contactKinds()).containsExactly("hotline");
    assertThat(topic.sections().get(0).steps().get(0).in(Language.EN)).isEqualTo("Call");
    assertThat(guidance.find("nothing")).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {title: A page}          | {name: A page}   | 2: expected a member 'title': a title; 2: expected one of title, url, found 'name'
          , kl: "Una atuarneqarsinnaanngilaq." | `` | 3: expected a member 'kl': a sentence
          {da: Hotline, en: Hotline} | {da: Hotline}  | 5: expected a member 'en': a text
          id: help                 | id: Help         | 7: expected id to be lower-case words joined by hyphens
          clause: G7               | clause: D7       | 12: expected clause to be a clause such as G7
          sources: [S1]            | sources: [S2]    | 13: expected the id of a source; 13: expected at least one source
          {da: Hvem, en: Who}      | {da: Hvem, en: Who, kl: Kina} | 14: expected one of da, en, found 'kl'
          contacts: [hotline]      | contacts: [fax]  | 19: expected a kind of contact that has a name
          steps:                   | stairs:          | 17: expected one of clause, heading, id, paragraphs, sources, steps, found 'stairs'
          """)
  void read_anythingWrong_isRefusedWithEveryFault(String right, String wrong, String faults) {
    assertThat(YAML).contains(right);
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> GuidanceReader.read("guidance.yaml", YAML.replace(right, wrong)))
        .withMessage("guidance.yaml:" + faults.replace("; ", "\nguidance.yaml:"));
  }

  @Test
  void read_topicTwice_isAFault() {
    String topic = YAML.substring(YAML.indexOf("  - id: help"));

    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> GuidanceReader.read("guidance.yaml", YAML + topic))
        .withMessage("guidance.yaml:20: expected each id once");
  }
}
