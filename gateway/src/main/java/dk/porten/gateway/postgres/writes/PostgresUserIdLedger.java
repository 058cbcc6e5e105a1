package dk.porten.gateway.postgres.writes;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.postgres.connection.OneLoop;
import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of user IDs: each method is one call of a database function (docs/decisions/0040).
 * Holds and claims share statements with others that are asked for at the same time.
 */
final class PostgresUserIdLedger implements UserIdLedger {

  private static final String REFUSE =
      """
      SELECT outcome, answer, is_replay, has_same_body, until
      FROM answer_once($1::text, $2::text, $3::text, $4::bytea, $5::text, $6::bytea)
      """;

  /** A hold whose user ID has become somebody else's by an import is as good as expired. */
  private static final String FIND =
      """
      SELECT
        h.user_id,
        CASE
          WHEN h.released_at IS NOT NULL THEN 'RELEASED'
          WHEN h.claimed_at IS NOT NULL THEN 'CLAIMED'
          WHEN h.expires_at <= now() OR t.hold_id IS DISTINCT FROM h.hold_id THEN 'EXPIRED'
          ELSE 'HELD'
        END,
        h.expires_at
      FROM user_id_hold AS h
      LEFT JOIN taken_user_id AS t ON t.user_id = h.user_id
      WHERE h.hold_id = $1::uuid AND h.caller = $2::text
      """;

  private static final String RELEASE =
      """
      SELECT release_user_id_hold($1::text, $2::text, $3::text, $4::uuid)
      """;

  private static final String FREE =
      """
      SELECT free_user_id(
        $1::text, $2::text, $3::text, $4::text, $5::bytea, $6::text, $7::integer)
      """;

  /**
   * What the audit says, and two events that nobody writes down when they happen: that a hold
   * expired, and that an import brought the user ID, as long as the directory's row still says so.
   */
  private static final String HISTORY =
      """
      WITH record AS (
        SELECT record_id, coalesce(since, recorded_at) AS happened_at, action, client, subject, hold_id, until, reason
        FROM audit_record
        WHERE user_id_hash = $1::bytea AND require_person_key()
        ORDER BY record_id DESC
        LIMIT 1000
      )
      SELECT event, at, by, reason
      FROM (
        SELECT
          record_id,
          replace(action, 'user-id-', '') AS event,
          happened_at AS at,
          CASE action WHEN 'user-id-imported' THEN client ELSE client || '/' || subject END AS by,
          reason
        FROM record
        UNION ALL
        SELECT held.record_id, 'expired', held.until, 'gateway', NULL
        FROM record AS held
        WHERE held.action = 'user-id-held'
          AND held.until <= now()
          AND NOT EXISTS (
            SELECT FROM record AS ended
            WHERE ended.hold_id = held.hold_id AND ended.action <> 'user-id-held'
              OR ended.action = 'user-id-imported'
                AND ended.happened_at BETWEEN held.happened_at AND held.until
          )
          AND NOT EXISTS (
            SELECT FROM taken_user_id
            WHERE user_id = $2::text AND hold_id IS NULL AND free_from IS NULL
              AND taken_at BETWEEN held.happened_at AND held.until
          )
        UNION ALL
        SELECT NULL, 'imported', taken_at, 'import', NULL
        FROM taken_user_id
        WHERE user_id = $2::text AND hold_id IS NULL AND free_from IS NULL
      ) AS happening
      ORDER BY at DESC, record_id DESC NULLS FIRST
      LIMIT 1000
      """;

  private final WritePool pool;
  private final OneLoop<FrequentWrites> frequent;
  private final PersonKey personKey;
  private final int quarantineDays;

  /**
   * @param frequent for holds and claims
   * @param quarantineDays how long a user ID that support freed is nobody's
   */
  PostgresUserIdLedger(
      WritePool pool, OneLoop<FrequentWrites> frequent, PersonKey personKey, int quarantineDays) {
    this.pool = pool;
    this.frequent = frequent;
    this.personKey = personKey;
    this.quarantineDays = quarantineDays;
  }

  @Override
  public Future<KeptAnswer<HoldOutcome>> hold(
      NewHold hold, HoldAnswers answers, IdempotencyKey key, Author author) {
    var call = new HoldStatement.Call(hold, hash(hold.userId()), answers, key, author);
    return frequent.ask(own -> own.hold(call));
  }

  @Override
  public Future<Optional<KeptAnswer<HoldOutcome>>> kept(IdempotencyKey key) {
    return pool.call(KeptRow.FIND, KeptRow.values(key))
        .map(rows -> firstOf(rows).map(HoldStatement::answer));
  }

  @Override
  public Future<KeptAnswer<HoldOutcome>> refuseMalformed(Buffer answer, IdempotencyKey key) {
    return pool.call(
            REFUSE,
            Tuple.of(
                key.client(),
                key.path(),
                key.key(),
                key.bodyDigest(),
                HoldStatement.MALFORMED,
                answer))
        .map(rows -> HoldStatement.answer(only(rows)));
  }

  @Override
  public Future<Optional<Hold>> find(UUID holdId, String client) {
    return pool.call(FIND, Tuple.of(holdId, client))
        .map(rows -> firstOf(rows).map(row -> hold(holdId, row)));
  }

  @Override
  public Future<ClaimOutcome> claim(UUID holdId, Author author) {
    var call = new ClaimStatement.Call(holdId, author);
    return frequent.ask(own -> own.claim(call));
  }

  @Override
  public Future<Optional<UserId>> release(UUID holdId, Author author) {
    return pool.call(RELEASE, calling(author).addUUID(holdId))
        .map(rows -> Optional.ofNullable(only(rows).getString(0)).map(UserId::recorded));
  }

  @Override
  public Future<Boolean> free(UserId userId, String reason, Author author) {
    return pool.call(
            FREE,
            calling(author)
                .addString(userId.canonical())
                .addBuffer(hash(userId))
                .addString(reason)
                .addInteger(quarantineDays))
        .map(rows -> only(rows).getBoolean(0));
  }

  @Override
  public Future<List<Happening>> history(UserId userId) {
    return pool.call(HISTORY, Tuple.of(hash(userId), userId.canonical()))
        .map(PostgresUserIdLedger::oldestFirst);
  }

  private Buffer hash(UserId userId) {
    return Buffer.buffer(personKey.hash(userId));
  }

  private static Tuple calling(Author author) {
    return Tuple.of(author.client(), author.subject(), author.requestId());
  }

  private static Hold hold(UUID holdId, Row row) {
    return new Hold(
        holdId,
        UserId.recorded(row.getString(0)),
        HoldState.valueOf(row.getString(1)),
        moment(row, 2));
  }

  private static List<Happening> oldestFirst(RowSet<Row> rows) {
    List<Happening> happenings = new ArrayList<>();
    for (Row row : rows) {
      @Nullable String reason = row.getString(3);
      UserIdEvent event = UserIdEvent.valueOf(row.getString(0).toUpperCase(Locale.ROOT));
      happenings.add(new Happening(event, moment(row, 1), row.getString(2), reason));
    }
    Collections.reverse(happenings);
    return happenings;
  }

  private static Instant moment(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static Row only(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  private static Optional<Row> firstOf(RowSet<Row> rows) {
    RowIterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
  }
}
