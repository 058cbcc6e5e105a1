package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.postgres.connection.OneLoop;
import dk.porten.gateway.postgres.writes.AttestationStatement.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Attestations in the database; almost everything takes one round trip (docs/decisions/0044). */
final class PostgresAttestationLedger implements AttestationLedger {

  /** As many as {@link #OPEN} reads; with more, nobody can tell how much of the quota is used. */
  private static final int MAX_COUNTING = 1_000;

  private static final String OPEN =
      """
      SELECT kept_status, kept_body, true, has_same_body, days, applicants
      FROM open_attestation($1::text, $2::text, $3::text, $4::bytea, $5::bytea)
      """;

  private static final String RECORD =
      """
      SELECT record_attestation(
        $1::text, $2::text, $3::text, $4::bytea, $5::smallint, $6::bytea,
        $7::text, $8::text,
        $9::uuid, $10::bytea, $11::bytea, $12::date, $13::text)
      """;

  private static final String KEEP =
      """
      SELECT keep_answer($1::text, $2::text, $3::text, $4::bytea, $5::smallint, $6::bytea)
      """;

  private static final String VOID =
      """
      SELECT voided_witness, voided_moment
      FROM void_attestation($1::uuid, $2::text, $3::text, $4::text, $5::text)
      """;

  /** How often an attestation is judged without a lock, before the witness is locked first. */
  private static final int UNLOCKED_RULINGS = 2;

  private final WritePool pool;
  private final OneLoop<FrequentWrites> frequent;

  /**
   * @param frequent for recordings
   */
  PostgresAttestationLedger(WritePool pool, OneLoop<FrequentWrites> frequent) {
    this.pool = pool;
    this.frequent = frequent;
  }

  /**
   * {@inheritDoc}
   *
   * <p>First it is judged as if the witness had no attestations that count, which is true of most.
   * One statement writes the ruling if that is right; otherwise it returns what counts, and the
   * attestation is judged by that. If somebody else recorded meanwhile again, the witness is locked
   * and the attestation judged under the lock.
   */
  @Override
  public Future<KeptAnswer> record(
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author) {
    return record(witness, Counting.NOTHING, rules, key, author, UNLOCKED_RULINGS);
  }

  private Future<KeptAnswer> record(
      PersonHash witness,
      Counting counting,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author,
      int rulings) {
    if (rulings == 0) {
      return recordUnderLock(witness, rules, key, author);
    }
    AttestationStatement.Call call;
    try {
      Ruling ruling = rules.apply(judged(counting.fact()));
      call = new AttestationStatement.Call(witness, counting, ruling, key, author);
    } catch (RuntimeException unjudged) {
      // An answer that was given before comes first.
      return recordUnderLock(witness, rules, key, author);
    }
    return frequent
        .ask(own -> own.record(call))
        .compose(
            outcome ->
                outcome instanceof Outcome.Settled settled
                    ? Future.succeededFuture(settled.answer())
                    : record(
                        witness,
                        ((Outcome.Misjudged) outcome).counting(),
                        rules,
                        key,
                        author,
                        rulings - 1));
  }

  /**
   * The database serialises the recordings of a witness by a lock that it holds to the end of the
   * transaction. On a session that has prepared the statements it takes two round trips, each a
   * batch that is sent without waiting: the transaction's beginning with its reading, and its
   * writing with its end.
   */
  private Future<KeptAnswer> recordUnderLock(
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author) {
    return pool.withConnection(
        connection -> {
          Future<RowSet<Row>> begun = connection.query("BEGIN").execute();
          Future<RowSet<Row>> opened =
              connection
                  .preparedQuery(OPEN)
                  .execute(keyed(key).addBuffer(Buffer.buffer(witness.bytes())));
          return Future.join(begun, opened)
              .compose(
                  both -> close(connection, witness, rules, key, author, first(opened.result())))
              .recover(failure -> rolledBack(connection, failure));
        });
  }

  @Override
  public Future<Optional<Voided>> makeVoid(UUID attestationId, String reason, Author author) {
    return pool.call(
            VOID,
            Tuple.of(attestationId, reason, author.client(), author.subject(), author.requestId()))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(voided(attestationId, first(rows))));
  }

  @Override
  public Future<History> history(PersonHash witness) {
    return pool.call(AttestationHistory.SQL, Tuple.of(Buffer.buffer(witness.bytes())))
        .map(AttestationHistory::read);
  }

  private static Future<KeptAnswer> close(
      SqlConnection connection,
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author,
      Row opened) {
    KeptAnswer kept = kept(opened);
    if (kept != null) {
      return connection.query("COMMIT").execute().map(kept);
    }
    Ruling ruling = rules.apply(counting(opened));
    Future<RowSet<Row>> written = write(connection, witness, ruling, key, author);
    return Future.join(written, connection.query("COMMIT").execute())
        .map(new KeptAnswer.Answered(ruling.status(), ruling.body(), false));
  }

  private static Future<RowSet<Row>> write(
      SqlConnection connection,
      PersonHash witness,
      Ruling ruling,
      IdempotencyKey key,
      Author author) {
    Tuple values = keyed(key).addShort((short) ruling.status()).addBuffer(ruling.body());
    NewAttestation attestation = ruling.attestation();
    if (attestation == null) {
      return connection.preparedQuery(KEEP).execute(values);
    }
    return connection
        .preparedQuery(RECORD)
        .execute(
            values
                .addString(author.subject())
                .addString(author.requestId())
                .addUUID(attestation.attestationId())
                .addBuffer(Buffer.buffer(witness.bytes()))
                .addBuffer(Buffer.buffer(attestation.applicant().bytes()))
                .addLocalDate(attestation.on())
                .addString(attestation.rulePack()));
  }

  /** Ends the transaction: the pool lends a connection as it came back. */
  private static <T> Future<T> rolledBack(SqlConnection connection, Throwable failure) {
    return connection.query("ROLLBACK").execute().transform(ended -> Future.failedFuture(failure));
  }

  private static Tuple keyed(IdempotencyKey key) {
    return Tuple.tuple()
        .addString(key.client())
        .addString(key.path())
        .addString(key.key())
        .addBuffer(key.bodyDigest());
  }

  private static @Nullable KeptAnswer kept(Row opened) {
    return opened.getBoolean("has_same_body") == null ? null : HoldStatement.answer(opened);
  }

  private static AttestationFact counting(Row opened) {
    LocalDate[] days = opened.getArrayOfLocalDates("days");
    Buffer[] applicants = opened.getArrayOfBuffers("applicants");
    var attestations = new ArrayList<Attestation>(days.length);
    for (int i = 0; i < days.length; i++) {
      attestations.add(new Attestation(days[i], PersonHash.of(applicants[i].getBytes())));
    }
    return judged(new AttestationFact(attestations));
  }

  private static AttestationFact judged(AttestationFact fact) {
    if (fact.attestations().size() >= MAX_COUNTING) {
      throw new IllegalStateException("A witness has too many attestations to be counted");
    }
    return fact;
  }

  private static Voided voided(UUID attestationId, Row row) {
    return new Voided(
        attestationId,
        PersonHash.of(row.getBuffer("voided_witness").getBytes()),
        row.getOffsetDateTime("voided_moment").toInstant());
  }

  private static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }
}
