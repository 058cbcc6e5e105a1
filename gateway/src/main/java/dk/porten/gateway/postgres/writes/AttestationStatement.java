package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger.NewAttestation;
import dk.porten.gateway.ledger.AttestationLedger.Ruling;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.RecordingOutcome;
import dk.porten.gateway.postgres.writes.AttestationStatement.Call;
import dk.porten.gateway.postgres.writes.AttestationStatement.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records an attestation that was judged by an assumption about the witness's earlier ones. The
 * database writes it only if the assumption is still right.
 */
final class AttestationStatement implements WriteStatement<Call, Outcome> {

  /**
   * @param judgedBy the attestations of the witness by which the ruling was made
   */
  record Call(
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

    record Settled(KeptAnswer<RecordingOutcome> answer) implements Outcome {}

    /** Other attestations count than the ruling assumed, so nothing was written. */
    record Misjudged(Counting counting) implements Outcome {}
  }

  private static final String ONE =
      """
      SELECT outcome, answer, is_replay, has_same_body, counting
      FROM settle_attestation(
        $1::text, $2::text, $3::text, $4::text, $5::text, $6::bytea,
        $7::bytea, $8::bytea, $9::text, $10::bytea,
        $11::uuid, $12::bytea, $13::date, $14::text)
      """;

  private static final String MANY =
      """
      SELECT outcome, answer, is_replay, has_same_body, counting
      FROM settle_attestations(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[],
        $7::bytea[], $8::bytea[], $9::text[], $10::bytea[],
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
  public Tuple values(Call call) {
    return Tuple.tuple()
        .addString(call.author.client())
        .addString(call.author.subject())
        .addString(call.author.requestId())
        .addString(call.key.path())
        .addString(call.key.key())
        .addBuffer(call.key.bodyDigest())
        .addBuffer(call.witnessBytes())
        .addBuffer(call.judgedBy.bytes())
        .addString(text(call.ruling.outcome()))
        .addBuffer(call.ruling.answer())
        .addUUID(call.ofAttestation(NewAttestation::attestationId))
        .addBuffer(call.applicant())
        .addLocalDate(call.ofAttestation(NewAttestation::on))
        .addString(call.ofAttestation(NewAttestation::rulePack));
  }

  @Override
  public Tuple values(List<Call> many) {
    return new Columns<>(many)
        .texts(call -> call.author.client())
        .texts(call -> call.author.subject())
        .texts(call -> call.author.requestId())
        .texts(call -> call.key.path())
        .texts(call -> call.key.key())
        .bytes(call -> call.key.bodyDigest())
        .bytes(Call::witnessBytes)
        .bytes(call -> call.judgedBy.bytes())
        .texts(call -> text(call.ruling.outcome()))
        .bytes(call -> call.ruling.answer())
        .add(UUID[]::new, call -> call.ofAttestation(NewAttestation::attestationId))
        .bytes(Call::applicant)
        .add(LocalDate[]::new, call -> call.ofAttestation(NewAttestation::on))
        .texts(call -> call.ofAttestation(NewAttestation::rulePack))
        .values();
  }

  @Override
  public List<Object> exclusive(Call call) {
    return List.of(KeyName.of(call.key), call.witness);
  }

  @Override
  public Outcome read(@Nullable Row row) {
    Buffer counting = Objects.requireNonNull(row).getBuffer(KeptRow.UNTIL_OR_COUNTING);
    return counting == null
        ? new Outcome.Settled(answer(row))
        : new Outcome.Misjudged(new Counting(counting));
  }

  /** Reads the answer to a request to record. */
  static KeptAnswer<RecordingOutcome> answer(Row row) {
    return KeptRow.read(row, (text, same) -> outcome(text));
  }

  private static String text(RecordingOutcome outcome) {
    return switch (outcome) {
      case RECORDED -> "recorded";
      case EXHAUSTED -> "exhausted";
      case NOT_ELIGIBLE -> "not-eligible";
    };
  }

  private static RecordingOutcome outcome(String text) {
    return Stream.of(RecordingOutcome.values())
        .filter(outcome -> text(outcome).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No outcome of a recording: " + text));
  }
}
