package dk.porten.gateway.sandbox;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.RecordingOutcome;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A ledger that records nothing of some witnesses.
 *
 * @param failures what happens instead
 */
record SandboxAttestationLedger(
    Map<PersonHash, RuntimeException> failures, AttestationLedger ledger)
    implements AttestationLedger {

  @Override
  public Future<KeptAnswer<RecordingOutcome>> record(
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author) {
    RuntimeException failure = failures.get(witness);
    return failure == null
        ? ledger.record(witness, rules, key, author)
        : Future.failedFuture(failure);
  }

  @Override
  public Future<Optional<KeptAnswer<RecordingOutcome>>> kept(IdempotencyKey key) {
    return ledger.kept(key);
  }

  @Override
  public Future<Optional<Voided>> makeVoid(UUID attestationId, String reason, Author author) {
    return ledger.makeVoid(attestationId, reason, author);
  }

  @Override
  public Future<History> history(PersonHash witness) {
    return ledger.history(witness);
  }
}
