package dk.porten.gateway.http.pages;

import dk.porten.core.PackShelf;
import dk.porten.core.guidance.Guidance;
import dk.porten.core.guidance.Topic;
import dk.porten.core.guidance.Translated;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.RulePack;
import dk.porten.core.pack.RulePack.Contact;
import dk.porten.core.pack.RulePack.Source;
import dk.porten.gateway.http.head.LanguageChoice;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The guidance in the language of whoever asks (SPEC, G). */
final class GuidancePages {

  private final Guidance guidance;
  private final PackShelf shelf;
  private final Clock clock;

  GuidancePages(Guidance guidance, PackShelf shelf, Clock clock) {
    this.guidance = guidance;
    this.shelf = shelf;
    this.clock = clock;
  }

  /** Returns what there is guidance on. */
  Publication topics(LanguageChoice choice) {
    Language language = choice.language();
    return Publication.json(
        language,
        json -> {
          json.writeStartObject();
          writeLanguage(choice, json);
          json.writeArrayFieldStart("topics");
          for (Topic topic : guidance.topics()) {
            json.writeStartObject();
            writeHead(topic, language, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Returns one topic whole. */
  Publication topic(String id, LanguageChoice choice) {
    Topic topic = guidance.find(id).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    Language language = choice.language();
    return Publication.json(
        language,
        json -> {
          json.writeStartObject();
          writeLanguage(choice, json);
          writeHead(topic, language, json);
          writeSections(topic, language, json);
          writeContacts(topic, language, json);
          writeSources(topic, json);
          json.writeEndObject();
        });
  }

  /** G22. */
  private void writeLanguage(LanguageChoice choice, JsonWriter json) {
    json.writeStringField("language", choice.language().code());
    json.writeArrayFieldStart("languages");
    for (Language language : Language.values()) {
      json.writeString(language.code());
    }
    json.writeEndArray();
    if (choice.isSubstitute()) {
      json.writeObjectFieldStart("notice");
      guidance.notice().forEach(json::writeStringField);
      json.writeEndObject();
    }
  }

  private static void writeHead(Topic topic, Language language, JsonWriter json) {
    json.writeStringField("id", topic.id());
    json.writeStringField("title", topic.title().in(language));
    json.writeStringField("summary", topic.summary().in(language));
  }

  private static void writeSections(Topic topic, Language language, JsonWriter json) {
    json.writeArrayFieldStart("sections");
    for (Topic.Section section : topic.sections()) {
      json.writeStartObject();
      json.writeStringField("id", section.id());
      json.writeStringField("clause", section.clause());
      json.writeStringField("heading", section.heading().in(language));
      writeTexts("paragraphs", section.paragraphs(), language, json);
      writeTexts("steps", section.steps(), language, json);
      json.writeArrayFieldStart("sources");
      section.sources().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeTexts(
      String name, List<Translated> texts, Language language, JsonWriter json) {
    json.writeArrayFieldStart(name);
    for (Translated text : texts) {
      json.writeString(text.in(language));
    }
    json.writeEndArray();
  }

  /** G23. */
  private void writeContacts(Topic topic, Language language, JsonWriter json) {
    json.writeArrayFieldStart("contacts");
    for (RulePack pack : shelf.inForce(clock.instant())) {
      List<Contact> wanted = wanted(topic, pack);
      if (!wanted.isEmpty()) {
        json.writeStartObject();
        json.writeStringField("rulePack", pack.reference());
        json.writeStringField("authority", pack.authority().name().get(language));
        json.writeArrayFieldStart("contacts");
        for (Contact contact : wanted) {
          json.writeStartObject();
          json.writeStringField("kind", contact.kind());
          json.writeStringField("label", label(contact, language));
          json.writeStringField("value", contact.value());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static List<Contact> wanted(Topic topic, RulePack pack) {
    return pack.legacy()
        ? List.of()
        : topic.contactKinds().stream()
            .flatMap(
                kind ->
                    pack.authority().contacts().stream()
                        .filter(contact -> contact.kind().equals(kind)))
            .toList();
  }

  private String label(Contact contact, Language language) {
    return Objects.requireNonNull(guidance.contactNames().get(contact.kind())).in(language);
  }

  private void writeSources(Topic topic, JsonWriter json) {
    Map<String, Source> sources = guidance.sources();
    json.writeArrayFieldStart("sources");
    for (String id : topic.sources()) {
      json.writeStartObject();
      json.writeStringField("id", id);
      Source source = Objects.requireNonNull(sources.get(id));
      json.writeStringField("title", source.title());
      if (source.url() != null) {
        json.writeStringField("url", source.url());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
