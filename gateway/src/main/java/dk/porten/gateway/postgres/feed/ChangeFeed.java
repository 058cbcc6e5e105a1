package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.Backoff;
import dk.porten.gateway.postgres.connection.FailureReading;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.connection.OneLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change feed: records in memory what the transactions of all gateways changed, and knows up to
 * which moment that is complete. It asks again and again, on a session of its own, for what
 * committed since its last snapshot (docs/decisions/0030). What is too much for one answer the
 * {@link HeldDirectory} reads: the whole directory at the start, unless a file has it, and large
 * changes.
 *
 * <p>After a crash the server may use transaction numbers again that the old snapshot has seen. So
 * when a session was lost, the next one continues from the old snapshot only if the lineage is the
 * same and the snapshot is not too old. Otherwise everything is read anew (docs/decisions/0031).
 */
public final class ChangeFeed {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  /** Changes of a kind that are told one by one. */
  static final int MOST_CHANGES = 10_000;

  public static final String SQL =
      """
      SELECT snapshot::text, lineage, user_ids, taken_until, witnesses, now(), has_person_key()
      FROM feed_changes($1::text::pg_snapshot, $2::integer)
      """;

  /**
   * One round of changes.
   *
   * @param sentAt before the database is asked
   */
  private record Round(long number, Instant sentAt, long sentNanos) {}

  private final Vertx vertx;
  private final OneLoop<Lane> session;
  private final HeldDirectory directory;
  private final WorkerExecutor worker;
  private final Duration interval;
  private final UserIdDirectory userIds;
  private final HeldWitnesses witnesses;
  private final Clock clock;
  private final Timer polls;
  private final Counter changes;
  private final Counter resets;
  private final FeedLosses losses;
  private final Promise<Void> begun = Promise.promise();
  private volatile Future<?> reading = Future.succeededFuture();
  private volatile Future<?> saving = Future.succeededFuture();
  private volatile Instant asOf;
  private volatile boolean isClosed;
  private volatile long endOfPatienceNanos;

  /**
   * @param session for its questions alone
   * @param worker for what blocks; closed with this
   * @param interval from one question to the next
   */
  public ChangeFeed(
      Vertx vertx,
      OneLoop<Lane> session,
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
    this.clock = clock;
    this.asOf = clock.instant();
    polls = metrics.feedPolls();
    changes = metrics.feedChanges();
    resets = metrics.feedResets();
    witnesses = new HeldWitnesses(attestations, changes, resets);
    losses = new FeedLosses(metrics.feedLosses());
    metrics.watchFeedLag(this::lag);
  }

  /**
   * Starts the feed; completes when the directory is in memory and up to date. Fails with the
   * reason if that cannot pass by itself, or does not pass in time. Once the feed has begun it
   * retries for ever.
   */
  public Future<Void> start(Duration patience) {
    endOfPatienceNanos = System.nanoTime() + patience.toNanos();
    worker
        .executeBlocking(
            () -> {
              directory.restore();
              return null;
            })
        .onComplete(restored -> read(1), begun::tryFail);
    return begun.future();
  }

  /**
   * Returns the moment up to which changes are recorded, by the gateway's clock; before {@link
   * #start} completes it means nothing.
   */
  public Instant asOf() {
    return asOf;
  }

  /** Returns how long ago {@link #asOf} is. */
  public Duration lag() {
    Duration lag = Duration.between(asOf, clock.instant());
    return lag.isNegative() ? Duration.ZERO : lag;
  }

  /** Says whether it is lost so often that nobody should rely on it. */
  public boolean isUnsteady() {
    return losses.areTooMany(clock.instant());
  }

  /** Says whether the database knows persons by the hashes that this gateway makes. */
  public boolean hasPersonKey() {
    return witnesses.hasPersonKey();
  }

  /** Closes; completes when all is saved and the worker, which this interrupts, has let go. */
  public Future<Void> close() {
    isClosed = true;
    save();
    return saving
        .eventually(worker::close)
        .eventually(() -> reading)
        .eventually(() -> session.ask(own -> stage(own.close())))
        .mapEmpty();
  }

