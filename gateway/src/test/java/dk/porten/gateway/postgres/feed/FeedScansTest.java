package dk.porten.gateway.postgres.feed;

import static dk.porten.gateway.postgres.feed.WatchedDatabase.insert;
import static dk.porten.gateway.postgres.feed.WatchedDatabase.insertMany;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server reads to answer the change feed: few rows by index, whatever the tables hold. */
@Timeout(120)
final class FeedScansTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final DatabaseAddress address = DATABASE.newDatabase();
  private WatchedDatabase watched;

  @BeforeEach
  void start() {
    watched = new WatchedDatabase(address);
  }

  @AfterEach
  void stop() {
    watched.close();
  }

  /**
   * Where sequential scans are off, one that cannot be avoided looks so dear that servers up to 17
   * compile its statement each time, where they may.
   */
  @Test
  void polls_readNoTableWhole() throws SQLException {
    watched.awaitPoll();
    long before = scans("seq_scan");
    long looked = scans("idx_scan");

    Eventually.holds("many polls have been counted", () -> scans("idx_scan") > looked + 500);

    assertThat(scans("seq_scan")).isEqualTo(before);
  }

  @Test
  void changesSince_amongManyRows_readsTheChangedOnesOnly() throws SQLException {
    try (Connection old = watched.begin();
        Connection connection = watched.begin();
        Statement late = old.createStatement();
        Statement statement = connection.createStatement()) {
      late.execute(insert("late"));
      watched.execute(insertMany(100_000));
      String snapshot = TestDatabase.query(address, "SELECT pg_current_snapshot()").get(0);
      old.commit();
      watched.execute(insert("new"));

      statement.execute(
          "SELECT * FROM feed_changes('%s', 10) WHERE user_ids = '{new,late}'".formatted(snapshot));
      assertThat(statement.getResultSet().next()).isTrue();
      statement.execute(
          """
          SELECT seq_scan, idx_tup_fetch FROM pg_stat_xact_user_tables
          WHERE relname = 'taken_user_id'
          """);
      statement.getResultSet().next();
      assertThat(statement.getResultSet().getLong(1)).isZero();
      assertThat(statement.getResultSet().getLong(2)).isEqualTo(2);
    }
  }

  /** Counted by the server, which a session tells about once a second. */
  private long scans(String kind) {
    try {
      return Long.parseLong(
          TestDatabase.query(address, "SELECT sum(" + kind + ") FROM pg_stat_user_tables").get(0));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
