package dk.porten.gateway.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens the sessions of the event-driven client, all set alike, and ends those that do not answer.
 * A session that is not with a server of its own, which may be written to, is refused. Nothing here
 * blocks.
 */
final class Connector {

  /** A lost packet is sent again by the kernel after one second, then after two more. */
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /** Logging in costs this machine some computing, which a busy one takes long for. */
  private static final Duration OPENING = Duration.ofSeconds(10);

  private final DatabaseAddress address;
  private final PgConnectOptions options;
  private final String setting;
  private final List<String> statements;
  private final ConnectionFactory<PgConnectOptions> factory;

  /**
   * @param statements prepared before a session is used, so that none of them holds others up
   */
  Connector(
      Vertx vertx, DatabaseAddress address, SessionSettings settings, List<String> statements) {
    this.address = address;
    this.statements = statements;
    options = options(address);
    setting = settings.sql();
    factory =
        PgDriver.INSTANCE.createConnectionFactory(
            vertx,
            new NetClientOptions()
                .setConnectTimeout((int) CONNECTING.toMillis())
                .setTcpKeepAlive(true));
  }

  /**
   * Opens a session on an event loop; fails with {@link DatabaseUnusable}. A server that takes a
   * connection and then says nothing is given up; what it says later is not waited for.
   */
  Future<SqlConnection> open(Context loop) {
    Future<SqlConnection> connected = factory.connect(loop, options);
    return connected
        .compose(this::set)
        .compose(this::prepare)
        .timeout(OPENING.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> connected.onSuccess(Connector::abort))
        .recover(failure -> Future.failedFuture(DatabaseUnusable.explained(address, failure)));
  }

  /**
   * Ends a session at once. To close it would tell the server and wait for it to close, which one
   * that does not answer never does.
   */
  static void abort(SqlConnection session) {
    var socket = (SocketConnectionBase) ((SqlConnectionInternal) session).unwrap().unwrap();
    var unused = socket.socket().channelHandlerContext().pipeline().firstContext().close();
  }

  /**
   * Keeps the client from telling what happens to a session. What ends it fails its statements too,
   * which is where it is dealt with.
   */
  static SqlConnection quiet(SqlConnection session) {
    PgConnection.cast(session).noticeHandler(told -> {});
    return session.exceptionHandler(ended -> {});
  }

  /** Returns what a server is told to be that has not let a session in so far. */
  DatabaseUnusable silence() {
    return DatabaseUnusable.of(address, new TimeoutException());
  }

  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    factory.close(closed);
    return closed.future();
  }

  private Future<SqlConnection> set(SqlConnection session) {
    return quiet(session)
        .query(setting)
        .execute()
        .map(
            rows -> {
              Row row = rows.iterator().next();
              DatabaseUnusable.requirePrimary(
                  address,
                  PgConnection.cast(session).processId(),
                  row.getInteger(0),
                  row.getBoolean(1));
              return session;
            });
  }

  /**
   * Has a session keep prepared statements. The client keeps those only that it prepares for an
   * execution, so each is executed with too few values, which it refuses before it asks.
   */
  private Future<SqlConnection> prepare(SqlConnection session) {
    if (statements.isEmpty()) {
      return Future.succeededFuture(session);
    }
    Future<?> prepared = Future.succeededFuture();
    for (String statement : statements) {
      prepared =
          prepared.transform(
              before -> session.preparedQuery(statement).execute(Tuple.tuple()).otherwiseEmpty());
    }
    // What was refused before the server was asked tells nothing of the session; this does.
    return prepared.compose(done -> session.query("SELECT 1").execute()).map(session);
  }

  private static PgConnectOptions options(DatabaseAddress address) {
    var options = new PgConnectOptions();
    options
        .setSslMode(address.tls().mode())
        .setSslOptions(address.tls().clientOptions())
        .setHost(address.host())
        .setPort(address.port())
        .setDatabase(address.database())
        .setUser(address.user())
        .setPassword(address.password())
        .setCachePreparedStatements(true)
        // Of the client's own, some are refused by what may stand before the server.
        .setProperties(
            Map.of(
                "application_name", DatabaseAddress.APPLICATION,
                "client_encoding", "utf8",
                "DateStyle", "ISO"));
    return options;
  }
}