  /** Lets the worker read what changed, or everything, and polls from there on. */
  private void read(int tries) {
    inTurn(this::readInTurn)
        .onComplete(
            done -> {
              if (done.isWhole()) {
                save();
              }
              follow(1);
            },
            failure -> again(failure, tries, this::read));
  }

  private Future<HeldDirectory.Reading> readInTurn() {
    Round round = begin();
    Future<HeldDirectory.Reading> read =
        worker.executeBlocking(() -> directory.read(round.sentAt), false);
    reading = read;
    return read.map(
        done -> {
          LOG.info(
              "Read {}: {} user IDs by now, {} ms",
              done.isWhole() ? "the whole directory" : "what changed in the directory",
              userIds.size(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - round.sentNanos));
          // The worker reads no witnesses: any may have changed.
          witnesses.forgetAll();
          end(round, done.moment());
          return done;
        });
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

  private void readAnew() {
    resets.increment();
    read(1);
  }

  private void follow(int tries) {
    inTurn(() -> poll(tries)).onFailure(failure -> again(failure, tries, this::follow));
  }

  private Future<Void> poll(int tries) {
    Round round = begin();
    FeedPosition from = directory.position();
    return session
        .ask(own -> stage(own.ask(SQL, Tuple.of(from.snapshot(), MOST_CHANGES + 1))))
        .map(
            rows -> {
              if (tries > 1) {
                LOG.info("The change feed goes on");
              }
              told(rows.iterator().next(), from, round);
              return null;
            });
  }

  /** Does something when it is this feed's turn to write to the directory, on this context. */
  private <T> Future<T> inTurn(Supplier<Future<T>> step) {
    Turns.Turn turn = directory.nextTurn();
    return Future.fromCompletionStage(turn.begun(), vertx.getOrCreateContext())
        .compose(begun -> step.get())
        .onComplete(done -> turn.close());
  }

  private void told(Row row, FeedPosition from, Round round) {
    var next = new FeedPosition(row.getString(1), row.getString(0), round.sentAt);
    String[] changed = row.getArrayOfStrings(2);
    if (!from.isContinuedBy(next)) {
      LOG.info("The server crashed, went back or was away for long: the directory is read anew");
      directory.sever();
      readAnew();
    } else if (directory.mustBeReadAnew() || changed.length > MOST_CHANGES) {
      readAnew();
    } else {
      directory.record(changed, row.getArrayOfLongs(3), next);
      changes.increment(changed.length);
      witnesses.forget(row.getArrayOfBuffers(4), row.getBoolean(6));
      end(round, row.getOffsetDateTime(5).toInstant());
      begun.tryComplete();
      long passedNanos = System.nanoTime() - round.sentNanos;
      polls.record(passedNanos, TimeUnit.NANOSECONDS);
      long passed = TimeUnit.NANOSECONDS.toMillis(passedNanos);
      vertx.setTimer(Math.max(1, interval.toMillis() - passed), due -> follow(1));
    }
  }

  private Round begin() {
    return new Round(userIds.beginRound(), clock.instant(), System.nanoTime());
  }

  /**
   * Moves {@link #asOf}, now that every earlier change is recorded.
   *
   * @param moment by the server's clock, before it was read
   */
  private void end(Round round, Instant moment) {
    userIds.endRound(round.number, moment);
    asOf = round.sentAt;
  }

  /** Tries again after a while, whatever went wrong. */
  private void again(Throwable failure, int tries, IntConsumer next) {
    boolean isOver =
        !FailureReading.of(failure).mayPass() || System.nanoTime() - endOfPatienceNanos > 0;
    if (isClosed || (isOver && begun.tryFail(failure))) {
      return;
    }
    if (tries == 1) {
      losses.add(clock.instant());
      LOG.warn("The change feed is lost: {}", FailureReading.brief(failure));
    }
    vertx.setTimer(Backoff.millis(tries), due -> next.accept(tries + 1));
  }

  private static <T> CompletableFuture<T> stage(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
