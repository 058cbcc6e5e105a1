package dk.porten.core.guidance;

import dk.porten.core.guidance.Topic.Section;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.RulePack.Source;
import dk.porten.core.pack.YamlFaults;
import dk.porten.core.pack.YamlMap;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the guidance from YAML 1.2; a file with anything wrong is refused whole. */
final class GuidanceReader {

  private static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** The notice is also in a language that many ask for and no text is in. */
  private static final List<String> NOTICE_LANGUAGES = List.of("da", "en", "kl");

  private final Map<String, Source> sources;
  private final Map<String, Translated> contactNames;

  private GuidanceReader(Map<String, Source> sources, Map<String, Translated> contactNames) {
    this.sources = sources;
    this.contactNames = contactNames;
  }

  /**
   * Reads the guidance.
   *
   * @param file the name to report faults under
   */
  static Guidance read(String file, String yaml) throws InvalidPackException {
    var faults = new YamlFaults(file);
    Optional<Guidance> guidance = YamlMap.parse(yaml, faults).map(GuidanceReader::read);
    faults.refuseIfAny();
    return guidance.orElseThrow();
  }

  private static Guidance read(YamlMap yaml) {
    Map<String, Source> sources = each(yaml.map("sources"), GuidanceReader::source);
    Map<String, Translated> contactNames = each(yaml.map("contacts"), GuidanceReader::translated);
    Map<String, String> notice = notice(yaml.map("notice"));
    List<Topic> topics = new GuidanceReader(sources, contactNames).topics(yaml);
    yaml.end();
    return new Guidance(sources, notice, contactNames, topics);
  }

  private static <T> Map<String, T> each(YamlMap yaml, Function<YamlMap, T> reader) {
    var all = new LinkedHashMap<String, T>();
    for (String key : yaml.anyKeys()) {
      all.put(key, reader.apply(yaml.map(key)));
    }
    return all;
  }

  private static Source source(YamlMap yaml) {
    var source =
        new Source(
            yaml.text("title", ".+", "a title"),
            yaml.optionalText("url", "https://.+", "an address"));
    yaml.end();
    return source;
  }

  private static Map<String, String> notice(YamlMap yaml) {
    var notice = new LinkedHashMap<String, String>();
    for (String language : NOTICE_LANGUAGES) {
      notice.put(language, yaml.text(language, ".{10,}", "a sentence"));
    }
    yaml.end();
    return notice;
  }

  private static Translated translated(YamlMap yaml) {
    var texts = new EnumMap<Language, String>(Language.class);
    for (Language language : Language.values()) {
      texts.put(language, yaml.text(language.code(), ".+", "a text"));
    }
    yaml.end();
    return new Translated(texts);
  }

  private List<Topic> topics(YamlMap yaml) {
    var ids = new HashSet<String>();
    return yaml.maps("topics").stream().map(topic -> topic(topic, ids)).toList();
  }

  private Topic topic(YamlMap yaml, Set<String> ids) {
    var sectionIds = new HashSet<String>();
    var topic =
        new Topic(
            id(yaml, ids),
            translated(yaml.map("title")),
            translated(yaml.map("summary")),
            yaml.maps("sections").stream().map(section -> section(section, sectionIds)).toList(),
            named(yaml, "contacts", "a kind of contact that has a name", contactNames.keySet()));
    yaml.end();
    return topic;
  }

  private Section section(YamlMap yaml, Set<String> ids) {
    var section =
        new Section(
            id(yaml, ids),
            yaml.text("clause", "G[0-9]{1,2}", "a clause such as G7"),
            translated(yaml.map("heading")),
            yaml.maps("paragraphs").stream().map(GuidanceReader::translated).toList(),
            yaml.has("steps")
                ? yaml.maps("steps").stream().map(GuidanceReader::translated).toList()
                : List.of(),
            named(yaml, "sources", "the id of a source", sources.keySet()));
    yaml.end();
    if (section.paragraphs().isEmpty()) {
      yaml.fault("paragraphs", "expected at least one paragraph");
    }
    if (section.sources().isEmpty()) {
      yaml.fault("sources", "expected at least one source");
    }
    return section;
  }

  private static String id(YamlMap yaml, Set<String> others) {
    String id = yaml.text("id", ID, "lower-case words joined by hyphens");
    if (!id.isEmpty() && !others.add(id)) {
      yaml.fault("id", "expected each id once");
    }
    return id;
  }

  private static List<String> named(YamlMap yaml, String key, String meaning, Set<String> known) {
    return yaml.texts(key, meaning, id -> Optional.of(id).filter(known::contains));
  }
}
