package dk.porten.core.pack;

import dk.porten.core.fact.DocumentType;
import dk.porten.core.pack.DocumentRules.IncomeYear;
import dk.porten.core.pack.Route.Slot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads the {@code documents} section of a pack. */
final class DocumentRulesReader {

  private final YamlMap yaml;
  private final ClassReader classReader;

  DocumentRulesReader(YamlMap yaml, ClassReader classReader) {
    this.yaml = yaml;
    this.classReader = classReader;
  }

  DocumentRules read() {
    List<DocumentClass> classes = classReader.read(yaml, "classes");
    var rules =
        new DocumentRules(
            classes,
            routes(classes),
            easeOrder(classes),
            yaml.optionalText("name", "matches-cpr", "'matches-cpr', or left out") != null,
            years(),
            classReader.source(yaml));
    yaml.end();
    return rules;
  }

  private List<Route> routes(List<DocumentClass> classes) {
    var routes = new ArrayList<Route>();
    var ids = new HashSet<String>();
    for (YamlMap item : yaml.maps("routes")) {
      Route route = route(item, classes);
      if (!ids.add(route.id())) {
        item.fault("id", "expected each route once");
      }
      routes.add(route);
    }
    if (routes.isEmpty()) {
      yaml.fault("routes", "expected at least one route");
    }
    return routes;
  }

  private Route route(YamlMap item, List<DocumentClass> classes) {
    String id = item.text("id", PackReader.ID_PATTERN, "lower-case words joined by hyphens");
    String source = classReader.source(item);
    Route route;
    if (item.has("one")) {
      route = new Route.Single(id, slot(item.map("one"), classes), source);
    } else if (item.has("twoOf")) {
      route = twoDifferent(id, item.map("twoOf"), classes, source);
    } else {
      Slot first = slot(item.map("first"), classes);
      Slot second = slot(item.map("second"), classes);
      if ((first.classes() & second.classes()) != 0) {
        item.fault("second", "expected no class that is in first too");
      }
      route = new Route.Pair(id, first, second, source);
    }
    item.end();
    return route;
  }

  private Slot slot(YamlMap slot, List<DocumentClass> classes) {
    boolean cprNumberRequired =
        slot.optionalText("cprNumber", "required", "'required', or left out") != null;
    var read = new Slot(mask(slot, "classes", classes), cprNumberRequired);
    slot.end();
    return read;
  }

  private Route twoDifferent(String id, YamlMap two, List<DocumentClass> classes, String source) {
    long listed = mask(two, "classes", classes);
    long anchors = two.has("anchors") ? mask(two, "anchors", classes) : listed;
    long notTogether = two.has("notTogether") ? mask(two, "notTogether", classes) : 0;
    if ((anchors & ~listed) != 0) {
      two.fault("anchors", "expected only classes of this route");
    }
    if ((notTogether & ~listed) != 0 || (notTogether != 0 && Long.bitCount(notTogether) != 2)) {
      two.fault("notTogether", "expected two classes of this route");
    }
    two.end();
    return new Route.TwoDifferent(id, listed, anchors, notTogether, source);
  }

  private long mask(YamlMap map, String key, List<DocumentClass> classes) {
    return classReader.named(map, key, classes).stream()
        .mapToLong(c -> 1L << classes.indexOf(c))
        .reduce(0, (a, b) -> a | b);
  }

  private List<Integer> easeOrder(List<DocumentClass> classes) {
    List<Integer> order =
        classReader.named(yaml, "easeOrder", classes).stream().map(classes::indexOf).toList();
    if (order.size() != classes.size() || new HashSet<>(order).size() != order.size()) {
      yaml.fault("easeOrder", "expected every class once");
    }
    return order;
  }

  private Map<DocumentType, IncomeYear> years() {
    var years = new EnumMap<DocumentType, IncomeYear>(DocumentType.class);
    YamlMap judged = yaml.optionalMap("years");
    if (judged != null) {
      for (DocumentType type : DocumentType.values()) {
        if (judged.has(type.code())) {
          years.put(type, judged.choice(type.code(), IncomeYear.class, IncomeYear::code));
        }
      }
      judged.end();
    }
    return years;
  }
}
