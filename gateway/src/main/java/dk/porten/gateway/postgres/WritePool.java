package dk.porten.gateway.postgres;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections on which is written, apart from those of the checks: a write may wait for another
 * one. The server itself ends what takes longer than the time-out, also the transaction of a
 * gateway that is gone. Any thread may call.
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

  private final Pool pool;
  private final Duration timeout;
  private final Timer answered;
  private final Counter failed;
  private final AtomicBoolean isFailing = new AtomicBoolean();

  /**
   * @param connections held at most
   * @param timeout for one write, from being asked to being given up
   * @param statements prepared on each connection before it is used
   */
  WritePool(
      Vertx vertx,
      PgConnectOptions address,
      int connections,
      Duration timeout,
      List<String> statements,
      GatewayMetrics metrics) {
    this.timeout = timeout.plus(GRACE);
    this.answered = metrics.databaseQueries("writes");
    this.failed = metrics.databaseFailures("writes");
    pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setMaxSize(connections)
                    .setMaxWaitQueueSize(MAX_WAITING_PER_CONNECTION * connections)
                    .setConnectionTimeout((int) timeout.toMillis())
                    .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setIdleTimeout((int) IDLE.toMillis())
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setPoolCleanerPeriod((int) CLEANING.toMillis()))
            .with(
                new NetClientOptions()
                    .setConnectTimeout((int) timeout.toMillis())
                    // None is lent that is idle for longer, so what is broken off is lost.
                    .setReadIdleTimeout(
                        (int) IDLE.plus(CLEANING.multipliedBy(2)).plus(this.timeout).toMillis())
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
            .connectingTo(bounded(address, timeout))
            .using(vertx)
            .withConnectHandler(
                connection ->
                    prepare(connection, statements).onComplete(done -> connection.close()))
            .build();
    metrics.watchDatabase("write.connections", "Connections held for writes", pool::size);
  }

  /** Calls one statement, which is a transaction of its own. */
  Future<RowSet<Row>> call(String statement, Tuple values) {
    return measured(pool.preparedQuery(statement).execute(values));
  }

  /** Lends a connection for several statements. */
  <T> Future<T> withConnection(Function<SqlConnection, Future<T>> statements) {
    return measured(pool.withConnection(statements));
  }

  /** Closes every connection. */
  Future<Void> close() {
    return pool.close();
  }

  /** Has the server itself end what takes too long. */
  static PgConnectOptions bounded(PgConnectOptions address, Duration timeout) {
    String millis = Long.toString(timeout.toMillis());
    return new PgConnectOptions(address)
        .addProperty("statement_timeout", millis)
        .addProperty("idle_in_transaction_session_timeout", millis);
  }

  /**
   * Has the connection keep prepared statements. The client keeps those only that it prepares for
   * an execution, so each is executed with too few values, which it refuses before it asks.
   */
  static Future<?> prepare(SqlConnection connection, List<String> statements) {
    Future<?> prepared = Future.succeededFuture();
    for (String statement : statements) {
      prepared =
          prepared.transform(
              before ->
                  connection.preparedQuery(statement).execute(Tuple.tuple()).otherwiseEmpty());
    }
    return prepared;
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

  /** Tells the first of a row of failures, without its message, which may repeat a value. */
  private void failed(Throwable failure) {
    failed.increment();
    if (!isFailing.getAndSet(true)) {
      String state = failure instanceof PgException refused ? refused.getSqlState() : "none";
      LOG.warn("Writes fail: {}, SQLSTATE {}", failure.getClass().getSimpleName(), state);
    }
  }

  /** What the server said may repeat a value, so nothing of it goes on but its code. */
  private static Throwable explained(Throwable failure) {
    if (failure instanceof ConnectionPoolTooBusyException) {
      return new FactsUnavailableException(Reason.OVERLOADED);
    }
    if (failure instanceof PgException refused && !isOutOfReach(refused)) {
      return new IllegalStateException("The database refused a write: " + refused.getSqlState());
    }
    return isBug(failure) ? failure : new FactsUnavailableException(Reason.OUT_OF_REACH);
  }

  /** What the client throws of connections and time-outs is checked or its own kind. */
  private static boolean isBug(Throwable failure) {
    return failure instanceof Error
        || (failure instanceof RuntimeException && !(failure instanceof VertxException));
  }

  private static boolean isOutOfReach(PgException refused) {
    String state = refused.getSqlState();
    return state == null || state.length() != 5 || OUT_OF_REACH.contains(state.substring(0, 2));
  }
}
