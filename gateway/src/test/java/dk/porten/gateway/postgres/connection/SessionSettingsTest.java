package dk.porten.gateway.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a database has by default reaches none of the gateway's sessions. */
@Timeout(60)
final class SessionSettingsTest {

  /** What an administrator may have set, and what ours are set to instead. */
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("jit", "on", "off"),
          new Setting("default_transaction_isolation", "serializable", "read committed"),
          new Setting("default_transaction_read_only", "on", "off"),
          new Setting("default_transaction_deferrable", "on", "off"),
          new Setting("synchronous_commit", "off", "on"),
          new Setting("DateStyle", "German", "ISO, YMD"),
          new Setting("IntervalStyle", "iso_8601", "postgres"),
          new Setting("TimeZone", "Pacific/Kiritimati", "UTC"),
          new Setting("bytea_output", "escape", "hex"),
          new Setting("idle_session_timeout", "7s", "0"),
          new Setting("search_path", "pg_catalog", "public"));

  private static final Setting STATEMENT = new Setting("statement_timeout", "7s", "2s");
  private static final Setting IDLE =
      new Setting("idle_in_transaction_session_timeout", "7s", "2s");
  private static final Setting LOCK = new Setting("lock_timeout", "7s", "300ms");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Vertx VERTX = Vertx.vertx();

  private record Setting(String name, String byDefault, String ours) {}

  @BeforeAll
  static void setDefaults() throws SQLException {
    for (Setting setting : SETTINGS) {
      setDefault(setting);
    }
    for (Setting setting : List.of(STATEMENT, IDLE, LOCK)) {
      setDefault(setting);
    }
  }

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @Test
  void connector_databaseWithOtherDefaults_setsEachSession() {
    DatabaseAddress address = DATABASE.address().withSchema("public");
    var settings = new SessionSettings(address, Duration.ofSeconds(2), Duration.ofMillis(300));
    var connector = new Connector(VERTX, address, settings, List.of());
    SqlConnection session = connector.open(VERTX.getOrCreateContext()).await();

    Map<String, String> expected = ours();
    expected.put(STATEMENT.name, STATEMENT.ours);
    expected.put(IDLE.name, IDLE.ours);
    expected.put(LOCK.name, LOCK.ours);
    var shown = new LinkedHashMap<String, String>();
    for (String name : expected.keySet()) {
      Row row = session.query("SHOW " + name).execute().await().iterator().next();
      shown.put(name, row.getString(0));
    }
    assertThat(shown).isEqualTo(expected);
    session.close().await();
  }

  @Test
  void connect_databaseWithOtherDefaults_setsEachSession() throws SQLException {
    Map<String, String> expected = ours();
    expected.put(STATEMENT.name, "0");
    expected.put(IDLE.name, "0");
    expected.put(LOCK.name, "0");
    try (Connection connection = DATABASE.address().withSchema("public").connect();
        Statement statement = connection.createStatement()) {
      var shown = new LinkedHashMap<String, String>();
      for (String name : expected.keySet()) {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
          row.next();
          shown.put(name, row.getString(1));
        }
      }
      assertThat(shown).isEqualTo(expected);
    }
  }

  private static Map<String, String> ours() {
    var ours = new LinkedHashMap<String, String>();
    SETTINGS.forEach(setting -> ours.put(setting.name, setting.ours));
    return ours;
  }

  private static void setDefault(Setting setting) throws SQLException {
    TestDatabase.execute(
        DATABASE.address(),
        "ALTER DATABASE %s SET %s = '%s'"
            .formatted(DATABASE.address().database(), setting.name, setting.byDefault));
  }
}
