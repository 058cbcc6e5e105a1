package dk.porten.gateway.wiring;

import dk.porten.core.PackShelf;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.core.userid.UserIdSuggestions;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.KeySetUnavailable;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.budget.BudgetSharing;
import dk.porten.gateway.http.HttpApi;
import dk.porten.gateway.http.HttpListener;
import dk.porten.gateway.http.Texts;
import dk.porten.gateway.http.connection.Listening;
import dk.porten.gateway.http.head.OwnHosts;
import dk.porten.gateway.http.loop.AccessLog;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.facts.Database;
import dk.porten.gateway.postgres.gathering.WaitingTimes;
import dk.porten.gateway.postgres.writes.Ledgers;
import dk.porten.gateway.sandbox.Sandbox;
import dk.porten.gateway.tls.TlsFilesUnusable;
import dk.porten.gateway.tls.TlsIdentity;
import dk.porten.gateway.tls.TlsReload;
import dk.porten.gateway.tls.TlsRule;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** One start of a gateway: makes what it consists of, in order. */
final class Start {

  private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

  private final Configuration configuration;
  private final Clock clock;
  private final PackShelf shelf;
  private final Texts texts;
  private final StartPatience patience;
  private final Vertx vertx;
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final Health health = new Health();
  private Optional<Database> startedDatabase = Optional.empty();

  /** Reads the rule packs, before anything is opened. */
  Start(Configuration configuration, Clock clock) throws InvalidPackException {
    this.configuration = configuration;
    this.clock = clock;
    shelf = new PackShelf(Packs.of(configuration));
    texts = Texts.load();
    patience = new StartPatience(configuration.startPatience());
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
  }

  /** Returns the gateway when it is ready; leaves nothing behind if that fails. Blocks. */
  Gateway run() throws TlsFilesUnusable, InterruptedException {
    try {
      Optional<TlsIdentity> tls = tlsIdentity();
      HttpServer management =
          new ManagementServer(vertx, health, metrics, clock)
              .listen(configuration.managementHost(), configuration.managementPort())
              .await();
      Callers callers =
          patience.untilDone(
              () -> configuration.callers().callers(clock, metrics.tokens()),
              KeySetUnavailable.class,
              KeySetUnavailable::mayPass);
      try {
        return run(management, tls, callers);
      } catch (Throwable failure) {
        callers.close();
        throw failure;
      }
    } catch (Throwable failure) {
      // Vert.x also throws what is no RuntimeException, such as that the port is taken.
      Gateway.await(vertx.close());
      throw failure;
    }
  }

  private Gateway run(HttpServer management, Optional<TlsIdentity> tls, Callers callers)
      throws InterruptedException {
    Store store = Store.open(configuration, patience);
    try {
      return serve(management, tls, callers, store);
    } catch (Throwable failure) {
      // Whoever interrupts a start wants it to leave nothing behind.
      boolean unused = Thread.interrupted();
      // Told before its connections end, it does not call that a loss.
      startedDatabase.ifPresent(database -> Gateway.await(database.close()));
      // Before the store, so that nothing asks a database that is being stopped.
      Gateway.await(vertx.close());
      store.close();
      throw failure;
    }
  }

