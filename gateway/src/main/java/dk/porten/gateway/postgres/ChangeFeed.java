package dk.porten.gateway.postgres;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change feed: records in memory what any gateway's transaction changed, and knows up to which
 * moment that is complete. It asks again and again, on a session of its own, for what committed
 * since the snapshot of the last time. What is too much for an answer the {@link HeldDirectory}
 * reads by itself: the whole directory first, unless a file has it, and much that changed at once.
 *
 * <p>A session that was lost may have ended with a crash, after which the server may use
 * transaction numbers again that the old snapshot has seen. The lineage tells: while it is the
 * same, another session goes on from the old snapshot, unless that is too old; otherwise all is
 * read anew.
 */
final class ChangeFeed {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  /** Changes of a kind that are told one by one. */
  static final int MOST_CHANGES = 10_000;

  private static final int MOST_FIRST_TRIES = 30;

  static final String SQL =
      """
      SELECT snapshot::text, lineage, user_ids, taken_until, witnesses, now()
      FROM feed_changes($1::text::pg_snapshot, $2::integer)
      """;

  /**
   * One round of changes.
   *
   * @param sentAt before the database is asked
   */
  private record Round(long number, Instant sentAt, long sentNanos) {}

  private final Vertx vertx;
  private final Pool session;
  private final HeldDirectory directory;
  private final WorkerExecutor worker;
  private final Duration interval;
  private final UserIdDirectory userIds;
  private final FactCache<PersonHash, AttestationFact> attestations;
  private final Clock clock;
  private final Timer polls;
  private final Counter changes;
  private final Counter resets;
  private final Promise<Void> begun = Promise.promise();
  private volatile Future<?> reading = Future.succeededFuture();
  private volatile Future<?> saving = Future.succeededFuture();
  private volatile Instant asOf;
  private volatile boolean isClosed;

  /**
   * @param session a pool of one connection, which breaks off when it is not answered
   * @param worker for what blocks; closed with this
   * @param interval from one question to the next
   */
  ChangeFeed(
      Vertx vertx,
      Pool session,
      WorkerExecutor worker,
      Duration interval,
      UserIdDirectory userIds,
      HeldDirectory directory,
      FactCache<PersonHash, AttestationFact> attestations,
      Clock clock,
      GatewayMetrics metrics) {
    this.vertx = vertx;
    this.session = session;
    this.worker = worker;
    this.interval = interval;
    this.userIds = userIds;
    this.directory = directory;
    this.attestations = attestations;
    this.clock = clock;
    this.asOf = clock.instant();
    polls = metrics.feedPolls();
    changes = metrics.feedChanges();
    resets = metrics.feedResets();
    metrics.watchFeedLag(this::lag);
  }

  /**
   * Starts it; completes when the directory is there and up to date. Fails if that takes too many
   * tries; once it runs it is taken up again for ever.
   */
  Future<Void> start() {
    worker.executeBlocking(directory::restore).onComplete(since -> read(since, 1), begun::tryFail);
    return begun.future();
  }

  /**
   * Returns the moment up to which changes are recorded, by the gateway's clock; before {@link
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

  /** Closes; completes when all is saved and the worker, which this interrupts, has let go. */
  Future<Void> close() {
    isClosed = true;
    save();
    return saving
        .eventually(worker::close)
        .eventually(() -> reading)
        .eventually(session::close)
        .mapEmpty();
  }

  /** Has the worker read what changed since a position, or all; and follows from there. */
  private void read(Optional<FeedPosition> since, int tries) {
    Round round = begin();
    Future<HeldDirectory.Reading> read =
        worker.executeBlocking(() -> directory.read(since, round.sentAt), false);
    reading = read;
    read.onComplete(
        done -> {
          LOG.info(
              "Read {}: {} user IDs by now, {} ms",
              done.isWhole() ? "the whole directory" : "what changed in the directory",
              userIds.size(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - round.sentNanos));
          // The worker reads no witnesses: any may have changed.
          attestations.invalidateAll();
          end(round, done.moment());
          if (done.isWhole()) {
            save();
          }
          follow(done.position(), 1);
        },
        failure -> again(failure, tries, next -> read(since, next)));
  }

