package dk.porten.gateway.http.witness;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.witness.QuotaStanding;
import dk.porten.core.witness.WitnessDecision;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.witness.WitnessHistory.Question;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.AttestationLedger.Entry;
import dk.porten.gateway.ledger.AttestationLedger.History;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code POST /v1/witness-history}: what is on record of a person as a witness. */
public final class WitnessHistory implements Operation<Question> {

  record Question(UUID personId, PackRequest rules) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final AttestationLedger ledger;

  public WitnessHistory(PackShelf shelf, Facts facts, AttestationLedger ledger) {
    this.shelf = shelf;
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public Question read(RequestObject request) {
    return new Question(PersonIds.required(request, "personId"), PackRequest.read(request));
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    Judge<WitnessDecision> judge =
        question.rules.judge(shelf, facts.clock().instant(), CompiledPack::witness);
    return ledger
        .history(facts.hashes().apply(question.personId))
        .map(history -> encode(history, judge));
  }

  private static Answer encode(History history, Judge<WitnessDecision> judge) {
    QuotaStanding standing = judge.decision().standing(history.counting(), judge.on());
    return new Answer(
        "ok",
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("attestations");
              for (Entry entry : history.entries()) {
                write(entry, json);
              }
              json.writeEndArray();
              writeErasedDays(history.erasedDays(), json);
              WitnessAnswerWriter.writeQuota(standing.use(), standing.allowedFrom(), json);
              json.writeEndObject();
            }));
  }

  private static void writeErasedDays(List<LocalDate> days, JsonWriter json) {
    if (!days.isEmpty()) {
      json.writeArrayFieldStart("erasedDays");
      days.forEach(day -> json.writeString(day.toString()));
      json.writeEndArray();
    }
  }

  private static void write(Entry entry, JsonWriter json) {
    json.writeStartObject();
    json.writeStringField("attestationId", entry.attestationId().toString());
    json.writeDateField("on", entry.on());
    json.writeCodeField("recordedAt", Moments.format(entry.recordedAt()));
    json.writeStringField("recordedBy", entry.recordedBy());
    json.writeStringField("rulePack", entry.rulePack());
    if (entry.voidedAt() != null) {
      json.writeCodeField("voidedAt", Moments.format(entry.voidedAt()));
      json.writeStringField("voidedBy", entry.voidedBy());
      json.writeStringField("voidReason", entry.voidReason());
    }
    json.writeEndObject();
  }
}
