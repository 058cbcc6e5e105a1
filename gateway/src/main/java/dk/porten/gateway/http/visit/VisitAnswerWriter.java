package dk.porten.gateway.http.visit;

import dk.porten.core.fact.Truth;
import dk.porten.core.pack.ChecklistItem;
import dk.porten.core.pack.ChecklistTexts;
import dk.porten.core.pack.Language;
import dk.porten.core.visit.VisitAnswer;
import dk.porten.gateway.http.document.DocumentAnswerWriter;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.userid.UserIdBatchCheck;
import dk.porten.gateway.http.userid.UserIdLookup;
import dk.porten.gateway.http.witness.WitnessAnswerWriter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes the answer of a visit check: the answers to its parts as they are written alone. */
public final class VisitAnswerWriter {

  private final DocumentAnswerWriter documents;
  private final WitnessAnswerWriter witnesses;
  private final UserIdLookup userIds;

  /** What a checklist says of each point, encoded once. */
  private final Map<Language, Map<ChecklistItem, byte[]>> items = new EnumMap<>(Language.class);

  public VisitAnswerWriter(
      ChecklistTexts texts,
      DocumentAnswerWriter documents,
      WitnessAnswerWriter witnesses,
      UserIdLookup userIds) {
    this.documents = documents;
    this.witnesses = witnesses;
    this.userIds = userIds;
    for (Language language : Language.values()) {
      var encoded = new HashMap<ChecklistItem, byte[]>();
      texts
          .sentences()
          .forEach(
              (item, in) ->
                  encoded.put(item, encoded(item, Objects.requireNonNull(in.get(language)))));
      items.put(language, encoded);
    }
  }

  void write(
      VisitAnswer answer,
      VisitCheck.Question question,
      VisitCheck.Found found,
      Language language,
      JsonWriter json) {
    Judge<?> judge = found.judge();
    json.writeStartObject();
    json.writeCodeField("verdict", answer.verdict().code());
    json.writeFieldName("documents");
    documents.write(answer.documents(), question.documents(), judge, language, json);
    if (answer.witness() == null) {
      json.writeNullField("witness");
    } else {
      json.writeFieldName("witness");
      witnesses.write(
          answer.witness(), question.documents().venue(), found.asOf(), judge, language, json);
    }
    json.writeArrayFieldStart("userIds");
    for (UserIdLookup.Found wish : found.wishes()) {
      userIds.write(wish, UserIdBatchCheck.MAX_VIOLATIONS, language, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("checklist");
    Map<ChecklistItem, byte[]> encoded = Objects.requireNonNull(items.get(language));
    for (ChecklistItem item : answer.checklist()) {
      json.writeEncoded(Objects.requireNonNull(encoded.get(item)));
    }
    json.writeEndArray();
    json.writeDateField("earliestOn", answer.earliestOn());
    json.writeDateField("on", judge.on());
    json.writeCodeField("venue", question.documents().venue().code());
    json.writeCodeField("rulePack", judge.rulePack());
    json.writeEndObject();
  }

  private static byte[] encoded(ChecklistItem item, String sentence) {
    return JsonAnswer.encoded(
        json -> {
          json.writeStartObject();
          json.writeCodeField("code", item.code().code());
          if (item.done() == Truth.UNKNOWN) {
            json.writeNullField("done");
          } else {
            json.writeBooleanField("done", item.done() == Truth.TRUE);
          }
          json.writeStringField("message", sentence);
          json.writeEndObject();
        });
  }
}
