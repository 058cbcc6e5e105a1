package dk.porten.gateway.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database on a real PostgreSQL for a test class, which declares
 * {@code @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();}.
 */
public final class TestDatabase implements BeforeAllCallback {
  /** For other gateways that migrate at the same time. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String NOW =
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

  private static final String WAITING =
      """
      SELECT pid::text FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'
      """;

  private @Nullable TestServer server;
  private @Nullable DatabaseAddress address;

  @Override
  public void beforeAll(ExtensionContext context) {
    server = TestServer.of(context);
    address = server.newDatabase();
  }

  /** Returns where this class's own database is. */
  public DatabaseAddress address() {
    return Objects.requireNonNull(address, "before the test class began");
  }

  /** Makes another fresh, migrated database, for a test that needs one of its own. */
  public DatabaseAddress newDatabase() {
    return Objects.requireNonNull(server, "before the test class began").newDatabase();
  }

  /** Makes a data directory for an embedded server of a test's own. */
  public Path newDataDirectory(String name) throws IOException {
    return Objects.requireNonNull(server, "before the test class began").newDataDirectory(name);
  }

  /** Opens the embedded server of a data directory, with further settings if it is started. */
  public static EmbeddedPostgres open(Path dataDirectory, String... furtherSettings) {
    return EmbeddedPostgres.open(dataDirectory, List.of(furtherSettings));
  }

  /** Returns the database of an embedded server as its superuser knows it. */
  public static DatabaseAddress superuser(EmbeddedPostgres server, Path dataDirectory)
      throws IOException {
    DatabaseAddress role = server.address();
    String password = new DataDirectory(dataDirectory).password();
    return new DatabaseAddress(
        role.host(), role.port(), role.database(), "porten", password, role.tls());
  }

  /** Runs one statement. */
  public static void execute(DatabaseAddress address, String statement) throws SQLException {
    try (Connection connection = address.connect();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  /** Reads the first column of what a query returns. */
  public static List<String> query(DatabaseAddress address, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = address.connect();
        Statement command = connection.createStatement();
        ResultSet result = command.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** Returns what time it is by the database's clock, which decides when a hold ends. */
  public static Instant now(DatabaseAddress address) throws SQLException {
    return Instant.parse(query(address, NOW).get(0));
  }

  /** Waits until somebody waits for a lock in a database. */
  public static void awaitLockWait(DatabaseAddress address) {
    awaitLockWaits(address, 1);
  }

  /** Waits until so many sessions of a database wait for locks. */
  public static void awaitLockWaits(DatabaseAddress address, int sessions) {
    Eventually.holds(sessions + " wait", () -> waiting(address) >= sessions);
  }

  private static int waiting(DatabaseAddress address) {
    try {
      return query(address, WAITING).size();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Returns a database's address as the configuration wants it. */
  public static String url(DatabaseAddress address) {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
        .formatted(
            address.user(),
            URLEncoder.encode(address.password(), UTF_8).replace("+", "%20"),
            address.host(),
            address.port(),
            address.database());
  }
}
