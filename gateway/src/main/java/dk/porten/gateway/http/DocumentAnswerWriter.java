package dk.porten.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentAnswer.Item;
import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.DocumentClass;
import dk.porten.core.pack.Language;
import dk.porten.gateway.http.PackRequest.Judge;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.util.List;

/** Writes the answer of a document check. */
final class DocumentAnswerWriter {

  private final Messages messages;
  private final GatewayMetrics metrics;

  DocumentAnswerWriter(Messages messages, GatewayMetrics metrics) {
    this.messages = messages;
    this.metrics = metrics;
  }

  void write(
      DocumentAnswer answer,
      DocumentCheck.Question question,
      Judge<?> judge,
      Language language,
      JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", answer.verdict().code());
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
      json.writeStringField("fact", unknown.fact().code());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeBring(answer.bring(), json);
    writeConfirmIdentity(question.recommendsWitness(), json);
    json.writeStringField(
        "verdictUntil", answer.verdictUntil() == null ? null : answer.verdictUntil().toString());
    json.writeStringField("on", judge.on().toString());
    json.writeStringField("venue", question.venue().code());
    json.writeStringField("rulePack", judge.rulePack());
    json.writeEndObject();
  }

  private void writeReason(Reason reason, Language language, JsonGenerator json)
      throws IOException {
    metrics.reason(reason.code());
    json.writeStartObject();
    json.writeStringField("code", reason.code().code());
    writeIndexes("documents", reason.documents(), json);
    json.writeFieldName("message");
    json.writeString(messages.of(reason.code(), language));
    json.writeEndObject();
  }

  private static void writeBring(DocumentAnswer.Bring bring, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("bring");
    for (List<Item> set : bring.sets()) {
      json.writeStartArray();
      for (Item item : set) {
        json.writeStartObject();
        json.writeStringField("documentClass", item.documentClass().id());
        writeAnyOf(item.documentClass(), json);
        json.writeBooleanField("cprNumberRequired", item.cprNumberRequired());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField("bringTotal", bring.total());
  }

  /** Writes the member {@code anyOf}: the documents that are of a class. */
  static void writeAnyOf(DocumentClass documentClass, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("anyOf");
    for (DocumentClass.Acceptance line : documentClass.accepts()) {
      json.writeStartObject();
      json.writeStringField("type", line.type().code());
      DocumentClass.Issuers issuers = line.issuers();
      json.writeArrayFieldStart(issuers.except() ? "issuersExcept" : "issuers");
      for (var country : issuers.listed()) {
        json.writeString(country.code());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("forms");
      for (var form : line.forms().stream().sorted().toList()) {
        json.writeString(form.code());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** D14: besides documents, control questions or a witness confirm who somebody is. */
  private static void writeConfirmIdentity(boolean recommendsWitness, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("confirmIdentity");
    json.writeArrayFieldStart("anyOf");
    json.writeString("control-questions");
    json.writeString("witness");
    json.writeEndArray();
    json.writeStringField("recommended", recommendsWitness ? "witness" : null);
    json.writeEndObject();
  }

  private static void writeIndexes(String name, List<Integer> indexes, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int index : indexes) {
      json.writeNumber(index);
    }
    json.writeEndArray();
  }
}
