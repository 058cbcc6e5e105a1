package dk.porten.gateway.http.witness;

import dk.porten.core.fact.UnknownFact;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.witness.WitnessAnswer;
import dk.porten.core.witness.WitnessAnswer.QuotaUse;
import dk.porten.core.witness.WitnessFact;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a witness check. */
public final class WitnessAnswerWriter {

  private final Messages messages;
  private final GatewayMetrics metrics;

  public WitnessAnswerWriter(Messages messages, GatewayMetrics metrics) {
    this.messages = messages;
    this.metrics = metrics;
  }

  /** Writes the whole answer as one object. */
  public void write(
      WitnessAnswer answer,
      Venue venue,
      Instant asOf,
      Judge<?> judge,
      Language language,
      JsonWriter json) {
    json.writeStartObject();
    json.writeCodeField("verdict", answer.verdict().code());
    writeReasons(answer.reasons(), language, json);
    writeUnknown(answer.unknown(), answer.unknownOfDocuments(), json);
    writeQuota(answer.quota(), answer.allowedFrom(), json);
    json.writeCodeField("asOf", Moments.format(asOf));
    json.writeDateField("on", judge.on());
    json.writeCodeField("venue", venue.code());
    json.writeCodeField("rulePack", judge.rulePack());
    json.writeEndObject();
  }

  /** Writes why not. */
  void writeReasons(List<ReasonCode> reasons, Language language, JsonWriter json) {
    json.writeArrayFieldStart("reasons");
    for (ReasonCode reason : reasons) {
      metrics.reason(reason);
      json.writeStartObject();
      json.writeCodeField("code", reason.code());
      json.writeEncoded(messages.of(reason, language));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the facts that decide, of the witness and of the witness's documents. */
  static void writeUnknown(
      List<WitnessFact> ofWitness, List<UnknownFact> ofDocuments, JsonWriter json) {
    json.writeArrayFieldStart("unknown");
    for (WitnessFact unknown : ofWitness) {
      json.writeStartObject();
      json.writeCodeField("fact", unknown.code());
      json.writeEndObject();
    }
    for (UnknownFact unknown : ofDocuments) {
      json.writeStartObject();
      json.writeCodeField("fact", unknown.fact().code());
      json.writeNumberField("document", unknown.document());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes how much of the quota is used, and from which day there is a place. */
  static void writeQuota(@Nullable QuotaUse use, @Nullable LocalDate allowedFrom, JsonWriter json) {
    if (use == null) {
      json.writeNullField("quota");
    } else {
      json.writeObjectFieldStart("quota");
      json.writeNumberField("limit", use.quota().limit());
      json.writeNumberField("windowDays", use.quota().windowDays());
      json.writeCodeField("countBy", use.quota().countBy().code());
      json.writeNumberField("used", use.used());
      json.writeNumberField("remaining", use.remaining());
      json.writeEndObject();
    }
    json.writeDateField("allowedFrom", allowedFrom);
  }
}
