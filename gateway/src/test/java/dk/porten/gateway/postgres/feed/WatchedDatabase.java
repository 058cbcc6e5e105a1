package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.ScrapedMetrics;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.facts.Database;
import dk.porten.gateway.postgres.gathering.WaitingTimes;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A database with the directory and the cache that its change feed keeps current. */
final class WatchedDatabase implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private final DatabaseAddress address;
  private final Database database;
  private final UserIdDirectory userIds;
  private final FactCache<PersonHash, AttestationFact> attestations;

  WatchedDatabase(DatabaseAddress address) {
    this(address, new Database.DirectoryCare(Optional.empty(), Duration.ZERO));
  }

  WatchedDatabase(DatabaseAddress address, Database.DirectoryCare care) {
    this.address = address;
    setClock();
    var limits =
        new Database.Limits(
            1, 100_000, new WaitingTimes(TIMEOUT, TIMEOUT), TIMEOUT, Duration.ofMillis(1));
    database = new Database(vertx, address, limits, clock, metrics);
    userIds = new UserIdDirectory(new SipHash(new byte[SipHash.KEY_BYTES]), database.userIds());
    attestations = new FactCache<>(database.attestations(), 1_000_000);
    database.start(userIds, care, attestations, PATIENCE).await();
  }

  /** Says whether a user ID is taken as far as the directory in memory knows. */
  boolean isTaken(String userId) {
    return isTaken(userIds.find(UserId.recorded(userId)));
  }

  /** Returns which of some user IDs are taken, likewise; asks for some at a time. */
  List<String> taken(List<String> asked) {
    var taken = new ArrayList<String>();
    for (int from = 0; from < asked.size(); from += MANY) {
      List<String> some = asked.subList(from, Math.min(asked.size(), from + MANY));
      var facts = some.stream().map(id -> userIds.find(UserId.recorded(id))).toList();
      IntStream.range(0, some.size())
          .filter(i -> isTaken(facts.get(i)))
          .forEach(i -> taken.add(some.get(i)));
    }
    return taken;
  }

  /** Returns how many attestations of a witness count, likewise. */
  int attestations(PersonHash witness) {
    return get(attestations.find(witness)).attestations().size();
  }

  double changes() {
    return metrics.feedChanges().count();
  }

  double resets() {
    return metrics.feedResets().count();
  }

  /** Returns until when a user ID is taken, likewise. */
  UserIdFact fact(String userId) {
    return get(userIds.find(UserId.recorded(userId)));
  }

  /** Makes the directory in memory wrong. */
  void putBehindTheFeed(String userId, UserIdFact fact) {
    userIds.taken().put(UserId.recorded(userId), fact);
  }

  double drift() {
    return metric("porten_directory_drift");
  }

  /** Waits until everything is recorded that was committed before now. */
  void awaitPoll() {
    Instant now = setClock();
    Eventually.holds("the feed has asked again", () -> !database.asOf().isBefore(now));
  }

  /** Waits until the directory was compared with the database once more. */
  void awaitCheck() {
    clock.advance(Duration.ofMillis(1));
    double now = clock.instant().toEpochMilli() / 1e3;
    Eventually.holds("it is checked", () -> metric("porten_directory_check_time_seconds") == now);
  }

  /** Waits until the feed has been lost. */
  void awaitLoss() {
    Eventually.holds("the feed is lost", () -> metrics.feedLosses().count() == 1);
  }

  /** Sets the clock by the database's, which decides when a hold ends; returns what it is. */
  private Instant setClock() {
    try {
      clock.set(TestDatabase.now(address));
      return clock.instant();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Begins a transaction behind the gateway's back. */
  Connection begin() throws SQLException {
    Connection connection = address.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Runs a statement behind the gateway's back. */
  void execute(String statement) throws SQLException {
    TestDatabase.execute(address, statement);
  }

  static String insert(String userId) {
    return "INSERT INTO taken_user_id (user_id) VALUES ('" + userId + "')";
  }

  static String insertMany(int many) {
    return "INSERT INTO taken_user_id (user_id) SELECT 'many-' || generate_series(1, " + many + ")";
  }

  @Override
  public void close() {
    database.close().await();
    vertx.close().await();
    metrics.close();
  }

  private double metric(String name) {
    return ScrapedMetrics.find(metrics.scrape(), name).orElseThrow();
  }

  private boolean isTaken(CompletableFuture<UserIdFact> fact) {
    return get(fact).isTakenAt(clock.instant());
  }

  private static <F> F get(CompletableFuture<F> fact) {
    return fact.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
