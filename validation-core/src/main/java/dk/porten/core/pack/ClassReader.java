package dk.porten.core.pack;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentClass.Acceptance;
import dk.porten.core.pack.DocumentClass.Issuers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads lists of document classes of one pack. */
final class ClassReader {

  private final Set<String> sources;
  private final Map<String, List<Country>> issuerGroups = new HashMap<>();

  /** Reads the pack's {@code issuerGroups}, which the lists may name. */
  ClassReader(YamlMap pack, Set<String> sources) {
    this.sources = sources;
    if (pack.has("issuerGroups")) {
      YamlMap groups = pack.map("issuerGroups");
      for (String group : groups.anyKeys()) {
        issuerGroups.put(group, groups.texts(group, "country codes in capitals", Country::find));
      }
    }
  }

  /** Reads the page that a rule comes from. */
  String source(YamlMap yaml) {
    return PackReader.source(yaml, sources);
  }

  /** Reads the list of classes under a key. */
  List<DocumentClass> read(YamlMap yaml, String key) {
    var classes = new LinkedHashMap<String, DocumentClass>();
    for (YamlMap item : yaml.maps(key)) {
      DocumentClass read = readClass(item, classes);
      if (classes.put(read.id(), read) != null && !read.id().isEmpty()) {
        item.fault("id", "expected each class once, found '" + read.id() + "' again");
      }
    }
    if (classes.size() > DocumentRules.MAX_CLASSES) {
      yaml.fault(key, "expected at most " + DocumentRules.MAX_CLASSES + " classes");
    }
    return List.copyOf(classes.values());
  }

  /** Returns those of the classes that a list names. */
  List<DocumentClass> named(YamlMap yaml, String key, List<DocumentClass> classes) {
    Map<String, DocumentClass> byId = new HashMap<>();
    classes.forEach(c -> byId.put(c.id(), c));
    return yaml.texts(key, "ids of classes", id -> Optional.ofNullable(byId.get(id)));
  }

  private DocumentClass readClass(YamlMap yaml, Map<String, DocumentClass> before) {
    String id = yaml.text("id", PackReader.ID_PATTERN, "lower-case words joined by hyphens");
    String plain = yaml.optionalText("is", PackReader.ID_PATTERN, "the id of a class");
    boolean cprNumberRequired =
        yaml.optionalText("cprNumber", "required", "'required', or left out") != null;
    List<Acceptance> accepts;
    if (plain == null) {
      accepts = yaml.maps("accepts").stream().flatMap(line -> lines(line).stream()).toList();
    } else {
      DocumentClass same = before.get(plain);
      if (same == null || same.plain() != null || !cprNumberRequired) {
        yaml.fault("is", "expected an earlier class of its own, and cprNumber: required");
      }
      accepts = same == null ? List.of() : same.accepts();
    }
    var venues =
        yaml.has("venues")
            ? Set.copyOf(yaml.choices("venues", Venue.class, Venue::code))
            : Set.of(Venue.values());
    String source = source(yaml);
    yaml.end();
    return new DocumentClass(id, accepts, plain, cprNumberRequired, venues, source);
  }

  private List<Acceptance> lines(YamlMap yaml) {
    List<DocumentType> types = yaml.choices("types", DocumentType.class, DocumentType::code);
    boolean except = yaml.has("issuersExcept");
    var issuers = new Issuers(except, issuers(yaml, except ? "issuersExcept" : "issuers"));
    Set<DocumentForm> forms =
        yaml.has("forms")
            ? Set.copyOf(yaml.choices("forms", DocumentForm.class, DocumentForm::code))
            : Set.of(DocumentForm.PHYSICAL);
    boolean photo = yaml.optionalText("photo", "required", "'required', or left out") != null;
    if (photo && types.stream().anyMatch(type -> !type.hasPhotoByDefault())) {
      yaml.fault("photo", "expected only types that carry a picture");
    }
    yaml.end();
    var lines = new ArrayList<Acceptance>();
    types.forEach(type -> lines.add(new Acceptance(type, issuers, forms, photo)));
    return lines;
  }

  private List<Country> issuers(YamlMap yaml, String key) {
    return yaml
        .texts(
            key,
            "a country code in capitals or one of the groups " + issuerGroups.keySet(),
            name ->
                Optional.ofNullable(issuerGroups.get(name))
                    .or(() -> Country.find(name).map(List::of)))
        .stream()
        .flatMap(List::stream)
        .distinct()
        .toList();
  }
}
