package dk.porten.gateway.postgres;

import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What the gateway does the frequent writes with: one connection for all event loops, and what
 * gathers them. What is asked for while the writes of its kind before it are under way is written
 * together, with one commit. Nobody is waited for on this connection for long: whoever must wait
 * does so on one of the pool.
 */
final class Writes {

  /** A second one under way would only make both smaller. */
  private static final int QUERIES = 1;

  /** Of the time for a write, the rest of which is for doing it alone. */
  private static final int PARTS_TOGETHER = 2;

  /** Of the time for a write, how long those that are done together wait for others. */
  private static final int PARTS_WAITING = 10;

  private static final HoldWrite HOLD = new HoldWrite();
  private static final ClaimWrite CLAIM = new ClaimWrite();
  private static final AttestationWrite RECORD = new AttestationWrite();

  private static final List<String> ALONE = List.of(HOLD.one(), CLAIM.one(), RECORD.one());

  private static final List<String> TOGETHER = List.of(HOLD.many(), CLAIM.many(), RECORD.many());

  private final Vertx vertx;
  private final WritePool pool;
  private final Duration timeout;
  private final Backlog backlog;
  private final GatewayMetrics metrics;
  private final Lane lane;
  private final Gathering<HoldWrite.Asked, KeptAnswer> holds;
  private final Gathering<ClaimWrite.Asked, ClaimOutcome> claims;
  private final Gathering<AttestationWrite.Asked, AttestationWrite.Outcome> attestations;

  /**
   * Connects at once.
   *
   * @param timeout for one write, from being asked to being given up
   */
  Writes(
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
            address.schema(), timeout.dividedBy(PARTS_TOGETHER), timeout.dividedBy(PARTS_WAITING));
    List<String> statements = Stream.concat(ALONE.stream(), TOGETHER.stream()).toList();
    lane =
        new Lane(vertx, new Connector(vertx, address, settings, statements), settings.statement());
    holds = gathering(HOLD);
    claims = gathering(CLAIM);
    attestations = gathering(RECORD);
  }

  CompletableFuture<KeptAnswer> hold(HoldWrite.Asked asked) {
    return holds.ask(asked);
  }

  CompletableFuture<ClaimOutcome> claim(ClaimWrite.Asked asked) {
    return claims.ask(asked);
  }

  CompletableFuture<AttestationWrite.Outcome> record(AttestationWrite.Asked asked) {
    return attestations.ask(asked);
  }

  /** Completes when there was a session for the first time; fails as {@link Lane#opened}. */
  CompletableFuture<Void> opened(Duration patience) {
    return lane.opened(patience).toCompletionStage().toCompletableFuture();
  }

  CompletableFuture<Void> close() {
    return lane.close().toCompletionStage().toCompletableFuture();
  }

  private <W, A> Gathering<W, A> gathering(Write<W, A> kind) {
    return Gathering.onThisLoop(
        vertx,
        new MeasuredQuery<>(new WriteQuery<>(kind, lane, pool), "writes", metrics),
        QUERIES,
        backlog,
        timeout.plus(WritePool.GRACE));
  }
}
