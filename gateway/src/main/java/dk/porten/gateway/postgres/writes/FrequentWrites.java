package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.Connector;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.connection.SessionSettings;
import dk.porten.gateway.postgres.gathering.Backlog;
import dk.porten.gateway.postgres.gathering.Gathering;
import dk.porten.gateway.postgres.gathering.MeasuredQuery;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The frequent writes of all event loops: one connection, and a {@link Gathering} for each kind.
 * Writes that are asked for while others of their kind are under way are done together, with one
 * commit (docs/decisions/0041). No write waits on this connection for long: one that must wait for
 * a lock is done on the pool.
 */
final class FrequentWrites {

  /** While the answers to one statement are sent, the database does the next. */
  private static final int STATEMENTS = 2;

  /** With fewer, two statements cost the database more than the one that they would make. */
  private static final int FEWEST_OF_THE_SECOND = 16;

  /**
   * The part of a write's time for doing it together with others; the rest is for doing it alone.
   */
  private static final int PARTS_TOGETHER = 2;

  /** The part of a write's time for which writes that are done together wait for locks. */
  private static final int PARTS_WAITING = 10;

  private static final HoldStatement HOLD = new HoldStatement();
  private static final ClaimStatement CLAIM = new ClaimStatement();
  private static final AttestationStatement RECORD = new AttestationStatement();

  private static final List<String> ALONE = List.of(HOLD.one(), CLAIM.one(), RECORD.one());

  private static final List<String> TOGETHER = List.of(HOLD.many(), CLAIM.many(), RECORD.many());

  private final Vertx vertx;
  private final WritePool pool;
  private final Duration timeout;
  private final Backlog backlog;
  private final GatewayMetrics metrics;
  private final Lane lane;
  private final Gathering<HoldStatement.Call, KeptAnswer<HoldOutcome>> holds;
  private final Gathering<ClaimStatement.Call, ClaimOutcome> claims;
  private final Gathering<AttestationStatement.Call, AttestationStatement.Outcome> attestations;

  /**
   * Connects at once.
   *
   * @param timeout for one write, from being asked to being given up
   */
  FrequentWrites(
      Vertx vertx,
      DatabaseAddress address,
      WritePool pool,
      Duration timeout,
      Backlog backlog,
      GatewayMetrics metrics) {
    this.vertx = vertx;
    this.pool = pool;
    this.timeout = timeout;
    this.backlog = backlog;
    this.metrics = metrics;
    var settings =
        new SessionSettings(
            address, timeout.dividedBy(PARTS_TOGETHER), timeout.dividedBy(PARTS_WAITING));
    List<String> statements = Stream.concat(ALONE.stream(), TOGETHER.stream()).toList();
    lane =
        new Lane(vertx, new Connector(vertx, address, settings, statements), settings.statement());
    holds = gathering(HOLD);
    claims = gathering(CLAIM);
    attestations = gathering(RECORD);
  }

  CompletableFuture<KeptAnswer<HoldOutcome>> hold(HoldStatement.Call call) {
    return holds.ask(call);
  }

  CompletableFuture<ClaimOutcome> claim(ClaimStatement.Call call) {
    return claims.ask(call);
  }

  CompletableFuture<AttestationStatement.Outcome> record(AttestationStatement.Call call) {
    return attestations.ask(call);
  }

  /** Completes when there was a session for the first time; fails as {@link Lane#opened}. */
  CompletableFuture<Void> opened(Duration patience) {
    return lane.opened(patience).toCompletionStage().toCompletableFuture();
  }

  CompletableFuture<Void> close() {
    return lane.close().toCompletionStage().toCompletableFuture();
  }

  private <W, A> Gathering<W, A> gathering(WriteStatement<W, A> kind) {
    return Gathering.onThisLoop(
        vertx,
        new MeasuredQuery<>(new WritesTogether<>(kind, lane, pool), "writes", metrics),
        STATEMENTS,
        FEWEST_OF_THE_SECOND,
        backlog,
        timeout.plus(WritePool.GRACE));
  }
}
