package dk.porten.gateway.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One connection of one event loop, which sends a statement without waiting for the answers to
 * those before; each is a transaction of its own. A connection that is lost, or on which nothing
 * comes for too long, is made anew: who asks meanwhile waits for it, and once that has failed is
 * refused for a short while, before it is tried again. Made and asked on its event loop only.
 */
final class Lane {

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Pool pool;
  private final List<String> statements;
  private final Promise<Void> opened = Promise.promise();
  private volatile Future<SqlConnection> connection;
  private long nextTryNanos;

  /**
   * Connects at once.
   *
   * @param timeout for one statement, which the server is asked to keep too
   * @param statements prepared before the connection is used
   */
  Lane(Vertx vertx, PgConnectOptions address, Duration timeout, List<String> statements) {
    this.statements = statements;
    int timeoutMillis = (int) timeout.toMillis();
    pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1))
            .with(
                new NetClientOptions()
                    .setConnectTimeout(timeoutMillis)
                    // Statements and beats share it: one that is lost must not be waited for.
                    .setReadIdleTimeout((int) BEAT.toMillis() + timeoutMillis)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
            .connectingTo(address)
            .using(vertx)
            .build();
    connection = connect();
    vertx.setPeriodic(BEAT.toMillis(), due -> beat().otherwiseEmpty());
  }

  /** Completes when the lane was open for the first time. */
  Future<Void> opened() {
    return opened.future();
  }

  /** Says whether there is a connection; any thread may ask. */
  boolean isOpen() {
    return connection.succeeded();
  }

  Future<RowSet<Row>> ask(String statement, Tuple values) {
    return connection().compose(open -> open.preparedQuery(statement).execute(values));
  }

  /** Asks for a sign of life; its answer also keeps the connection from being taken for lost. */
  Future<?> beat() {
    return connection().compose(Lane::beat);
  }

  Future<Void> close() {
    return pool.close();
  }

  private Future<SqlConnection> connection() {
    if (connection.failed() && System.nanoTime() - nextTryNanos >= 0) {
      connection = connect();
    }
    return connection;
  }

  private Future<SqlConnection> connect() {
    return pool.getConnection()
        .compose(this::prepare)
        .onSuccess(
            open -> {
              opened.tryComplete();
              open.closeHandler(lost -> connection = connect());
            })
        .onFailure(
            failure ->
                nextTryNanos =
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Backoff.millis(1)));
  }

  private Future<SqlConnection> prepare(SqlConnection open) {
    // What ends the connection fails its statements too, which is where it is dealt with.
    open.exceptionHandler(ended -> {});
    return WritePool.prepare(open, statements)
        .compose(prepared -> beat(open))
        .map(open)
        .onFailure(failure -> open.close());
  }

  private static Future<?> beat(SqlConnection open) {
    return open.query("SELECT 1").execute();
  }
}
