package dk.porten.core.pack;

import dk.porten.core.fact.Truth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The sentence of each {@link ChecklistItem} that there can be, in each language. Loading fails
 * unless all are there.
 */
public final class ChecklistTexts {

  private static final String FILE = "checklist.yaml";

  private final Map<ChecklistItem, Map<Language, String>> sentences;

  private ChecklistTexts(Map<ChecklistItem, Map<Language, String>> sentences) {
    this.sentences = Map.copyOf(sentences);
  }

  /** Loads the sentences that ship with Porten. */
  public static ChecklistTexts load() throws InvalidPackException {
    return read(Resources.text(FILE));
  }

  static ChecklistTexts read(String yaml) throws InvalidPackException {
    var faults = new YamlFaults(FILE);
    var sentences = new HashMap<ChecklistItem, Map<Language, String>>();
    YamlMap.parse(yaml, faults)
        .ifPresent(
            map -> {
              for (ChecklistCode code : ChecklistCode.values()) {
                YamlMap states = map.map(code.code());
                for (Truth state : code.states()) {
                  sentences.put(new ChecklistItem(code, state), inEach(states.map(key(state))));
                }
                states.end();
              }
              map.end();
            });
    faults.refuseIfAny();
    return new ChecklistTexts(sentences);
  }

  /** Returns each item's sentences by language. */
  public Map<ChecklistItem, Map<Language, String>> sentences() {
    return sentences;
  }

  private static Map<Language, String> inEach(YamlMap yaml) {
    var sentences = new EnumMap<Language, String>(Language.class);
    for (Language language : Language.values()) {
      sentences.put(language, yaml.text(language.code(), ".{10,}", "a sentence"));
    }
    yaml.end();
    return sentences;
  }

  private static String key(Truth state) {
    return switch (state) {
      case TRUE -> "done";
      case FALSE -> "not-done";
      case UNKNOWN -> "not-known";
    };
  }
}
