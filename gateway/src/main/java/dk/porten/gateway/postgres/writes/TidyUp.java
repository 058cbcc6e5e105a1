package dk.porten.gateway.postgres.writes;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops, in bounded batches, what nobody needs any more: user IDs that are free again, holds a week
 * after their end, answers after 24 hours, audit records after their retention, bare days that no
 * window can hold any more, what clients used of their budgets before yesterday. Only the size of
 * the tables depends on it. If several gateways do this, each skips what the others have locked.
 */
final class TidyUp {

  private static final Logger LOG = LoggerFactory.getLogger(TidyUp.class);

  private static final String FREE_USER_IDS =
      """
      DELETE FROM taken_user_id
      WHERE user_id = ANY (ARRAY(
        SELECT user_id FROM taken_user_id
        WHERE free_from <= now() - interval '1 day'
        LIMIT $1::int FOR UPDATE SKIP LOCKED
      ))
      """;

  private static final String ENDED_HOLDS =
      """
      DELETE FROM user_id_hold
      WHERE hold_id = ANY (ARRAY(
        SELECT hold_id FROM user_id_hold
        WHERE expires_at <= now() - interval '7 days'
        LIMIT $1::int FOR UPDATE SKIP LOCKED
      ))
      """;

  private static final String KEPT_ANSWERS =
      """
      DELETE FROM idempotency_key AS k
      USING (
        SELECT caller, path, key FROM idempotency_key
        WHERE kept_at <= now() - interval '24 hours'
        LIMIT $1::int FOR UPDATE SKIP LOCKED
      ) AS old
      WHERE k.caller = old.caller AND k.path = old.path AND k.key = old.key
      """;

  private static final String BARE_DAYS =
      """
      DELETE FROM attestation
      WHERE attestation_id = ANY (ARRAY(
        SELECT attestation_id FROM attestation
        WHERE erased_at IS NOT NULL AND attested_on < current_date - $2::int
        LIMIT $1::int FOR UPDATE SKIP LOCKED
      ))
      """;

  /** Of today and yesterday, wherever a gateway is in its day; a hold lasts for one day at most. */
  private static final String BUDGET_USE =
      """
      DELETE FROM budget_use
      WHERE use_id = ANY (ARRAY(
        SELECT use_id FROM budget_use
        WHERE day < current_date - 2
        LIMIT $1::int FOR UPDATE SKIP LOCKED
      ))
      """;

  private static final String AUDIT_RECORDS =
      """
      SELECT drop_audit_records($2::int, $1::int) AS dropped
      """;

  /** How long a day counts for attestations that come later, back-dated ones too (W4). */
  private static final int WINDOW_DAYS = 150;

  private static final int MOST_ROWS = 1_000;
  private static final int FEWEST_ROWS = 10;
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);

  private final Vertx vertx;
  private final WritePool pool;
  private final int auditDays;
  private int rows = MOST_ROWS;

  /**
   * @param auditDays how long audit records are kept
   */
  TidyUp(Vertx vertx, WritePool pool, int auditDays) {
    this.vertx = vertx;
    this.pool = pool;
    this.auditDays = auditDays;
  }

  /** Begins; goes on until the gateway stops. */
  void start() {
    after(PAUSE);
  }

  private void after(Duration pause) {
    vertx.setTimer(
        pause.toMillis(),
        due -> batch(rows).onComplete(dropped -> after(pauseAfter(dropped)), failure -> giveWay()));
  }

  private Duration pauseAfter(long dropped) {
    boolean isMore = dropped >= rows;
    rows = MOST_ROWS;
    return isMore ? BETWEEN_BATCHES : PAUSE;
  }

  /** After a batch that did not end in time the next one is smaller. */
  private void giveWay() {
    rows = Math.max(FEWEST_ROWS, rows / 2);
    LOG.warn("Tidying up failed; the next batch has {} rows", rows);
    after(PAUSE);
  }

  /** Drops of each kind at most so many rows; tells how many rows went. */
  Future<Long> batch(int most) {
    return drop(FREE_USER_IDS, Tuple.of(most))
        .compose(sum -> drop(ENDED_HOLDS, Tuple.of(most)).map(more -> sum + more))
        .compose(sum -> drop(KEPT_ANSWERS, Tuple.of(most)).map(more -> sum + more))
        .compose(sum -> drop(BARE_DAYS, Tuple.of(most, WINDOW_DAYS)).map(more -> sum + more))
        .compose(sum -> drop(BUDGET_USE, Tuple.of(most)).map(more -> sum + more))
        .compose(sum -> dropAuditRecords(most).map(more -> sum + more));
  }

  private Future<Long> drop(String statement, Tuple values) {
    return pool.call(statement, values).map(dropped -> (long) dropped.rowCount());
  }

  /** Only a function may drop these, and it says how many went. */
  private Future<Long> dropAuditRecords(int most) {
    return pool.call(AUDIT_RECORDS, Tuple.of(most, auditDays))
        .map(dropped -> dropped.iterator().next().getLong("dropped"));
  }
}
