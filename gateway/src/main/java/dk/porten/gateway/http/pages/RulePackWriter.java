package dk.porten.gateway.http.pages;

import dk.porten.core.pack.DocumentClass;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.Route;
import dk.porten.core.pack.RulePack;
import dk.porten.core.pack.UserIdRules;
import dk.porten.core.pack.WitnessRules;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.question.DocumentClassWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes rule packs for people and programs that want to know what is judged. */
final class RulePackWriter {

  private RulePackWriter() {}

  /** Writes a pack without its rules. */
  static void writeSummary(RulePack pack, JsonWriter json) {
    json.writeStartObject();
    writeHead(pack, json);
    json.writeEndObject();
  }

  /** Writes a pack with its rules. */
  static void write(RulePack pack, JsonWriter json) {
    json.writeStartObject();
    writeHead(pack, json);
    writeUserId(pack.userId(), json);
    writeDocuments(pack.documents(), json);
    writeWitness(pack.witness(), json);
    json.writeEndObject();
  }

  private static void writeHead(RulePack pack, JsonWriter json) {
    json.writeStringField("id", pack.id());
    json.writeNumberField("version", pack.version());
    json.writeStringField("rulePack", pack.reference());
    json.writeBooleanField("legacy", pack.legacy());
    writeAuthority(pack.authority(), json);
    json.writeDateField("validFrom", pack.validFrom());
    json.writeDateField("validTo", pack.validTo());
    json.writeStringField("timeZone", pack.timeZone().getId());
    json.writeArrayFieldStart("sources");
    for (Map.Entry<String, RulePack.Source> source : new TreeMap<>(pack.sources()).entrySet()) {
      json.writeStartObject();
      json.writeStringField("id", source.getKey());
      json.writeStringField("title", source.getValue().title());
      if (source.getValue().url() != null) {
        json.writeStringField("url", source.getValue().url());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rules");
    if (pack.userId() != null) {
      json.writeString("user-id");
    }
    if (pack.documents() != null) {
      json.writeString("documents");
    }
    if (pack.witness() != null) {
      json.writeString("witness");
    }
    json.writeEndArray();
  }

  private static void writeAuthority(RulePack.Authority authority, JsonWriter json) {
    json.writeObjectFieldStart("authority");
    json.writeObjectFieldStart("name");
    for (Language language : Language.values()) {
      json.writeStringField(language.code(), authority.name().get(language));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("contacts");
    for (RulePack.Contact contact : authority.contacts()) {
      json.writeStartObject();
      json.writeStringField("kind", contact.kind());
      json.writeStringField("value", contact.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeUserId(@Nullable UserIdRules rules, JsonWriter json) {
    if (rules == null) {
      json.writeNullField("userId");
      return;
    }
    json.writeObjectFieldStart("userId");
    json.writeNumberField("minLength", rules.minLength());
    json.writeNumberField("maxLength", rules.maxLength());
    json.writeStringField("characters", rules.characters());
    json.writeArrayFieldStart("forbids");
    for (UserIdRules.Forbidden forbidden : rules.forbids().stream().sorted().toList()) {
      json.writeString(forbidden.code());
    }
    json.writeEndArray();
    json.writeStringField("source", rules.source());
    json.writeEndObject();
  }

  private static void writeDocuments(@Nullable DocumentRules rules, JsonWriter json) {
    if (rules == null) {
      json.writeNullField("documents");
      return;
    }
    json.writeObjectFieldStart("documents");
    json.writeStringField("source", rules.source());
    json.writeBooleanField("nameMustMatchCpr", rules.nameJudged());
    json.writeObjectFieldStart("years");
    for (var year : new TreeMap<>(rules.years()).entrySet()) {
      json.writeStringField(year.getKey().code(), year.getValue().code());
    }
    json.writeEndObject();
    writeClasses(rules.classes(), json);
    json.writeArrayFieldStart("routes");
    for (Route route : rules.routes()) {
      writeRoute(route, rules.classes(), json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("order");
    for (int number : rules.easeOrder()) {
      json.writeString(rules.classes().get(number).id());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeClasses(List<DocumentClass> classes, JsonWriter json) {
    json.writeArrayFieldStart("classes");
    for (DocumentClass documentClass : classes) {
      json.writeStartObject();
      json.writeStringField("id", documentClass.id());
      DocumentClassWriter.writeAnyOf(documentClass, json);
      json.writeBooleanField(
          "photoRequired",
          documentClass.accepts().stream().anyMatch(DocumentClass.Acceptance::photoRequired));
      json.writeBooleanField("cprNumberRequired", documentClass.cprNumberRequired());
      json.writeArrayFieldStart("venues");
      for (var venue : documentClass.venues().stream().sorted().toList()) {
        json.writeString(venue.code());
      }
      json.writeEndArray();
      json.writeStringField("source", documentClass.source());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRoute(Route route, List<DocumentClass> classes, JsonWriter json) {
    json.writeStartObject();
    json.writeStringField("id", route.id());
    json.writeStringField("source", route.source());
    if (route instanceof Route.Single single) {
      writeSlot("one", single.slot(), classes, json);
    } else if (route instanceof Route.Pair pair) {
      writeSlot("first", pair.first(), classes, json);
      writeSlot("second", pair.second(), classes, json);
    } else if (route instanceof Route.TwoDifferent two) {
      json.writeObjectFieldStart("twoOf");
      writeIds("classes", two.classes(), classes, json);
      writeIds("anchors", two.anchors(), classes, json);
      writeIds("notTogether", two.notTogether(), classes, json);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeSlot(
      String name, Route.Slot slot, List<DocumentClass> classes, JsonWriter json) {
    json.writeObjectFieldStart(name);
    writeIds("classes", slot.classes(), classes, json);
    json.writeBooleanField("cprNumberRequired", slot.cprNumberRequired());
    json.writeEndObject();
  }

  private static void writeIds(
      String name, long mask, List<DocumentClass> classes, JsonWriter json) {
    json.writeArrayFieldStart(name);
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      json.writeString(classes.get(Long.numberOfTrailingZeros(rest)).id());
    }
    json.writeEndArray();
  }

  private static void writeWitness(@Nullable WitnessRules rules, JsonWriter json) {
    if (rules == null) {
      json.writeNullField("witness");
      return;
    }
    json.writeObjectFieldStart("witness");
    json.writeStringField("source", rules.source());
    json.writeNumberField("minimumAge", rules.minimumAge());
    json.writeNumberField("mitIdMoreThanDays", rules.mitIdMoreThanDays());
    writeClasses(rules.documents(), json);
    json.writeObjectFieldStart("quota");
    json.writeNumberField("limit", rules.quota().limit());
    json.writeNumberField("windowDays", rules.quota().windowDays());
    json.writeStringField("countBy", rules.quota().countBy().code());
    json.writeEndObject();
    json.writeEndObject();
  }
}
