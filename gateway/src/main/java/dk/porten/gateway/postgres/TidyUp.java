package dk.porten.gateway.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * Drops, in bounded batches, what nobody needs any more: expired holds, keys after 24 hours, audit
 * records after their retention. Nothing depends on it but the size of the tables.
 */
public final class TidyUp {

  static final String SQL =
      """
      SELECT tidy_up($1::int, $2::int, $3::int) AS dropped
      """;

  private static final int BATCH_ROWS = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);

  /** How long a day counts for attestations that come later, back-dated ones too (W4). */
  public static final int WINDOW_DAYS = 150;

  private final Vertx vertx;
  private final WritePool pool;
  private final int auditDays;

  TidyUp(Vertx vertx, WritePool pool, int auditDays) {
    this.vertx = vertx;
    this.pool = pool;
    this.auditDays = auditDays;
  }

  /** Begins; goes on until the gateway stops. A batch that fails is tried again later. */
  void start() {
    after(PAUSE);
  }

  private void after(Duration pause) {
    vertx.setTimer(
        pause.toMillis(),
        due ->
            batch()
                .onComplete(
                    dropped -> after(dropped < BATCH_ROWS ? PAUSE : BETWEEN_BATCHES),
                    failure -> after(PAUSE)));
  }

  /** Drops one batch of each kind; tells how many rows went. */
  Future<Long> batch() {
    return pool.call(SQL, Tuple.of(auditDays, WINDOW_DAYS, BATCH_ROWS))
        .map(rows -> rows.iterator().next().getLong("dropped"));
  }
}
