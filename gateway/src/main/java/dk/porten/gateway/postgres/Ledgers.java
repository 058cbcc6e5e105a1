package dk.porten.gateway.postgres;

import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The database as it is written to: its ledgers, on connections of their own. */
public final class Ledgers {

  private final WritePool pool;
  private final AttestationLedger attestations;
  private final UserIdLedger userIds;

  /**
   * Opens the ledgers of a database that {@link Schema} has migrated; connects when first asked.
   *
   * @param connections held at most
   * @param timeout for one write
   * @param quarantineDays how long a user ID that support freed is nobody's
   */
  public Ledgers(
      Vertx vertx,
      DatabaseAddress address,
      PersonKey personKey,
      int connections,
      Duration timeout,
      int quarantineDays,
      GatewayMetrics metrics) {
    pool =
        new WritePool(
            vertx,
            Database.connectOptions(address),
            connections,
            timeout,
            Stream.of(UserIdWrites.STATEMENTS, AttestationWrites.STATEMENTS)
                .flatMap(List::stream)
                .toList(),
            metrics);
    userIds = new UserIdWrites(pool, personKey, quarantineDays);
    attestations = new AttestationWrites(pool);
  }

  /** Returns the ledger of holds, claims and releases. */
  public UserIdLedger userIds() {
    return userIds;
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
