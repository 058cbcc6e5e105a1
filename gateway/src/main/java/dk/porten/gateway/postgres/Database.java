package dk.porten.gateway.postgres;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.FactSource;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as the checks see it: where their facts come from, and up to which moment those that
 * are held are right. Nothing here blocks; any thread may call.
 */
public final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final int MAX_FIRST_BEATS = 30;
  private static final String HEARTBEAT_SQL = "SELECT 1";

  /**
   * The bounds on what is asked.
   *
   * @param connections held at most
   * @param waiting keys that wait for a query at most, for each kind of fact
   * @param timeout for one fact, from being asked to being given up
   * @param pollInterval how often changes are asked for
   */
  public record Limits(int connections, int waiting, Duration timeout, Duration pollInterval) {}

  private final Vertx vertx;
  private final Clock clock;
  private final DatabaseAddress address;
  private final GatewayMetrics metrics;
  private final Pool pool;
  private final Limits limits;
  private final Gathering<UserId, UserIdFact> userIds;
  private final Gathering<PersonHash, AttestationFact> attestations;
  private volatile @Nullable ChangeFeed feed;
  private volatile boolean reachable = true;
  private volatile Instant reachableSince = Instant.MIN;

  /** Opens a pool on a database that {@link Schema} has migrated; connects when first asked. */
  public Database(
      Vertx vertx, DatabaseAddress address, Limits limits, Clock clock, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.clock = clock;
    this.address = address;
    this.metrics = metrics;
    this.limits = limits;
    pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setMaxSize(limits.connections)
                    .setMaxWaitQueueSize(2 * limits.connections + 1)
                    .setConnectionTimeout((int) limits.timeout.toMillis())
                    .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
            .connectingTo(connectOptions(address))
            .using(vertx)
            .withConnectHandler(
                connection ->
                    WritePool.prepare(connection, List.of(UserIdQuery.SQL, AttestationQuery.SQL))
                        .onComplete(done -> connection.close()))
            .build();
    var userIdQuery = new UserIdQuery(pool);
    var attestationQuery = new AttestationQuery(pool);
    userIds = gathering(new MeasuredQuery<>(userIdQuery, "user-ids", limits.timeout, metrics));
    attestations =
        gathering(new MeasuredQuery<>(attestationQuery, "attestations", limits.timeout, metrics));
    metrics.watchDatabase(
        "up", "1 if the last heartbeat reached the database", () -> reachable ? 1 : 0);
    metrics.watchDatabase("connections", "Connections held", pool::size);
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
   * has the cache forget what changes; completes when both have begun, before which nobody may ask.
   * A cold machine may take longer for that than a fact is given, so it is tried again for a while.
   */
  public Future<Void> start(
      UserIdDirectory directory, FactCache<PersonHash, AttestationFact> heldAttestations) {
    var started =
        new ChangeFeed(
            vertx,
            feedSession(),
            new DirectoryReader(address),
            limits.pollInterval,
            directory,
            heldAttestations,
            clock,
            metrics);
    feed = started;
    return firstBeat(MAX_FIRST_BEATS)
        .onSuccess(beaten -> beatOn())
        .compose(beaten -> started.start());
  }

  /** Returns who has which user ID. */
  public FactSource<UserId, UserIdFact> userIds() {
    return userIds;
  }

  /** Returns what each witness did. */
  public FactSource<PersonHash, AttestationFact> attestations() {
    return attestations;
  }

  /** Returns the moment up to which directory and cache, once started, tell of every change. */
  public Instant asOf() {
    return feed().asOf();
  }

  /** Says whether changes come in too late although the database could be reached all the time. */
  public boolean isBehind(Duration maxLag) {
    return reachable
        && feed().lag().compareTo(maxLag) > 0
        && Duration.between(reachableSince, clock.instant()).compareTo(maxLag) > 0;
  }

  /** Closes every connection. */
  public Future<Void> close() {
    return feed().close().eventually(pool::close);
  }

  /** Returns how a database is connected to. */
  static PgConnectOptions connectOptions(DatabaseAddress address) {
    boolean isVerified =
        address.sslMode() == SslMode.VERIFY_CA || address.sslMode() == SslMode.VERIFY_FULL;
    var options = new PgConnectOptions();
    options
        .setSslMode(address.sslMode())
        .setSslOptions(
            new ClientSSLOptions()
                .setTrustAll(!isVerified)
                .setHostnameVerificationAlgorithm(
                    address.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : ""))
        .setHost(address.host())
        .setPort(address.port())
        .setDatabase(address.database())
        .setUser(address.user())
        .setPassword(address.password())
        .setCachePreparedStatements(true);
    // Functions and transactions wait for locks and then read what was committed meanwhile.
    options.addProperty("default_transaction_isolation", "read committed");
    return options;
  }

  /** Returns a pool of the feed's one connection: it is given up when nothing comes on it. */
  private Pool feedSession() {
    int timeoutMillis = (int) limits.timeout.toMillis();
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setMaxSize(1)
                .setConnectionTimeout(2 * timeoutMillis)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .with(
            new NetClientOptions()
                .setConnectTimeout(timeoutMillis)
                .setIdleTimeout(timeoutMillis + (int) limits.pollInterval.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectingTo(connectOptions(address))
        .using(vertx)
        .build();
  }

  private ChangeFeed feed() {
    return Objects.requireNonNull(feed, "not started");
  }

  private <K, F> Gathering<K, F> gathering(Query<K, F> query) {
    return new Gathering<>(query, limits.connections, limits.waiting, limits.timeout);
  }

  private Future<Void> firstBeat(int tries) {
    return beat()
        .recover(failure -> tries > 1 ? firstBeat(tries - 1) : Future.failedFuture(failure));
  }

  /** Beats for ever, one beat at a time: a late one must not overtake the next. */
  private void beatOn() {
    vertx.setTimer(HEARTBEAT.toMillis(), due -> beat().onComplete(ended -> beatOn()));
  }

  private Future<Void> beat() {
    return pool.query(HEARTBEAT_SQL)
        .execute()
        .timeout(limits.timeout.toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .onComplete(beaten -> setReachable(true), failure -> setReachable(false));
  }

  private void setReachable(boolean now) {
    if (now != reachable) {
      reachable = now;
      if (now) {
        reachableSince = clock.instant();
        LOG.info("The database is reachable again");
      } else {
        LOG.warn("The database is out of reach");
      }
    }
  }
}