  private Gateway serve(
      HttpServer management, Optional<TlsIdentity> tls, Callers callers, Store store)
      throws InterruptedException {
    Database database = database(store);
    Optional<Sandbox> sandbox = sandbox(store);
    Facts facts = facts(store, database, sandbox);
    var care =
        new Database.DirectoryCare(
            configuration.directorySnapshot(), configuration.directoryCheck());
    database.start(facts.userIds(), care, facts.attestations(), patience.left()).await();
    startedDatabase = Optional.of(database);
    Ledgers ledgers =
        ledgers(store, waiting(Priority.WRITES), configuration.databaseTimeout(), metrics);
    ledgers.open(patience.left()).await();
    ledgers.tidyUp();
    sandbox.ifPresent(demo -> reset(demo, store, facts));
    Accounts accounts = accounts(store);
    var budgets = new BudgetSharing(vertx, accounts, ledgers.budgets(), clock);
    budgets.start().otherwiseEmpty().await();
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
            accounts,
            configuration.signIn(),
            hosts(),
            configuration.http(),
            metrics);
    warmUp(facts, store, tls, ledgers);
    var listening = new Listening(configuration.host(), configuration.port());
    Optional<AccessLog> accessLog =
        configuration.accessLog().map(file -> AccessLog.open(file, clock));
    accessLog.ifPresent(log -> metrics.watchAccessLog(log, AccessLog::dropped));
    vertx
        .deployVerticle(
            () ->
                new HttpListener(api, listening, tls.map(TlsIdentity::options), metrics, accessLog),
            new DeploymentOptions().setInstances(EVENT_LOOPS))
        .await();
    tls.ifPresent(identity -> watch(identity, listening));
    health.started(() -> database.isBehind(configuration.maxLag()));
    return new Gateway(
        configuration,
        store,
        callers,
        vertx,
        metrics,
        health,
        database,
        ledgers,
        budgets,
        listening,
        accessLog,
        management);
  }

  private void warmUp(Facts facts, Store store, Optional<TlsIdentity> tls, Ledgers ledgers)
      throws InterruptedException {
    if (!configuration.warmUp().isZero()) {
      new WarmUp(vertx, configuration, shelf, texts, hosts(), EVENT_LOOPS)
          .run(facts, store.personKey(), tls, ledgers.userIds(), ledgers.attestations());
    }
  }

  /** Reads the files of TLS, before anything is opened. */
  private Optional<TlsIdentity> tlsIdentity() throws TlsFilesUnusable {
    return configuration.tls().isEmpty()
        ? Optional.empty()
        : Optional.of(TlsIdentity.read(vertx, configuration.tls().get(), clock.instant()));
  }

  private void watch(TlsIdentity identity, Listening listening) {
    TlsRule rule = configuration.tls().orElseThrow();
    new TlsReload(vertx, rule, clock, identity, listening::serveWith, metrics.tls()).begin();
  }

  private Database database(Store store) {
    return new Database(
        vertx,
        store.address(),
        new Database.Limits(
            EVENT_LOOPS,
            configuration.databaseQueue(),
            waiting(Priority.CHECKS),
            configuration.databaseTimeout(),
            configuration.feedPoll()),
        clock,
        metrics);
  }

  private Accounts accounts(Store store) {
    return new Accounts(
        configuration.budgets(), store.personKey()::nameOfClient, metrics.clients(), clock);
  }

  private Ledgers ledgers(
      Store store, WaitingTimes times, Duration timeout, GatewayMetrics measured) {
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
        measured);
  }

  /**
   * Resets the sandbox's data with ledgers of its own. The callers' ledgers give a write up after a
   * second, and a busy machine may need longer while it starts.
   */
  private void reset(Sandbox sandbox, Store store, Facts facts) {
    LocalDate today = shelf.today(PackShelf.DEFAULT_PACK, clock.instant()).orElseThrow();
    try (var notMeasured = new GatewayMetrics()) {
      Duration left = patience.left();
      Ledgers patient = ledgers(store, new WaitingTimes(left, left), left, notMeasured);
      Future<?> done =
          patient
              .open(left)
              .compose(
                  opened ->
                      sandbox.reset(
                          patient.userIds(),
                          patient.attestations(),
                          facts.userIds(),
                          facts.attestations(),
                          today));
      try {
        done.await();
      } finally {
        Gateway.await(patient.close());
      }
    }
  }

  /**
   * Half of the class's time is for the queue: a key waits about as long again for the query before
   * its own.
   */
  private WaitingTimes waiting(Priority priority) {
    Duration deadline = configuration.http().deadline();
    return new WaitingTimes(priority.patience(deadline).dividedBy(2), deadline);
  }

  /** Returns for which hosts requests may be; where nobody needs a token, only for this machine. */
  private OwnHosts hosts() {
    return configuration.callers() == NoTokenRule.DEMO
        ? OwnHosts.ofLoopback(configuration.host())
        : OwnHosts.ANY;
  }

  /** Returns what only the demo has. */
  private Optional<Sandbox> sandbox(Store store) {
    return configuration.callers() == NoTokenRule.DEMO
        ? Optional.of(new Sandbox(person -> PersonHash.of(store.personKey().hash(person))))
        : Optional.empty();
  }

  private Facts facts(Store store, Database database, Optional<Sandbox> sandbox) {
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
