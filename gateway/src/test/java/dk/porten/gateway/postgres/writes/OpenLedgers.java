package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.BudgetLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.gathering.WaitingTimes;
import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The ledgers on a test's database, with the patience that a slow machine needs. */
final class OpenLedgers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final Ledgers ledgers;

  OpenLedgers(DatabaseAddress database) {
    ledgers =
        new Ledgers(
            vertx,
            database,
            PersonKey.parse("00".repeat(32)),
            new Ledgers.Limits(4, new WaitingTimes(PATIENCE, PATIENCE), PATIENCE, 0, 1_826),
            metrics);
  }

  UserIdLedger userIds() {
    return ledgers.userIds();
  }

  AttestationLedger attestations() {
    return ledgers.attestations();
  }

  BudgetLedger budgets() {
    return ledgers.budgets();
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    await(ledgers.close());
    await(vertx.close());
    metrics.close();
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
