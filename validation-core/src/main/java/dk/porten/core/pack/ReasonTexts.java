package dk.porten.core.pack;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What each {@link ReasonCode} means: its clause, the page it comes from, and one fixed sentence in
 * each language. Loading fails unless every code has them all.
 */
public final class ReasonTexts {

  /** A code's meaning. */
  public record Text(String clause, String source, Map<Language, String> sentences) {

    /** Returns the sentence in a language. */
    public String in(Language language) {
      return Objects.requireNonNull(sentences.get(language));
    }
  }

  private final Map<ReasonCode, Text> texts;

  private ReasonTexts(Map<ReasonCode, Text> texts) {
    this.texts = texts;
  }

  /** Loads the sentences that ship with Porten. */
  public static ReasonTexts load() throws InvalidPackException {
    return read("reason-codes.yaml", Resources.text("reason-codes.yaml"));
  }

  static ReasonTexts read(String file, String yaml) throws InvalidPackException {
    var faults = new YamlFaults(file);
    var texts = new EnumMap<ReasonCode, Text>(ReasonCode.class);
    YamlMap.parse(yaml, faults)
        .ifPresent(
            map -> {
              for (ReasonCode code : ReasonCode.values()) {
                texts.put(code, text(map.map(code.code())));
              }
              map.end();
            });
    faults.refuseIfAny();
    return new ReasonTexts(texts);
  }

  /** Returns a code's meaning. */
  public Text of(ReasonCode code) {
    return Objects.requireNonNull(texts.get(code));
  }

  private static Text text(YamlMap yaml) {
    String clause = yaml.text("clause", "[UDW][0-9]{1,2}", "a clause such as D7");
    String source = yaml.text("source", "S[0-4]", "a source such as S2");
    var sentences = new EnumMap<Language, String>(Language.class);
    for (Language language : Language.values()) {
      sentences.put(language, yaml.text(language.code(), ".{10,}", "a sentence"));
    }
    yaml.end();
    return new Text(clause, source, sentences);
  }
}
