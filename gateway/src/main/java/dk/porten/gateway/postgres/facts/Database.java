package dk.porten.gateway.postgres.facts;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.FactSource;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.Connector;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.connection.FailureReading;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.connection.OneLoop;
import dk.porten.gateway.postgres.connection.SessionSettings;
import dk.porten.gateway.postgres.feed.ChangeFeed;
import dk.porten.gateway.postgres.feed.DirectoryCheck;
import dk.porten.gateway.postgres.feed.HeldDirectory;
import dk.porten.gateway.postgres.gathering.Backlog;
import dk.porten.gateway.postgres.gathering.WaitingTimes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as the checks see it: the source of facts, and the moment up to which the facts in
 * memory are right. Nothing here blocks; any thread may call.
 */
public final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** One reads, one compares and one saves. */
  private static final int DIRECTORY_THREADS = 3;

  /**
   * The bounds on what is asked.
   *
   * @param loops of Vert.x, each of which gets a connection of its own
   * @param waiting keys that wait for a query at most, for each kind of fact
   * @param times for which they wait
   * @param timeout for one fact, from being asked to being given up
   * @param pollInterval how often changes are asked for
   */
  public record Limits(
      int loops, int waiting, WaitingTimes times, Duration timeout, Duration pollInterval) {}

  /**
   * How the directory in memory is kept.
   *
   * @param snapshot the file from which a start takes it
   * @param checkInterval how often it is compared with the database; zero for never
   */
  public record DirectoryCare(Optional<Path> snapshot, Duration checkInterval) {}

  private final Vertx vertx;
  private final Clock clock;
  private final DatabaseAddress address;
  private final GatewayMetrics metrics;
  private final Limits limits;
  private final Backlog userIds;
  private final Backlog attestations;
  private final PerLoop<Reads> reads;
  private volatile @Nullable ChangeFeed feed;
  private volatile @Nullable DirectoryCheck check;
  private volatile boolean reachable = true;
  private volatile boolean isClosed;
  private volatile Instant reachableSince = Instant.MIN;

  /** Takes a database whose schema is up to date; connects when it is started. */
  public Database(
      Vertx vertx, DatabaseAddress address, Limits limits, Clock clock, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.clock = clock;
    this.address = address;
    this.metrics = metrics;
    this.limits = limits;
    userIds = new Backlog(limits.waiting, limits.times);
    attestations = new Backlog(limits.waiting, limits.times);
    reads =
        new PerLoop<>(
            vertx, () -> new Reads(vertx, address, limits.timeout, userIds, attestations, metrics));
    metrics.watchDatabase(
        "up", "1 if the last heartbeat reached the database", () -> reachable ? 1 : 0);
    metrics.watchDatabase(
        "connections",
        "Connections held",
        () -> (int) reads.all().stream().filter(Reads::isOpen).count());
    metrics.watchDatabase(
        "queries.under.way",
        "Queries under way",
        () -> userIds.underWay() + attestations.underWay());
    metrics.watchDatabase(
        "keys.waiting",
        "Keys that wait for a query",
        () -> userIds.waiting() + attestations.waiting());
  }

  /**
   * Starts the heartbeat and the change feed, which fills the directory, keeps it up to date and
   * makes the cache forget what changes. Completes when both have begun; nobody may ask earlier.
   * Fails with {@link DatabaseUnusable} if that does not work, or not in time.
   */
  public Future<Void> start(
      UserIdDirectory userIds,
      DirectoryCare care,
      FactCache<PersonHash, AttestationFact> heldAttestations,
      Duration patience) {
    var directory = new HeldDirectory(userIds, address, care.snapshot, clock);
    WorkerExecutor worker =
        vertx.createSharedWorkerExecutor("directory", DIRECTORY_THREADS, 1, TimeUnit.HOURS);
    var started =
        new ChangeFeed(
            vertx,
            new OneLoop<>(vertx, this::feedSession),
            worker,
            limits.pollInterval,
            userIds,
            directory,
            heldAttestations,
            clock,
            metrics);
    feed = started;
    var checks = new DirectoryCheck(vertx, worker, directory, care.checkInterval, clock, metrics);
    check = checks;
    long beganNanos = System.nanoTime();
    return reads
        .open(limits.loops, own -> own.opened(patience))
        .onSuccess(opened -> beatOn())
        .compose(opened -> started.start(patience.minusNanos(System.nanoTime() - beganNanos)))
        .onSuccess(begun -> checks.start())
        .recover(failure -> Future.failedFuture(DatabaseUnusable.explained(address, failure)));
  }

  /** Returns who has which user ID. */
  public FactSource<UserId, UserIdFact> userIds() {
    return key -> reads.ask(own -> own.find(key));
  }

  /** Returns what each witness did. */
  public FactSource<PersonHash, AttestationFact> attestations() {
    return key -> reads.ask(own -> own.find(key));
  }

  /** Returns the moment up to which directory and cache, once started, tell of every change. */
  public Instant asOf() {
    return feed().asOf();
  }

  /**
   * Says whether changes come in too late although the database could be reached all the time, or
   * the feed that brings them is lost again and again, or the person key was rotated.
   */
  public boolean isBehind(Duration maxLag) {
    boolean isLate =
        feed().lag().compareTo(maxLag) > 0
            && Duration.between(reachableSince, clock.instant()).compareTo(maxLag) > 0;
    return !feed().hasPersonKey() || (reachable && (isLate || feed().isUnsteady()));
  }

  /** Saves the directory and closes every connection. */
  public Future<Void> close() {
    isClosed = true;
    Objects.requireNonNull(check, "not started").close();
    return feed()
        .close()
        .eventually(() -> Future.join(reads.all().stream().map(Reads::close).toList()))
        .mapEmpty();
  }

  private Lane feedSession() {
    var settings = new SessionSettings(address, limits.timeout, Duration.ZERO);
    var connector = new Connector(vertx, address, settings, List.of(ChangeFeed.SQL));
    return new Lane(vertx, connector, limits.timeout);
  }

  private ChangeFeed feed() {
    return Objects.requireNonNull(feed, "not started");
  }

  /** Sends heartbeats for ever, one at a time: a late one must not be taken for the next one. */
  private void beatOn() {
    vertx.setTimer(HEARTBEAT.toMillis(), due -> beat().onComplete(ended -> beatOn()));
  }

  private Future<?> beat() {
    return Future.fromCompletionStage(reads.ask(Reads::beat))
        .timeout(limits.timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(beaten -> reached(), this::missed);
  }

  private void reached() {
    if (!reachable) {
      reachableSince = clock.instant();
      reachable = true;
      LOG.info("The database is reachable again");
    }
  }

  private void missed(Throwable failure) {
    if (reachable && !isClosed) {
      reachable = false;
      LOG.warn("The database is out of reach: {}", FailureReading.brief(failure));
    }
  }
}
