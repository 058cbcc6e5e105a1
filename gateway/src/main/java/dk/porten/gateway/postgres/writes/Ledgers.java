package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.BudgetLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.connection.OneLoop;
import dk.porten.gateway.postgres.gathering.Backlog;
import dk.porten.gateway.postgres.gathering.WaitingTimes;
import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The writing side of the database: its ledgers, on connections apart from those of the checks.
 * Nothing here blocks; any thread may call.
 */
public final class Ledgers {

  private final WritePool pool;
  private final OneLoop<FrequentWrites> frequent;
  private final UserIdLedger userIds;
  private final AttestationLedger attestations;
  private final BudgetLedger budgets;
  private final TidyUp tidyUp;

  /**
   * The bounds on what is written.
   *
   * @param connections held at most
   * @param times for which frequent writes wait
   * @param timeout for one write
   * @param quarantineDays how long a user ID that support freed is nobody's
   * @param auditDays how long the audit is kept
   */
  public record Limits(
      int connections, WaitingTimes times, Duration timeout, int quarantineDays, int auditDays) {}

  /** Takes a database whose schema is up to date; connects when it is opened. */
  public Ledgers(
      Vertx vertx,
      DatabaseAddress address,
      PersonKey personKey,
      Limits limits,
      GatewayMetrics metrics) {
    pool = new WritePool(vertx, address, limits.connections, limits.timeout, metrics);
    var backlog =
        new Backlog(WritePool.MAX_WAITING_PER_CONNECTION * limits.connections, limits.times);
    frequent =
        new OneLoop<>(
            vertx,
            () -> new FrequentWrites(vertx, address, pool, limits.timeout, backlog, metrics));
    userIds = new PostgresUserIdLedger(pool, frequent, personKey, limits.quarantineDays);
    attestations = new PostgresAttestationLedger(pool, frequent);
    budgets = new PostgresBudgetLedger(pool);
    tidyUp = new TidyUp(vertx, pool, limits.auditDays);
  }

  /** Connects; fails with {@link DatabaseUnusable} if that does not work, or not in time. */
  public Future<?> open(Duration patience) {
    return frequent.ask(own -> own.opened(patience));
  }

  /** Begins to drop what nobody needs any more, until the gateway stops. */
  public void tidyUp() {
    tidyUp.start();
  }

  /** Returns the ledger of holds, claims and releases. */
  public UserIdLedger userIds() {
    return userIds;
  }

  /** Returns the ledger of attestations. */
  public AttestationLedger attestations() {
    return attestations;
  }

  /** Returns the ledger of what clients use. */
  public BudgetLedger budgets() {
    return budgets;
  }

  /** Closes every connection. */
  public Future<Void> close() {
    return Future.join(frequent.ask(FrequentWrites::close), pool.close()).mapEmpty();
  }
}
