package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger.NewAttestation;
import dk.porten.gateway.ledger.AttestationLedger.Ruling;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.postgres.writes.AttestationWrite.Asked;
import dk.porten.gateway.postgres.writes.AttestationWrite.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records an attestation that was judged by an assumption about the witness's earlier ones. The
 * database writes it only if the assumption is still right.
 */
final class AttestationWrite implements Write<Asked, Outcome> {

  /**
   * @param judgedBy the attestations of the witness by which the ruling was made
   */
  record Asked(
      PersonHash witness, Counting judgedBy, Ruling ruling, IdempotencyKey key, Author author) {

    Buffer witnessBytes() {
      return Buffer.buffer(witness.bytes());
    }

    /** Returns something of the attestation that the ruling allows; null if it says no. */
    <V> @Nullable V ofAttestation(Function<NewAttestation, V> value) {
      NewAttestation attestation = ruling.attestation();
      return attestation == null ? null : value.apply(attestation);
    }

    @Nullable Buffer applicant() {
      return ofAttestation(attestation -> Buffer.buffer(attestation.applicant().bytes()));
    }
  }

  /** What became of it. */
  sealed interface Outcome {

    record Settled(KeptAnswer answer) implements Outcome {}

    /** Other attestations count than the ruling assumed, so nothing was written. */
    record Misjudged(Counting counting) implements Outcome {}
  }

  private static final String ONE =
      """
      SELECT status, body, is_replay, has_same_body, counting
      FROM settle_attestation(
        $1::text, $2::text, $3::text, $4::text, $5::text, $6::bytea,
        $7::bytea, $8::bytea, $9::smallint, $10::bytea,
        $11::uuid, $12::bytea, $13::date, $14::text)
      """;

  private static final String MANY =
      """
      SELECT status, body, is_replay, has_same_body, counting
      FROM settle_attestations(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[],
        $7::bytea[], $8::bytea[], $9::smallint[], $10::bytea[],
        $11::uuid[], $12::bytea[], $13::date[], $14::text[])
      """;

  @Override
  public String one() {
    return ONE;
  }

  @Override
  public String many() {
    return MANY;
  }

  @Override
  public Tuple values(Asked asked) {
    return Tuple.tuple()
        .addString(asked.author.client())
        .addString(asked.author.subject())
        .addString(asked.author.requestId())
        .addString(asked.key.path())
        .addString(asked.key.key())
        .addBuffer(asked.key.bodyDigest())
        .addBuffer(asked.witnessBytes())
        .addBuffer(asked.judgedBy.bytes())
        .addShort((short) asked.ruling.status())
        .addBuffer(asked.ruling.body())
        .addUUID(asked.ofAttestation(NewAttestation::attestationId))
        .addBuffer(asked.applicant())
        .addLocalDate(asked.ofAttestation(NewAttestation::on))
        .addString(asked.ofAttestation(NewAttestation::rulePack));
  }

  @Override
  public Tuple values(List<Asked> many) {
    return new Columns<>(many)
        .texts(asked -> asked.author.client())
        .texts(asked -> asked.author.subject())
        .texts(asked -> asked.author.requestId())
        .texts(asked -> asked.key.path())
        .texts(asked -> asked.key.key())
        .bytes(asked -> asked.key.bodyDigest())
        .bytes(Asked::witnessBytes)
        .bytes(asked -> asked.judgedBy.bytes())
        .add(Short[]::new, asked -> (short) asked.ruling.status())
        .bytes(asked -> asked.ruling.body())
        .add(UUID[]::new, asked -> asked.ofAttestation(NewAttestation::attestationId))
        .bytes(Asked::applicant)
        .add(LocalDate[]::new, asked -> asked.ofAttestation(NewAttestation::on))
        .texts(asked -> asked.ofAttestation(NewAttestation::rulePack))
        .values();
  }

  @Override
  public List<Object> exclusive(Asked asked) {
    return List.of(KeyName.of(asked.key), asked.witness);
  }

  @Override
  public Outcome read(@Nullable Row row) {
    Buffer counting = Objects.requireNonNull(row).getBuffer(4);
    return counting == null
        ? new Outcome.Settled(HoldWrite.answer(row))
        : new Outcome.Misjudged(new Counting(counting));
  }
}
