package dk.porten.gateway.http.document;

import dk.porten.core.PackShelf;
import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentAnswer.Item;
import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.DocumentClass;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.RulePack;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.question.DocumentClassWriter;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes the answer of a document check. */
public final class DocumentAnswerWriter {

  private final Messages messages;
  private final GatewayMetrics metrics;

  /** What each class of each pack takes, by the pack's reference and the class's id. */
  private final Map<String, Map<String, byte[]>> anyOf = new HashMap<>();

  public DocumentAnswerWriter(PackShelf shelf, Messages messages, GatewayMetrics metrics) {
    this.messages = messages;
    this.metrics = metrics;
    for (RulePack pack : shelf.packs()) {
      if (pack.documents() != null) {
        anyOf.put(pack.reference(), anyOf(pack.documents()));
      }
    }
  }

  private static Map<String, byte[]> anyOf(DocumentRules rules) {
    return rules.classes().stream()
        .collect(
            Collectors.toMap(
                DocumentClass::id,
                documentClass ->
                    JsonAnswer.encoded(
                        json -> DocumentClassWriter.writeAnyOf(documentClass, json))));
  }

  /** Writes the whole answer as one object. */
  public void write(
      DocumentAnswer answer,
      DocumentCheck.Question question,
      Judge<?> judge,
      Language language,
      JsonWriter json) {
    json.writeStartObject();
    json.writeCodeField("verdict", answer.verdict().code());
    json.writeStringField("route", answer.route());
    writeIndexes("use", answer.use(), json);
    json.writeArrayFieldStart("reasons");
    for (Reason reason : answer.reasons()) {
      writeReason(reason, language, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unknown");
    for (UnknownFact unknown : answer.unknown()) {
      json.writeStartObject();
      json.writeNumberField("document", unknown.document());
      json.writeCodeField("fact", unknown.fact().code());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeBring(answer.bring(), Objects.requireNonNull(anyOf.get(judge.rulePack())), json);
    writeConfirmIdentity(question.recommendsWitness(), json);
    json.writeDateField("verdictUntil", answer.verdictUntil());
    json.writeDateField("on", judge.on());
    json.writeCodeField("venue", question.venue().code());
    json.writeCodeField("rulePack", judge.rulePack());
    json.writeEndObject();
  }

  private void writeReason(Reason reason, Language language, JsonWriter json) {
    metrics.reason(reason.code());
    json.writeStartObject();
    json.writeCodeField("code", reason.code().code());
    writeIndexes("documents", reason.documents(), json);
    json.writeEncoded(messages.of(reason.code(), language));
    json.writeEndObject();
  }

  private static void writeBring(
      DocumentAnswer.Bring bring, Map<String, byte[]> anyOf, JsonWriter json) {
    json.writeArrayFieldStart("bring");
    for (List<Item> set : bring.sets()) {
      json.writeStartArray();
      for (Item item : set) {
        json.writeStartObject();
        json.writeStringField("documentClass", item.documentClass().id());
        json.writeEncoded(Objects.requireNonNull(anyOf.get(item.documentClass().id())));
        json.writeBooleanField("cprNumberRequired", item.cprNumberRequired());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField("bringTotal", bring.total());
  }

  /** D14: besides documents, control questions or a witness confirm who somebody is. */
  private static void writeConfirmIdentity(boolean recommendsWitness, JsonWriter json) {
    json.writeObjectFieldStart("confirmIdentity");
    json.writeArrayFieldStart("anyOf");
    json.writeString("control-questions");
    json.writeString("witness");
    json.writeEndArray();
    json.writeStringField("recommended", recommendsWitness ? "witness" : null);
    json.writeEndObject();
  }

  private static void writeIndexes(String name, List<Integer> indexes, JsonWriter json) {
    json.writeArrayFieldStart(name);
    for (int index : indexes) {
      json.writeNumber(index);
    }
    json.writeEndArray();
  }
}
