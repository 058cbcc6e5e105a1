package dk.porten.gateway.postgres;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change feed: has the caches forget what any gateway's transaction changed, and knows up to
 * which moment they are complete. It asks again and again, on a session of its own, for what
 * committed since the snapshot of the last time.
 *
 * <p>A session that was lost may have ended with a crash, after which the server may use
 * transaction numbers again that the old snapshot has seen. So a new session begins with a new
 * snapshot, and every fact is forgotten.
 */
final class ChangeFeed {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  /** Changes of a kind that are told one by one; after more, every fact is forgotten. */
  static final int MOST_CHANGES = 10_000;

  private static final int MOST_FIRST_TRIES = 30;

  static final String BEGIN =
      """
      SELECT snapshot::text, user_ids, witnesses
      FROM changes_since(pg_current_snapshot(), 1)
      """;

  static final String GO_ON =
      """
      SELECT snapshot::text, user_ids, witnesses
      FROM changes_since($1::text::pg_snapshot, $2::integer)
      """;

  private final Vertx vertx;
  private final Pool session;
  private final Duration interval;
  private final FactCache<UserId, UserIdFact> userIds;
  private final FactCache<PersonHash, AttestationFact> attestations;
  private final Clock clock;
  private final Timer polls;
  private final Counter changes;
  private final Counter resets;
  private final Promise<Void> begun = Promise.promise();
  private volatile Instant asOf;
  private volatile boolean isClosed;

  /**
   * @param session a pool of one connection, which breaks off when it is not answered
   * @param interval from one question to the next
   */
  ChangeFeed(
      Vertx vertx,
      Pool session,
      Duration interval,
      FactCache<UserId, UserIdFact> userIds,
      FactCache<PersonHash, AttestationFact> attestations,
      Clock clock,
      GatewayMetrics metrics) {
    this.vertx = vertx;
    this.session = session;
    this.interval = interval;
    this.userIds = userIds;
    this.attestations = attestations;
    this.clock = clock;
    this.asOf = clock.instant();
    polls = metrics.feedPolls();
    changes = metrics.feedChanges();
    resets = metrics.feedResets();
    metrics.watchFeedLag(this::lag);
  }

  /**
   * Starts it; completes when the caches may be filled. Fails if that takes too many tries; once it
   * runs it is taken up again for ever.
   */
  Future<Void> start() {
    begin(1);
    return begun.future();
  }

  /**
   * Returns the moment up to which the caches are complete, by the gateway's clock; before {@link
   * #start} completes it means nothing.
   */
  Instant asOf() {
    return asOf;
  }

  /** Returns how long ago {@link #asOf} is. */
  Duration lag() {
    Duration lag = Duration.between(asOf, clock.instant());
    return lag.isNegative() ? Duration.ZERO : lag;
  }

  Future<Void> close() {
    isClosed = true;
    return session.close();
  }

  private void begin(int tries) {
    session.getConnection().compose(this::begin).onFailure(failure -> beginLater(failure, tries));
  }

  private Future<Void> begin(SqlConnection connection) {
    Instant sentAt = clock.instant();
    return connection
        .preparedQuery(BEGIN)
        .execute()
        .<Void>map(
            rows -> {
              forgetAll();
              goOn(connection, rows.iterator().next().getString(0), sentAt, System.nanoTime());
              if (!begun.tryComplete()) {
                resets.increment();
                LOG.info("The change feed is back; every fact was forgotten");
              }
              return null;
            })
        .onFailure(failure -> connection.close());
  }

  private void beginLater(Throwable failure, int tries) {
    boolean isGivenUp = tries == MOST_FIRST_TRIES && begun.tryFail(failure);
    if (!isGivenUp && !isClosed) {
      vertx.setTimer(Backoff.millis(tries), due -> begin(tries + 1));
    }
  }

  /** Moves {@link #asOf} after everything was forgotten that changed before, and asks again. */
  private void goOn(SqlConnection connection, String snapshot, Instant sentAt, long sentNanos) {
    asOf = sentAt;
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos);
    vertx.setTimer(Math.max(1, interval.toMillis() - passed), due -> poll(connection, snapshot));
  }

  private void poll(SqlConnection connection, String snapshot) {
    Instant sentAt = clock.instant();
    long sentNanos = System.nanoTime();
    connection
        .preparedQuery(GO_ON)
        .execute(Tuple.of(snapshot, MOST_CHANGES + 1))
        .map(this::tell)
        .onComplete(
            next -> {
              polls.record(System.nanoTime() - sentNanos, TimeUnit.NANOSECONDS);
              goOn(connection, next, sentAt, sentNanos);
            },
            failure -> lose(connection, failure));
  }

  /** Has the caches forget what changed; returns the snapshot to ask with next. */
  private String tell(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    String[] changedUserIds = row.getArrayOfStrings(1);
    Buffer[] changedWitnesses = row.getArrayOfBuffers(2);
    changes.increment(changedUserIds.length + changedWitnesses.length);
    if (Math.max(changedUserIds.length, changedWitnesses.length) > MOST_CHANGES) {
      forgetAll();
      resets.increment();
    } else {
      for (String userId : changedUserIds) {
        userIds.invalidate(UserId.recorded(userId));
      }
      for (Buffer witness : changedWitnesses) {
        attestations.invalidate(PersonHash.of(witness.getBytes()));
      }
    }
    return row.getString(0);
  }

  private void forgetAll() {
    userIds.invalidateAll();
    attestations.invalidateAll();
  }

  /** Goes on with another session, whatever went wrong; its message may repeat a value. */
  private void lose(SqlConnection connection, Throwable failure) {
    connection.close();
    if (!isClosed) {
      LOG.warn(
          "The change feed is lost: {}, SQLSTATE {}",
          failure.getClass().getSimpleName(),
          failure instanceof PgException refused ? refused.getSqlState() : "none");
      begin(1);
    }
  }
}
