package dk.porten.gateway.postgres;

import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The database as it is written to: its ledgers, on connections of their own. */
public final class Ledgers {

  private final WritePool pool;
  private final AttestationLedger attestations;

  /**
   * Opens the ledgers of a database that {@link Schema} has migrated; connects when first asked.
   *
   * @param connections held at most
   * @param timeout for one write
   */
  public Ledgers(
      Vertx vertx,
      DatabaseAddress address,
      int connections,
      Duration timeout,
      GatewayMetrics metrics) {
    pool =
        new WritePool(
            vertx,
            Database.connectOptions(address),
            connections,
            timeout,
            AttestationWrites.STATEMENTS,
            metrics);
    attestations = new AttestationWrites(pool);
  }

  /** Returns the ledger of attestations. */
  public AttestationLedger attestations() {
    return attestations;
  }

  /** Closes every connection. */
  public Future<Void> close() {
    return pool.close();
  }
}
