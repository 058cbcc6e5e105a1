package dk.porten.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.RunningGateway;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a gateway wants requests when changes do not come in. */
@Timeout(120)
final class ReadinessTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void ready_changesTooLateFromAReachableDatabase_isNotUntilTheyComeIn() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    try (RunningGateway gateway = RunningGateway.start(address, "GATEWAY_MAX_LAG_SECONDS", "10")) {
      execute(address, "ALTER FUNCTION feed_changes RENAME TO changes_lost");
      awaitLoss(gateway, 1);
      gateway.clock().advance(Duration.ofSeconds(10));
      assertThat(gateway.metric("porten_feed_lag_seconds")).isEqualTo(10);
      assertThat(ready(gateway)).isEqualTo(200);
      gateway.clock().advance(Duration.ofSeconds(1));
      assertThat(ready(gateway)).isEqualTo(503);
      assertThat(gateway.manage("/health/live").status()).isEqualTo(200);
      assertThat(gateway.metric("porten_database_up")).isEqualTo(1);

      execute(address, "ALTER FUNCTION changes_lost RENAME TO feed_changes");
      Eventually.holds("ready again", () -> ready(gateway) == 200);
      assertThat(gateway.metric("porten_feed_lag_seconds")).isZero();
    }
  }

  /** Each time it is taken up again before it lags. */
  @Test
  void ready_feedLostAgainAndAgain_isNotUntilItHasBeenSteady() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    try (RunningGateway gateway = RunningGateway.start(address)) {
      for (int loss = 1; loss <= 3; loss++) {
        assertThat(ready(gateway)).isEqualTo(200);
        execute(address, "ALTER FUNCTION feed_changes RENAME TO feed_lost");
        awaitLoss(gateway, loss);
        execute(address, "ALTER FUNCTION feed_lost RENAME TO feed_changes");
        gateway.awaitFeed();
      }
      assertThat(ready(gateway)).isEqualTo(503);
      gateway.clock().advance(Duration.ofSeconds(59));
      assertThat(ready(gateway)).isEqualTo(503);
      gateway.clock().advance(Duration.ofSeconds(1));
      Eventually.holds("changes come in", () -> gateway.metric("porten_feed_lag_seconds") == 0);
      assertThat(ready(gateway)).isEqualTo(200);
    }
  }

  /** Half a day is long enough for upkeep to have dropped what nobody told as free. */
  @Test
  void feed_awayForLong_directoryIsReadAnew() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    try (RunningGateway gateway = RunningGateway.start(address)) {
      gateway.take("stine.b");
      execute(address, "ALTER FUNCTION feed_changes RENAME TO feed_lost");
      awaitLoss(gateway, 1);
      execute(address, "DELETE FROM taken_user_id");
      gateway.clock().advance(Duration.ofHours(13));
      execute(address, "ALTER FUNCTION feed_lost RENAME TO feed_changes");

      Eventually.holds("read anew", () -> gateway.metric("porten_directory_user_ids") == 0);
      assertThat(gateway.metric("porten_feed_resets_total")).isEqualTo(1);
    }
  }

  /** Waits until the feed has said so often that it is lost. */
  private static void awaitLoss(RunningGateway gateway, int losses) {
    Eventually.holds(
        "the feed is lost", () -> gateway.metric("porten_feed_losses_total") == losses);
  }

  private static int ready(RunningGateway gateway) {
    return gateway.manage("/health/ready").status();
  }

  private static void execute(DatabaseAddress address, String statement) throws SQLException {
    try (Connection connection = address.connect();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    }
  }
}