  /** Has the directory saved, after what is being saved. */
  private synchronized void save() {
    saving =
        saving.eventually(
            () ->
                worker.executeBlocking(
                    () -> {
                      directory.save();
                      return null;
                    },
                    false));
  }

  private void readAnew(Optional<FeedPosition> since) {
    resets.increment();
    read(since, 1);
  }

  /** Asks for changes on another session. */
  private void follow(FeedPosition from, int tries) {
    session
        .getConnection()
        .onComplete(
            connection -> {
              // What ends the session fails its next question too, where it is dealt with.
              connection.exceptionHandler(ended -> {});
              poll(connection, from, tries);
            },
            failure -> again(failure, tries, next -> follow(from, next)));
  }

  private void poll(SqlConnection connection, FeedPosition from, int tries) {
    if (!directory.tryBegin()) {
      // It is about to be compared, which takes milliseconds.
      vertx.setTimer(1, due -> poll(connection, from, tries));
      return;
    }
    Round round = begin();
    connection
        .preparedQuery(SQL)
        .execute(Tuple.of(from.snapshot(), MOST_CHANGES + 1))
        .<Void>map(
            rows -> {
              if (tries > 1) {
                LOG.info("The change feed goes on");
              }
              told(rows.iterator().next(), connection, from, round);
              return null;
            })
        .onComplete(recorded -> directory.end())
        .onFailure(
            failure -> {
              connection.close();
              again(failure, tries, next -> follow(from, next));
            });
  }

  private void told(Row row, SqlConnection connection, FeedPosition from, Round round) {
    String[] changed = row.getArrayOfStrings(2);
    if (!from.lineage().equals(row.getString(1)) || from.isTooOld(round.sentAt)) {
      LOG.info("The server has crashed or was away for long: the directory is read anew");
      connection.close();
      readAnew(Optional.empty());
    } else if (directory.isDrifted()) {
      connection.close();
      readAnew(Optional.empty());
    } else if (changed.length > MOST_CHANGES) {
      connection.close();
      readAnew(Optional.of(from));
    } else {
      var next = new FeedPosition(from.lineage(), row.getString(0), round.sentAt);
      directory.record(changed, row.getArrayOfLongs(3), next);
      changes.increment(changed.length);
      forget(row.getArrayOfBuffers(4));
      end(round, row.getOffsetDateTime(5).toInstant());
      begun.tryComplete();
      long passedNanos = System.nanoTime() - round.sentNanos;
      polls.record(passedNanos, TimeUnit.NANOSECONDS);
      long passed = TimeUnit.NANOSECONDS.toMillis(passedNanos);
      vertx.setTimer(Math.max(1, interval.toMillis() - passed), due -> poll(connection, next, 1));
    }
  }

  private void forget(Buffer[] witnesses) {
    changes.increment(witnesses.length);
    if (witnesses.length > MOST_CHANGES) {
      attestations.invalidateAll();
      resets.increment();
    } else {
      for (Buffer witness : witnesses) {
        attestations.invalidate(PersonHash.of(witness.getBytes()));
      }
    }
  }

  private Round begin() {
    return new Round(userIds.beginRound(), clock.instant(), System.nanoTime());
  }

  /**
   * Moves {@link #asOf} after everything was recorded that changed before.
   *
   * @param moment by the server's clock, before it was read
   */
  private void end(Round round, Instant moment) {
    userIds.endRound(round.number, moment);
    asOf = round.sentAt;
  }

  /** Tries again after a while, whatever went wrong; its message may repeat a value. */
  private void again(Throwable failure, int tries, IntConsumer next) {
    boolean isGivenUp = tries == MOST_FIRST_TRIES && begun.tryFail(failure);
    if (isGivenUp || isClosed) {
      return;
    }
    if (tries == 1) {
      LOG.warn(
          "The change feed is lost: {}, SQLSTATE {}",
          failure.getClass().getSimpleName(),
          state(failure));
    }
    vertx.setTimer(Backoff.millis(tries), due -> next.accept(tries + 1));
  }

  private static String state(Throwable failure) {
    String state = null;
    if (failure instanceof PgException refused) {
      state = refused.getSqlState();
    } else if (failure instanceof SQLException refused) {
      state = refused.getSQLState();
    }
    return state == null ? "none" : state;
  }
}
