package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.Connector;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.FailureReading;
import dk.porten.gateway.postgres.connection.SessionSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.internal.pool.PoolImpl;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections for writes that are rare or may wait for locks, apart from those of the checks.
 * The server itself ends what takes longer than the time-out, even the transaction of a gateway
 * that has died. Any thread may call.
 */
final class WritePool {

  private static final Logger LOG = LoggerFactory.getLogger(WritePool.class);

  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration CLEANING = Duration.ofSeconds(1);

  static final int MAX_WAITING_PER_CONNECTION = 64;

  /** The server is the first to give up, so that its answer, if there is one, is seen. */
  static final Duration GRACE = Duration.ofMillis(100);

  /** Classes of SQLSTATE that speak of the server's state and not of the statement's fault. */
  private static final Set<String> OUT_OF_REACH = Set.of("08", "25", "40", "53", "55", "57", "58");

  private final Connector connector;
  private final PoolImpl pool;
  private final Duration timeout;
  private final Timer answered;
  private final Counter failed;
  private final AtomicBoolean isFailing = new AtomicBoolean();

  /**
   * @param connections held at most
   * @param timeout for one write, from being asked to being given up
   */
  WritePool(
      Vertx vertx,
      DatabaseAddress address,
      int connections,
      Duration timeout,
      GatewayMetrics metrics) {
    this.timeout = timeout.plus(GRACE);
    this.answered = metrics.databaseQueries("writes");
    this.failed = metrics.databaseFailures("writes");
    var settings = new SessionSettings(address, timeout, Duration.ZERO);
    connector = new Connector(vertx, address, settings, List.of());
    pool = pool((VertxInternal) vertx, connector, connections, timeout);
    metrics.watchDatabase("write.connections", "Connections held for writes", pool::size);
  }

  /**
   * The builder's pool opens its own connections, and would wait for ever for a server that never
   * lets it in (docs/decisions/0037).
   */
  private static PoolImpl pool(
      VertxInternal vertx, Connector connector, int connections, Duration timeout) {
    var options =
        new PoolOptions()
            .setMaxSize(connections)
            .setMaxWaitQueueSize(MAX_WAITING_PER_CONNECTION * connections)
            .setConnectionTimeout((int) timeout.toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) IDLE.toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setPoolCleanerPeriod((int) CLEANING.toMillis());
    var pool =
        new PoolImpl(
            vertx,
            PgDriver.INSTANCE,
            false,
            options,
            null,
            null,
            connector::open,
            null,
            new CloseFuture());
    pool.init();
    return pool;
  }

  /** Calls one statement, which is a transaction of its own. */
  Future<RowSet<Row>> call(String statement, Tuple values) {
    return withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }

  /**
   * Lends a connection for several statements. A connection on which they are not answered in time
   * is aborted and not lent again.
   */
  <T> Future<T> withConnection(Function<SqlConnection, Future<T>> statements) {
    return measured(
        pool.withConnection(
            connection ->
                statements
                    .apply(Connector.quiet(connection))
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .onFailure(
                        failure -> {
                          if (failure instanceof TimeoutException) {
                            Connector.abort(connection);
                          }
                        })));
  }

  /** Closes every connection. */
  Future<Void> close() {
    return pool.close().eventually(connector::close);
  }

  private <T> Future<T> measured(Future<T> write) {
    long startNanos = System.nanoTime();
    return write
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(done -> answered(System.nanoTime() - startNanos))
        .onFailure(this::failed)
        .recover(failure -> Future.failedFuture(explained(failure)));
  }

  private void answered(long nanos) {
    isFailing.set(false);
    answered.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Logs the first of several failures in a row, without its message, which may repeat a value. */
  private void failed(Throwable failure) {
    if (FailureReading.isOurs(failure)) {
      return;
    }
    failed.increment();
    if (!isFailing.getAndSet(true)) {
      LOG.warn("Writes fail: {}", FailureReading.brief(failure));
    }
  }

  /** The server's message may repeat a value, so only its code is passed on. */
  private static Throwable explained(Throwable failure) {
    if (failure instanceof ConnectionPoolTooBusyException) {
      return new FactsUnavailableException(Reason.OVERLOADED);
    }
    if (failure instanceof PgException refused && !isOutOfReach(refused)) {
      return new IllegalStateException("The database refused a write: " + refused.getSqlState());
    }
    return FailureReading.isOurs(failure)
        ? failure
        : new FactsUnavailableException(Reason.OUT_OF_REACH);
  }

  private static boolean isOutOfReach(PgException refused) {
    String state = refused.getSqlState();
    return state == null || state.length() != 5 || OUT_OF_REACH.contains(state.substring(0, 2));
  }
}
