package dk.porten.gateway.postgres.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One session of one event loop, which sends a statement without waiting for the answers to earlier
 * ones; each statement is a transaction of its own. If the session is lost, or its server is silent
 * for too long while an answer is due, another session is opened. Questions wait for it meanwhile.
 * If opening it fails, questions are refused for a short while before the next try. Made and used
 * on its event loop only.
 */
public final class Lane {

  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Checks for silence in one statement time-out. */
  private static final int CHECKS_A_TIMEOUT = 4;

  /**
   * The server cancels a statement after the time-out; one more check leaves time for that answer
   * to arrive.
   */
  private static final int MAX_SILENT_CHECKS = CHECKS_A_TIMEOUT + 1;

  private final Vertx vertx;
  private final Context loop;
  private final Connector connector;
  private final Promise<Void> opened = Promise.promise();
  private final List<Long> timers;
  private volatile Future<SqlConnection> session;
  private volatile boolean isClosed;
  private long nextTryNanos;
  private int unanswered;
  private int silentChecks;

  /**
   * Connects at once.
   *
   * @param timeout for one statement; the connector's sessions tell it to the server
   */
  public Lane(Vertx vertx, Connector connector, Duration timeout) {
    this.vertx = vertx;
    this.connector = connector;
    loop = vertx.getOrCreateContext();
    session = connect();
    long checkMillis = Math.max(1, timeout.toMillis() / CHECKS_A_TIMEOUT);
    timers =
        List.of(
            vertx.setPeriodic(BEAT.toMillis(), due -> beat().otherwiseEmpty()),
            vertx.setPeriodic(checkMillis, due -> checkSilence()));
  }

  /**
   * Completes when the lane is open for the first time. Fails with the reason if that cannot pass
   * by itself, or does not pass in time.
   */
  public Future<Void> opened(Duration patience) {
    vertx.setTimer(
        Math.max(1, patience.toMillis()),
        due -> opened.tryFail(session.failed() ? session.cause() : connector.silence()));
    return opened.future();
  }

  /** Says whether there is a session; any thread may ask. */
  public boolean isOpen() {
    return session.succeeded();
  }

  /** Sends a statement; fails if it is refused, or its session lost. */
  public Future<RowSet<Row>> ask(String statement, Tuple values) {
    return session().compose(open -> awaited(open.preparedQuery(statement).execute(values)));
  }

  /** Asks for a sign of life. */
  public Future<?> beat() {
    return session().compose(open -> awaited(open.query("SELECT 1").execute()));
  }

  /** Closes the session, and opens no other. */
  public Future<Void> close() {
    isClosed = true;
    timers.forEach(vertx::cancelTimer);
    return (session.succeeded() ? session.result().close() : Future.<Void>succeededFuture())
        .eventually(connector::close);
  }

  private Future<SqlConnection> session() {
    if (!isClosed && session.failed() && System.nanoTime() - nextTryNanos >= 0) {
      session = connect();
    }
    return session;
  }

  private Future<SqlConnection> connect() {
    return connector
        .open(loop)
        .onSuccess(
            open -> {
              opened.tryComplete();
              open.closeHandler(lost -> reconnect());
            })
        .onFailure(
            failure -> {
              nextTryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Backoff.millis(1));
              if (!(failure instanceof DatabaseUnusable unusable && unusable.mayPass())) {
                opened.tryFail(failure);
              }
            });
  }

  private void reconnect() {
    if (!isClosed) {
      session = connect();
    }
  }

  /** Aborts the session if no answer has arrived for too long although one is due. */
  private void checkSilence() {
    if (unanswered > 0 && ++silentChecks > MAX_SILENT_CHECKS && session.succeeded()) {
      silentChecks = 0;
      Connector.abort(session.result());
    }
  }

  private <A> Future<A> awaited(Future<A> answer) {
    if (unanswered++ == 0) {
      silentChecks = 0;
    }
    return answer.onComplete(
        done -> {
          unanswered--;
          silentChecks = 0;
        });
  }
}
