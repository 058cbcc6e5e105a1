package dk.porten.gateway.http;

import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.AttestationLedger.Voided;
import io.vertx.core.Future;

/** {@code POST /v1/attestations/{id}/void}: voids one, with a reason. */
final class AttestationVoid implements Operation<String> {

  private final Facts facts;
  private final AttestationLedger ledger;

  AttestationVoid(Facts facts, AttestationLedger ledger) {
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
