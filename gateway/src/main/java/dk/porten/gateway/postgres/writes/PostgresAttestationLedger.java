package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.RecordingOutcome;
import dk.porten.gateway.postgres.connection.OneLoop;
import dk.porten.gateway.postgres.writes.AttestationStatement.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Attestations in the database; almost everything takes one round trip (docs/decisions/0044). */
final class PostgresAttestationLedger implements AttestationLedger {

  /** As many as the database counts; with more, nobody can tell how much of the quota is used. */
  private static final int MAX_COUNTING = 1_000;

  private static final AttestationStatement SETTLE = new AttestationStatement();

  /** Answered as {@link #SETTLE} is, but nothing is written yet. */
  private static final String BEGIN_RECORDING =
      """
      SELECT outcome, answer, is_replay, has_same_body, counting
      FROM begin_recording($1::text, $2::text, $3::text, $4::bytea, $5::bytea)
      """;

  private static final String VOID =
      """
      SELECT voided_witness, voided_moment
      FROM void_attestation($1::uuid, $2::text, $3::text, $4::text, $5::text)
      """;

  /** How often an attestation is judged without a lock, before the witness is locked first. */
  private static final int UNLOCKED_RULINGS = 2;

  /** How often under the lock, before it is told that there is too much to do. */
  private static final int LOCKED_RULINGS = 3;

  /** A request to record. */
  private record Asked(
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author) {

    AttestationStatement.Call judge(Counting counting) {
      AttestationFact known = counting.fact();
      if (known.attestations().size() >= MAX_COUNTING) {
        throw new IllegalStateException("A witness has too many attestations to be counted");
      }
      return new AttestationStatement.Call(witness, counting, rules.apply(known), key, author);
    }

    Tuple keyAndWitness() {
      return Tuple.of(
          key.client(), key.path(), key.key(), key.bodyDigest(), Buffer.buffer(witness.bytes()));
    }
  }

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
   * attestation is judged by that. If that is wrong too, because somebody recorded or voided in
   * between, the witness is locked and the attestation judged under the lock.
   */
  @Override
  public Future<KeptAnswer<RecordingOutcome>> record(
      PersonHash witness,
      Function<AttestationFact, Ruling> rules,
      IdempotencyKey key,
      Author author) {
    return record(new Asked(witness, rules, key, author), Counting.NOTHING, UNLOCKED_RULINGS);
  }

  private Future<KeptAnswer<RecordingOutcome>> record(Asked asked, Counting counting, int rulings) {
    if (rulings == 0) {
      return recordUnderLock(asked, LOCKED_RULINGS);
    }
    AttestationStatement.Call call;
    try {
      call = asked.judge(counting);
    } catch (RuntimeException unjudged) {
      // An answer that was given before comes first.
      return recordUnderLock(asked, LOCKED_RULINGS);
    }
    return frequent
        .ask(own -> own.record(call))
        .compose(
            outcome ->
                outcome instanceof Outcome.Settled settled
                    ? Future.succeededFuture(settled.answer())
                    : record(asked, ((Outcome.Misjudged) outcome).counting(), rulings - 1));
  }

  /**
   * The database serialises the recordings of a witness by a lock that it holds to the end of the
   * transaction. On a session that has prepared the statements it takes two round trips, each a
   * batch that is sent without waiting: the transaction's beginning with its reading, and its
   * writing with its end. Voids and {@link TidyUp} take no lock; after one in between it is all
   * done again.
   */
  private Future<KeptAnswer<RecordingOutcome>> recordUnderLock(Asked asked, int rulings) {
    if (rulings == 0) {
      return Future.failedFuture(new FactsUnavailableException(Reason.OVERLOADED));
    }
    return pool.withConnection(
            connection -> {
              Future<RowSet<Row>> begun = connection.query("BEGIN").execute();
              Future<RowSet<Row>> opened =
                  connection.preparedQuery(BEGIN_RECORDING).execute(asked.keyAndWitness());
              return Future.join(begun, opened)
                  .compose(both -> settle(connection, asked, outcome(opened.result())))
                  .recover(failure -> rolledBack(connection, failure));
            })
        .compose(
            outcome ->
                outcome instanceof Outcome.Settled settled
                    ? Future.succeededFuture(settled.answer())
                    : recordUnderLock(asked, rulings - 1));
  }

  private static Future<Outcome> settle(SqlConnection connection, Asked asked, Outcome opened) {
    if (!(opened instanceof Outcome.Misjudged unjudged)) {
      return connection.query("COMMIT").execute().map(opened);
    }
    Future<RowSet<Row>> settled =
        connection
            .preparedQuery(SETTLE.one())
            .execute(SETTLE.values(asked.judge(unjudged.counting())));
    return Future.join(settled, connection.query("COMMIT").execute())
        .map(both -> outcome(settled.result()));
  }

  private static Outcome outcome(RowSet<Row> rows) {
    return SETTLE.read(first(rows));
  }

  @Override
  public Future<Optional<KeptAnswer<RecordingOutcome>>> kept(IdempotencyKey key) {
    return pool.call(KeptRow.FIND, KeptRow.values(key))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(AttestationStatement.answer(first(rows))));
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

  /** Ends the transaction: the pool lends a connection as it came back. */
  private static <T> Future<T> rolledBack(SqlConnection connection, Throwable failure) {
    return connection.query("ROLLBACK").execute().transform(ended -> Future.failedFuture(failure));
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
