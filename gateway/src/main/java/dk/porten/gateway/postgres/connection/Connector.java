package dk.porten.gateway.postgres.connection;

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
 * Opens the sessions of the event-driven client, gives all of them the same settings, and aborts
 * those that do not answer (docs/decisions/0037). It refuses a session behind a pooler, and a
 * server that takes no writes. Nothing here blocks.
 */
public final class Connector {

  /** A lost packet is sent again by the kernel after one second, then after two more. */
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /** Logging in needs some computing on this machine, which takes long when it is busy. */
  private static final Duration OPENING = Duration.ofSeconds(10);

  private final DatabaseAddress address;
  private final PgConnectOptions options;
  private final String setting;
  private final List<String> statements;
  private final ConnectionFactory<PgConnectOptions> factory;

  /**
   * @param statements prepared before a session is used, so that none of them holds others up
   */
  public Connector(
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
   * Opens a session on an event loop; fails with {@link DatabaseUnusable}. A server that accepts a
   * connection and then says nothing is given up.
   */
  public Future<SqlConnection> open(Context loop) {
    Future<SqlConnection> connected = factory.connect(loop, options);
    return connected
        .compose(this::set)
        .compose(this::prepare)
        .timeout(OPENING.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> connected.onSuccess(Connector::abort))
        .recover(failure -> Future.failedFuture(DatabaseUnusable.explained(address, failure)));
  }

  /**
   * Ends a session at once. The client's own close would tell the server and wait until the server
   * closes; one that does not answer never does.
   */
  public static void abort(SqlConnection session) {
    var socket = (SocketConnectionBase) ((SqlConnectionInternal) session).unwrap().unwrap();
    var unused = socket.socket().channelHandlerContext().pipeline().firstContext().close();
  }

  /**
   * Silences what the client itself reports about a session. Whatever ends a session also fails its
   * statements, and that is where it is handled.
   */
  public static SqlConnection quiet(SqlConnection session) {
    PgConnection.cast(session).noticeHandler(told -> {});
    return session.exceptionHandler(ended -> {});
  }

  /** Returns the failure to report for a server that has not let a session in so far. */
  DatabaseUnusable silence() {
    return DatabaseUnusable.of(address, new TimeoutException());
  }

  /** Closes the client that opens sessions. */
  public Future<Void> close() {
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
   * Prepares the statements on a session. The client keeps only statements that it prepares for an
   * execution. So each is executed with too few values: the client prepares it, and then refuses to
   * execute it.
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
    // Those refusals tell nothing about the session; this statement does.
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
        // These replace the client's own, some of which a proxy in front of the server may refuse.
        .setProperties(
            Map.of(
                "application_name", DatabaseAddress.APPLICATION,
                "client_encoding", "utf8",
                "DateStyle", "ISO"));
    return options;
  }
}
