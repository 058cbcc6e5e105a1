package dk.porten.gateway.postgres.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class TidyUpTest {
  private static final int AUDIT_DAYS = 150;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Vertx VERTX = Vertx.vertx();
  private static final GatewayMetrics METRICS = new GatewayMetrics();

  private DatabaseAddress address = DATABASE.address();

  @BeforeEach
  void freshDatabase() {
    address = DATABASE.newDatabase();
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
    METRICS.close();
  }

  @Test
  void batch_whatNobodyNeeds_goesInBoundedBatches() throws SQLException {
    execute(
        """
        INSERT INTO taken_user_id (user_id, free_from)
        SELECT 'id' || n, now() - interval '12 hours' * (n % 5) FROM generate_series(0, 9) n
        """);
    execute("INSERT INTO taken_user_id (user_id) VALUES ('somebodys')");
    execute(
        """
        INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
        SELECT gen_random_uuid(), 'id', sha256(''), 'c', now() - interval '6 days' * n
        FROM generate_series(0, 3) n
        """);
    execute(
        """
        INSERT INTO idempotency_key (caller, path, key, body_digest, outcome, answer, kept_at)
        SELECT 'c', 'p', n, sha256(''), 'taken', '', now() - interval '23 hours' * n
        FROM generate_series(0, 3) n
        """);
    execute(
        """
        INSERT INTO audit_record (action, client, subject, request_id, recorded_at)
        SELECT 'user-id-held', 'c', 's', 'r', now() - interval '100 days' * n
        FROM generate_series(0, 3) n
        """);

    execute(
        """
        INSERT INTO budget_use (day, client, kind, marks)
        SELECT (now() AT TIME ZONE 'UTC')::date + 1 - n, 'c', 'user-ids', '' FROM generate_series(0, 4) n
        """);

    assertThat(List.of(batch(2), batch(2), batch(2), batch(2))).containsExactly(9L, 2L, 2L, 0L);

    assertThat(count("taken_user_id")).isEqualTo(5);
    assertThat(count("user_id_hold")).isEqualTo(2);
    assertThat(count("idempotency_key")).isEqualTo(2);
    assertThat(count("audit_record")).isEqualTo(2);
    assertThat(count("budget_use")).isEqualTo(4);
  }

  @Test
  void batch_daysOfAnErasedWitness_goWhenNoWindowHoldsThem() throws SQLException {
    execute(
        """
        INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack,
          recorded_by, erased_at)
        SELECT gen_random_uuid(), sha256(''), sha256(''), current_date - 149 - n, '', '',
          CASE n WHEN 3 THEN NULL ELSE now() END
        FROM generate_series(0, 3) n
        """);

    assertThat(batch(1_000)).isEqualTo(1);
    assertThat(
            TestDatabase.query(
                address, "SELECT current_date - attested_on FROM attestation ORDER BY 1"))
        .containsExactly("149", "150", "152");
  }

  private long batch(int most) {
    var pool = new WritePool(VERTX, address, 1, Duration.ofSeconds(20), METRICS);
    try {
      return new TidyUp(VERTX, pool, AUDIT_DAYS)
          .batch(most)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } finally {
      pool.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void execute(String statement) throws SQLException {
    TestDatabase.execute(address, statement);
  }

  private long count(String table) throws SQLException {
    return Long.parseLong(TestDatabase.query(address, "SELECT count(*) FROM " + table).get(0));
  }
}
