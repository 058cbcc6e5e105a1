package dk.porten.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.witness.WitnessAnswer;
import dk.porten.core.witness.WitnessFact;
import dk.porten.gateway.http.PackRequest.Judge;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a witness check. */
final class WitnessAnswerWriter {

  private final Messages messages;
  private final GatewayMetrics metrics;

  WitnessAnswerWriter(Messages messages, GatewayMetrics metrics) {
    this.messages = messages;
    this.metrics = metrics;
  }

  void write(
      WitnessAnswer answer,
      Venue venue,
      Instant asOf,
      Judge<?> judge,
      Language language,
      JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", answer.verdict().code());
    json.writeArrayFieldStart("reasons");
    for (ReasonCode reason : answer.reasons()) {
      metrics.reason(reason);
      json.writeStartObject();
      json.writeStringField("code", reason.code());
      json.writeFieldName("message");
      json.writeString(messages.of(reason, language));
      json.writeEndObject();
    }
    json.writeEndArray();
    writeUnknown(answer, json);
    writeQuota(answer.quota(), json);
    json.writeStringField(
        "allowedFrom", answer.allowedFrom() == null ? null : answer.allowedFrom().toString());
    json.writeStringField("asOf", Moments.format(asOf));
    json.writeStringField("on", judge.on().toString());
    json.writeStringField("venue", venue.code());
    json.writeStringField("rulePack", judge.rulePack());
    json.writeEndObject();
  }

  private static void writeUnknown(WitnessAnswer answer, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("unknown");
    for (WitnessFact unknown : answer.unknown()) {
      json.writeStartObject();
      json.writeStringField("fact", unknown.code());
      json.writeEndObject();
    }
    for (UnknownFact unknown : answer.unknownOfDocuments()) {
      json.writeStartObject();
      json.writeStringField("fact", unknown.fact().code());
      json.writeNumberField("document", unknown.document());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeQuota(WitnessAnswer.@Nullable QuotaUse use, JsonGenerator json)
      throws IOException {
    if (use == null) {
      json.writeNullField("quota");
      return;
    }
    json.writeObjectFieldStart("quota");
    json.writeNumberField("limit", use.quota().limit());
    json.writeNumberField("windowDays", use.quota().windowDays());
    json.writeStringField("countBy", use.quota().countBy().code());
    json.writeNumberField("used", use.used());
    json.writeNumberField("remaining", use.remaining());
    json.writeEndObject();
  }
}
