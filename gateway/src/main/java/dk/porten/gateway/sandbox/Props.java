package dk.porten.gateway.sandbox;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.AttestationLedger.NewAttestation;
import dk.porten.gateway.ledger.AttestationLedger.Ruling;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer.Answered;
import dk.porten.gateway.ledger.RecordingOutcome;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.HoldAnswers;
import dk.porten.gateway.ledger.UserIdLedger.NewHold;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Prepares the sandbox's data by ordinary writes, with their audit records, in the name of {@code
 * sandbox}.
 */
final class Props {

  private static final String NAME = "sandbox";
  private static final Author AUTHOR = new Author(NAME, NAME, NAME);
  private static final String PACK = "mitid-national@1";
  private static final int QUOTA = 3;
  private static final int WINDOW_DAYS = 120;
  private static final int DIGEST_BYTES = 32;
  private static final Buffer NOBODY_READS_IT = Buffer.buffer();

  private final UserIdLedger userIds;
  private final AttestationLedger attestations;

  Props(UserIdLedger userIds, AttestationLedger attestations) {
    this.userIds = userIds;
    this.attestations = attestations;
  }

  /** Frees a user ID that somebody has or holds. */
  Future<?> free(UserId userId) {
    return userIds.free(userId, NAME, AUTHOR);
  }

  /** Takes a user ID unless somebody has it. */
  Future<?> take(UserId userId) {
    var hold = new NewHold(UUID.randomUUID(), userId, Duration.ofMinutes(1));
    return userIds
        .hold(hold, new HoldAnswers(NOBODY_READS_IT, NOBODY_READS_IT), key(), AUTHOR)
        .compose(
            kept ->
                kept instanceof Answered<HoldOutcome> answered
                        && answered.outcome() instanceof HoldOutcome.Held
                    ? userIds.claim(hold.holdId(), AUTHOR)
                    : Future.succeededFuture());
  }

  /** Voids every attestation of a witness. */
  Future<?> forget(PersonHash witness) {
    return attestations
        .history(witness)
        .compose(
            history ->
                Future.all(
                    history.entries().stream()
                        .filter(entry -> entry.voidedAt() == null)
                        .map(entry -> attestations.makeVoid(entry.attestationId(), NAME, AUTHOR))
                        .toList()));
  }

  /** Has a witness be one for somebody new today until no place is left. */
  Future<?> exhaust(PersonHash witness, LocalDate today) {
    return attestations
        .history(witness)
        .compose(
            history ->
                Future.all(
                    Stream.iterate(used(history.counting(), today), i -> i < QUOTA, i -> i + 1)
                        .map(place -> record(witness, today))
                        .toList()));
  }

  private Future<?> record(PersonHash witness, LocalDate today) {
    return attestations.record(witness, known -> rule(known, today), key(), AUTHOR);
  }

  private static long used(AttestationFact known, LocalDate today) {
    return known.attestations().stream()
        .filter(attestation -> attestation.on().isAfter(today.minusDays(WINDOW_DAYS)))
        .count();
  }

  /** Another gateway may be preparing the same data. */
  private static Ruling rule(AttestationFact known, LocalDate today) {
    return used(known, today) < QUOTA
        ? new Ruling(
            RecordingOutcome.RECORDED,
            NOBODY_READS_IT,
            new NewAttestation(UUID.randomUUID(), somebody(), today, PACK))
        : new Ruling(RecordingOutcome.EXHAUSTED, NOBODY_READS_IT, null);
  }

  /** Returns somebody whom nobody knows. */
  private static PersonHash somebody() {
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    return new PersonHash(
        one.getMostSignificantBits(),
        one.getLeastSignificantBits(),
        other.getMostSignificantBits(),
        other.getLeastSignificantBits());
  }

  /** Returns a key that was never used. */
  private static IdempotencyKey key() {
    return new IdempotencyKey(
        NAME, NAME, UUID.randomUUID().toString(), Buffer.buffer(new byte[DIGEST_BYTES]));
  }
}
