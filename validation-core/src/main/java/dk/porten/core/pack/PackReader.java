package dk.porten.core.pack;

import dk.porten.core.pack.RulePack.Authority;
import dk.porten.core.pack.RulePack.Contact;
import dk.porten.core.pack.RulePack.Source;
import dk.porten.core.pack.UserIdRules.Forbidden;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule pack from YAML 1.2 (the schema: {@code RULE-PACKS.md}). A pack with anything wrong
 * is refused whole, with every fault.
 */
final class PackReader {

  /** The pattern needs a deeper stack the longer a text is. */
  static final String ID_PATTERN = "(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private static final String CHARACTERS = "[\\x20-\\xff&&[^A-ZÆØÅ]]+";

  private PackReader() {}

  /**
   * Reads one pack.
   *
   * @param file the name to report faults under
   */
  static RulePack read(String file, String yaml) throws InvalidPackException {
    var faults = new YamlFaults(file);
    RulePack pack = YamlMap.parse(yaml, faults).map(PackReader::readPack).orElse(null);
    if (pack == null || !faults.inOrder().isEmpty()) {
      throw new InvalidPackException(faults.inOrder());
    }
    return pack;
  }

  private static RulePack readPack(YamlMap yaml) {
    String id = yaml.text("id", ID_PATTERN, "lower-case words joined by hyphens");
    int version = yaml.integer("version", 1, 999_999);
    LocalDate validFrom = yaml.optionalDate("validFrom");
    LocalDate validTo = yaml.optionalDate("validTo");
    if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
      yaml.fault("validTo", "expected validTo not to be before validFrom");
    }
    Map<String, Source> sources = sources(yaml);
    DocumentRules documents = null;
    YamlMap documentsYaml = yaml.optionalMap("documents");
    YamlMap witnessYaml = yaml.optionalMap("witness");
    var classes = new ClassReader(yaml, sources.keySet());
    if (documentsYaml != null) {
      documents = new DocumentRulesReader(documentsYaml, classes).read();
    }
    var pack =
        new RulePack(
            id,
            version,
            yaml.flag("legacy"),
            authority(yaml.map("authority")),
            validFrom,
            validTo,
            timeZone(yaml),
            sources,
            userId(yaml.optionalMap("userId"), sources.keySet()),
            documents,
            witness(witnessYaml, classes, documents));
    if (pack.userId() == null && documents == null && pack.witness() == null) {
      yaml.fault("id", "expected at least one of userId, documents, witness");
    }
    yaml.end();
    return pack;
  }

  /** Reads the page that a rule comes from. */
  static String source(YamlMap yaml, Set<String> sources) {
    String source = yaml.text("source", ".+", "the id of one of the pack's sources");
    if (yaml.has("source") && !source.isEmpty() && !sources.contains(source)) {
      yaml.fault("source", "expected one of the pack's sources " + sources);
    }
    return source;
  }

  private static Map<String, Source> sources(YamlMap yaml) {
    var sources = new LinkedHashMap<String, Source>();
    YamlMap listed = yaml.map("sources");
    for (String id : listed.anyKeys()) {
      YamlMap source = listed.map(id);
      sources.put(
          id,
          new Source(
              source.text("title", ".+", "a title"),
              source.optionalText("url", "https://.+", "an address")));
      source.end();
    }
    return sources;
  }

  private static Authority authority(YamlMap yaml) {
    YamlMap nameYaml = yaml.map("name");
    var name = new EnumMap<Language, String>(Language.class);
    for (Language language : Language.values()) {
      name.put(language, nameYaml.text(language.code(), ".+", "a name"));
    }
    nameYaml.end();
    var contacts = new ArrayList<Contact>();
    for (YamlMap contact : yaml.maps("contacts")) {
      contacts.add(
          new Contact(
              contact.text("kind", ID_PATTERN, "a kind of contact"),
              contact.text("value", ".+", "a number or address")));
      contact.end();
    }
    yaml.end();
    return new Authority(Map.copyOf(name), List.copyOf(contacts));
  }

  private static ZoneId timeZone(YamlMap yaml) {
    String zone = yaml.text("timeZone", ".+", "a time zone such as Europe/Copenhagen");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      if (!zone.isEmpty()) {
        yaml.fault("timeZone", "expected timeZone to be one such as Europe/Copenhagen");
      }
      return ZoneId.of("UTC");
    }
  }

  private static @Nullable UserIdRules userId(@Nullable YamlMap yaml, Set<String> sources) {
    if (yaml == null) {
      return null;
    }
    int minLength = yaml.integer("minLength", 1, 512);
    int maxLength = yaml.integer("maxLength", 1, 512);
    if (maxLength < minLength) {
      yaml.fault("maxLength", "expected maxLength not to be below minLength");
    }
    String characters =
        yaml.text("characters", CHARACTERS, "characters of Latin-1, no capital letters");
    if (characters.codePoints().distinct().count() < characters.codePoints().count()) {
      yaml.fault("characters", "expected each character once");
    }
    var rules =
        new UserIdRules(
            minLength,
            maxLength,
            characters,
            Set.copyOf(yaml.choices("forbids", Forbidden.class, Forbidden::code)),
            source(yaml, sources));
    yaml.end();
    return rules;
  }

  private static @Nullable WitnessRules witness(
      @Nullable YamlMap yaml, ClassReader classes, @Nullable DocumentRules documents) {
    if (yaml == null) {
      return null;
    }
    YamlMap quota = yaml.map("quota");
    var rules =
        new WitnessRules(
            yaml.integer("minimumAge", 0, 150),
            yaml.integer("mitIdMoreThanDays", 0, 36_500),
            witnessDocuments(yaml, classes, documents),
            new WitnessRules.Quota(
                quota.integer("limit", 1, 1_000),
                quota.integer("windowDays", 1, 3_660),
                quota.choice("countBy", WitnessRules.CountBy.class, WitnessRules.CountBy::code)),
            classes.source(yaml));
    quota.end();
    yaml.end();
    return rules;
  }

  /** Either names classes of the citizen's documents, or lists what is taken from the witness. */
  private static List<DocumentClass> witnessDocuments(
      YamlMap yaml, ClassReader classes, @Nullable DocumentRules documents) {
    if (documents != null && yaml.has("classes")) {
      return classes.named(yaml, "classes", documents.classes());
    }
    return classes.read(yaml, "documents");
  }
}
