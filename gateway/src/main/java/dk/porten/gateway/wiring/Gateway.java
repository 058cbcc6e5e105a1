package dk.porten.gateway.wiring;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.budget.BudgetSharing;
import dk.porten.gateway.http.connection.Listening;
import dk.porten.gateway.http.loop.AccessLog;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.facts.Database;
import dk.porten.gateway.postgres.writes.Ledgers;
import dk.porten.gateway.tls.TlsFilesUnusable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final int MAX_CLOSING_SECONDS = 5;

  private final Configuration configuration;
  private final Store store;
  private final Callers callers;
  private final Vertx vertx;
  private final GatewayMetrics metrics;
  private final Health health;
  private final Database database;
  private final Ledgers ledgers;
  private final BudgetSharing budgets;
  private final Listening listening;
  private final Optional<AccessLog> accessLog;
  private final HttpServer management;

  Gateway(
      Configuration configuration,
      Store store,
      Callers callers,
      Vertx vertx,
      GatewayMetrics metrics,
      Health health,
      Database database,
      Ledgers ledgers,
      BudgetSharing budgets,
      Listening listening,
      Optional<AccessLog> accessLog,
      HttpServer management) {
    this.configuration = configuration;
    this.store = store;
    this.callers = callers;
    this.vertx = vertx;
    this.metrics = metrics;
    this.health = health;
    this.database = database;
    this.ledgers = ledgers;
    this.budgets = budgets;
    this.listening = listening;
    this.accessLog = accessLog;
    this.management = management;
  }

  /**
   * Starts a gateway and returns when it is ready. Blocks; database and issuer may be late.
   *
   * @throws InvalidPackException if a rule pack has a fault
   * @throws TlsFilesUnusable if a file of TLS has one
   * @throws InterruptedException if the start was to stop; it leaves nothing behind
   */
  public static Gateway start(Configuration configuration, Clock clock)
      throws InvalidPackException, TlsFilesUnusable, InterruptedException {
    return new Start(configuration, clock).run();
  }

  /** Returns the address that is listened on. */
  public String host() {
    return configuration.host();
  }

  /** Says whether callers are served over TLS. */
  public boolean speaksTls() {
    return configuration.tls().isPresent();
  }

  /** Returns by what callers are known. */
  public CallerRule callers() {
    return configuration.callers();
  }

  /** Returns the port that callers use. */
  public int port() {
    return listening.port();
  }

  /** Returns the address that is listened on for operators. */
  public String managementHost() {
    return configuration.managementHost();
  }

  /** Returns the port that operators use. */
  public int managementPort() {
    return management.actualPort();
  }

  /**
   * Stops. First the gateway says that it is not ready, and goes on serving until whoever sends
   * requests has noticed. Then it accepts no more connections, and requests under way get some time
   * to finish. Then everything closes. Blocks.
   */
  @Override
  public void close() {
    LOG.info(
        "Stopping: not ready, closing connections in {} s and the last of them {} s later at most",
        configuration.drainDelay().toSeconds(),
        configuration.drain().toSeconds());
    health.draining();
    try (store;
        metrics;
        callers) {
      if (!configuration.drainDelay().isZero()) {
        vertx.timer(configuration.drainDelay().toMillis()).await();
      }
      listening.drain(configuration.drain()).await();
      accessLog.ifPresent(AccessLog::close);
      await(budgets.close());
      await(Future.join(ledgers.close(), database.close()));
    } finally {
      await(vertx.close());
    }
  }

  /** A database that does not answer must not keep the gateway from its end. */
  static void await(Future<?> closed) {
    closed
        .<@Nullable Void>mapEmpty()
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, MAX_CLOSING_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
