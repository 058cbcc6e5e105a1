package dk.porten.gateway.http.witness;

import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.WriteReason;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.AttestationLedger.Voided;
import io.vertx.core.Future;

/** {@code POST /v1/attestations/{id}/void}: voids one, with a reason. */
public final class AttestationVoid implements Operation<String> {

  private final Facts facts;
  private final AttestationLedger ledger;

  public AttestationVoid(Facts facts, AttestationLedger ledger) {
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public String read(RequestObject request) {
    return WriteReason.read(request);
  }

  @Override
  public Future<Answer> answer(String reason, Asked asked) {
    return ledger
        .makeVoid(asked.uuid(ProblemCode.ATTESTATION_NOT_FOUND), reason, asked.author())
        .map(
            found ->
                answer(
                    found.orElseThrow(
                        () -> new ProblemException(ProblemCode.ATTESTATION_NOT_FOUND))));
  }

  private Answer answer(Voided voided) {
    facts.attestations().invalidate(voided.witness());
    return new Answer(
        "voided",
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("attestationId", voided.attestationId().toString());
              json.writeStringField("voidedAt", Moments.format(voided.voidedAt()));
              json.writeEndObject();
            }));
  }
}
