package dk.porten.gateway.ledger;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Attestations, recorded and voided. A future fails with {@link
 * dk.porten.core.fact.FactsUnavailableException} if the database cannot be asked in time: the write
 * may have happened nevertheless. Any thread may ask.
 */
public interface AttestationLedger {

  /** An attestation that the rules allow. */
  record NewAttestation(UUID attestationId, PersonHash applicant, LocalDate on, String rulePack) {}

  /**
   * What the rules say of a request.
   *
   * @param answer what is to be kept under the key
   * @param attestation what is to be recorded; null if the rules say no
   */
  record Ruling(RecordingOutcome outcome, Buffer answer, @Nullable NewAttestation attestation) {}

  /** An attestation on record; the last three components are null unless it was voided. */
  record Entry(
      UUID attestationId,
      LocalDate on,
      Instant recordedAt,
      String recordedBy,
      String rulePack,
      @Nullable Instant voidedAt,
      @Nullable String voidedBy,
      @Nullable String voidReason) {}

  /**
   * What is on record of a witness.
   *
   * @param entries every one that is whole, the oldest day first, voided ones too
   * @param erasedDays the days of those of which nothing else is left, likewise
   * @param counting those that count, erased ones too
   */
  record History(List<Entry> entries, List<LocalDate> erasedDays, AttestationFact counting) {}

  /** A void, now or earlier. */
  record Voided(UUID attestationId, PersonHash witness, Instant voidedAt) {}

  /**
   * Records an attestation if the rules allow it (W4). The rules may be asked several times. A
   * ruling takes effect only if it was made by exactly the attestations that count at the moment of
   * recording.
   */
  Future<KeptAnswer<RecordingOutcome>> record(
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author);

  /** Finds what became of an earlier request to record with the same key. */
  Future<Optional<KeptAnswer<RecordingOutcome>>> kept(IdempotencyKey key);

  /** Voids an attestation (W6); empty if there is none of that id. */
  Future<Optional<Voided>> makeVoid(UUID attestationId, String reason, Author author);

  /** Tells what is on record of a witness. */
  Future<History> history(PersonHash witness);
}
