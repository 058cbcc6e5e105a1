package dk.porten.gateway.wiring;

import dk.porten.core.PackShelf;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.core.userid.UserIdSuggestions;
import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.KeySetUnavailable;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.http.AccessLog;
import dk.porten.gateway.http.Facts;
import dk.porten.gateway.http.HttpApi;
import dk.porten.gateway.http.HttpListener;
import dk.porten.gateway.http.Listening;
import dk.porten.gateway.http.Priority;
import dk.porten.gateway.http.Texts;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.Database;
import dk.porten.gateway.postgres.Ledgers;
import dk.porten.gateway.postgres.WaitingTimes;
import dk.porten.gateway.sandbox.Sandbox;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

  private static final int MAX_CLOSING_SECONDS = 5;

  private final Configuration configuration;
  private final Store store;
  private final Vertx vertx;
  private final GatewayMetrics metrics;
  private final Health health;
  private final Database database;
  private final Ledgers ledgers;
  private final Listening listening;
  private final Optional<AccessLog> accessLog;
  private final HttpServer management;

  private Gateway(
      Configuration configuration,
      Store store,
      Vertx vertx,
      GatewayMetrics metrics,
      Health health,
      Database database,
      Ledgers ledgers,
      Listening listening,
      Optional<AccessLog> accessLog,
      HttpServer management) {
    this.configuration = configuration;
    this.store = store;
    this.vertx = vertx;
    this.metrics = metrics;
    this.health = health;
    this.database = database;
    this.ledgers = ledgers;
    this.listening = listening;
    this.accessLog = accessLog;
    this.management = management;
  }

  /**
   * Starts a gateway and returns when it is ready. Blocks; database and issuer may be late.
   *
   * @throws InvalidPackException if a rule pack has a fault
   */
  public static Gateway start(Configuration configuration, Clock clock)
      throws InvalidPackException {
    var shelf = new PackShelf(Packs.of(configuration));
    Texts texts = Texts.load();
    var patience = new StartPatience(configuration.startPatience());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    try {
      return start(configuration, clock, shelf, texts, patience, vertx);
    } catch (Throwable failure) {
      // Vert.x also throws what is no RuntimeException, such as that the port is taken.
      await(vertx.close());
      throw failure;
    }
  }

  private static Gateway start(
      Configuration configuration,
      Clock clock,
      PackShelf shelf,
      Texts texts,
      StartPatience patience,
      Vertx vertx) {
    var metrics = new GatewayMetrics();
    var health = new Health();
    HttpServer management =
        new ManagementServer(vertx, health, metrics, clock)
            .listen(configuration.host(), configuration.managementPort())
            .await();
    Callers callers =
        patience.untilDone(
            () -> configuration.callers().callers(clock),
            KeySetUnavailable.class,
            KeySetUnavailable::mayPass);
    Store store = Store.open(configuration, patience);
    try {
      return start(
          configuration,
          clock,
          shelf,
          texts,
          patience,
          vertx,
          metrics,
          health,
          management,
          callers,
          store);
    } catch (Throwable failure) {
      // Whoever interrupts a start wants it to leave nothing behind.
      boolean unused = Thread.interrupted();
      store.close();
      throw failure;
    }
  }

  private static Gateway start(
      Configuration configuration,
      Clock clock,
      PackShelf shelf,
      Texts texts,
      StartPatience patience,
      Vertx vertx,
      GatewayMetrics metrics,
      Health health,
      HttpServer management,
      Callers callers,
      Store store) {
    var database =
        new Database(
            vertx,
            store.address(),
            new Database.Limits(
                EVENT_LOOPS,
                configuration.databaseQueue(),
                waiting(Priority.CHECKS, configuration),
                configuration.databaseTimeout(),
                configuration.feedPoll()),
            clock,
            metrics);
    Optional<Sandbox> sandbox = sandbox(configuration, store);
    Facts facts = facts(configuration, store, database, sandbox, clock, metrics);
    var care =
        new Database.DirectoryCare(
            configuration.directorySnapshot(), configuration.directoryCheck());
    database.start(facts.userIds(), care, facts.attestations(), patience.left()).await();
    Ledgers ledgers =
        ledgers(
            configuration,
            store,
            waiting(Priority.WRITES, configuration),
            configuration.databaseTimeout(),
            vertx,
            metrics);
    ledgers.open(patience.left()).await();
    ledgers.tidyUp();
    LocalDate today = shelf.today(PackShelf.DEFAULT_PACK, clock.instant()).orElseThrow();
    sandbox.ifPresent(demo -> set(demo, configuration, store, facts, today, patience, vertx));
    var api =
        new HttpApi(
            shelf,
            texts,
            facts,
            sandbox.map(demo -> demo.userIds(ledgers.userIds())).orElse(ledgers.userIds()),
            sandbox
                .map(demo -> demo.attestations(ledgers.attestations()))
                .orElse(ledgers.attestations()),
            callers,
            configuration.signIn(),
            configuration.http(),
            metrics);
    var listening = new Listening(configuration.host(), configuration.port());
    Optional<AccessLog> accessLog =
        configuration.accessLog().map(file -> AccessLog.open(file, clock));
    accessLog.ifPresent(log -> metrics.watchAccessLog(log, AccessLog::dropped));
    vertx
        .deployVerticle(
            () -> new HttpListener(api, listening, metrics, accessLog),
            new DeploymentOptions().setInstances(EVENT_LOOPS))
        .await();
    health.started(() -> database.isBehind(configuration.maxLag()));
    return new Gateway(
        configuration,
        store,
        vertx,
        metrics,
        health,
        database,
        ledgers,
        listening,
        accessLog,
        management);
  }

  private static Ledgers ledgers(
      Configuration configuration,
      Store store,
      WaitingTimes times,
      Duration timeout,
      Vertx vertx,
      GatewayMetrics metrics) {
    return new Ledgers(
        vertx,
        store.address(),
        store.personKey(),
        new Ledgers.Limits(
            configuration.writeConnections(),
            times,
            timeout,
            configuration.releaseQuarantineDays(),
            configuration.auditRetentionDays()),
        metrics);
  }

  /**
   * Sets the sandbox's stage by ledgers of its own: those of the callers give a write up after a
   * second, for which a busy machine may be too slow while it starts.
   */
  private static void set(
      Sandbox sandbox,
      Configuration configuration,
      Store store,
      Facts facts,
      LocalDate today,
      StartPatience patience,
      Vertx vertx) {
    try (var notMeasured = new GatewayMetrics()) {
      Duration left = patience.left();
      var times = new WaitingTimes(left, left);
      Ledgers patient = ledgers(configuration, store, times, left, vertx, notMeasured);
      patient
          .open(patience.left())
          .compose(
              opened ->
                  sandbox.reset(
                      patient.userIds(),
                      patient.attestations(),
                      facts.userIds(),
                      facts.attestations(),
                      today))
          .eventually(patient::close)
          .await();
    }
  }

  /** Returns the address that is listened on. */
  public String host() {
    return configuration.host();
  }

  /** Returns by what callers are known. */
  public CallerRule callers() {
    return configuration.callers();
  }

  /** Returns the port that callers use. */
  public int port() {
    return listening.port();
  }

  /** Returns the port that operators use. */
  public int managementPort() {
    return management.actualPort();
  }

  /**
   * Stops. First the gateway is not ready, and serves on until whoever sends requests has seen
   * that; then no connection is taken, and what is under way gets its time; then everything closes.
   * Blocks.
   */
  @Override
  public void close() {
    LOG.info(
        "Stopping: not ready, closing connections in {} s and the last of them {} s later at most",
        configuration.drainDelay().toSeconds(),
        configuration.drain().toSeconds());
    health.draining();
    try (store;
        metrics) {
      if (!configuration.drainDelay().isZero()) {
        vertx.timer(configuration.drainDelay().toMillis()).await();
      }
      listening.drain(configuration.drain()).await();
      accessLog.ifPresent(AccessLog::close);
      await(ledgers.close());
      await(database.close());
    } finally {
      await(vertx.close());
    }
  }

  /** A database that does not answer must not keep the gateway from its end. */
  private static void await(Future<?> closed) {
    closed
        .<@Nullable Void>mapEmpty()
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, MAX_CLOSING_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** What has waited in the queue waits about as long again for the query before its own. */
  private static WaitingTimes waiting(Priority priority, Configuration configuration) {
    Duration deadline = configuration.http().deadline();
    return new WaitingTimes(priority.patience(deadline).dividedBy(2), deadline);
  }

  /** Returns what only the demo has. */
  private static Optional<Sandbox> sandbox(Configuration configuration, Store store) {
    return configuration.callers() == NoTokenRule.DEMO
        ? Optional.of(new Sandbox(person -> PersonHash.of(store.personKey().hash(person))))
        : Optional.empty();
  }

  private static Facts facts(
      Configuration configuration,
      Store store,
      Database database,
      Optional<Sandbox> sandbox,
      Clock clock,
      GatewayMetrics metrics) {
    SipHash hash = store.personKey().directoryHash();
    var userIds =
        new UserIdDirectory(
            hash, sandbox.map(demo -> demo.userIds(database.userIds())).orElse(database.userIds()));
    var attestations =
        new FactCache<>(
            sandbox
                .map(demo -> demo.attestations(database.attestations()))
                .orElse(database.attestations()),
            configuration.factCacheSize());
    metrics.watchDirectory(userIds::size);
    metrics.watchCache("attestations", attestations);
    return new Facts(
        userIds,
        attestations,
        database::asOf,
        new UserIdSuggestions(hash),
        person -> PersonHash.of(store.personKey().hash(person)),
        clock,
        configuration.maxStaleness());
  }
}
