package dk.porten.gateway.postgres.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** What the gateway demands of a server before it uses it. Blocks for some ten seconds at most. */
public final class ServerCheck {

  /** The oldest version that PostgreSQL's community still maintains. */
  private static final int LEAST_VERSION = 15;

  /** {@code server_version_num} 150018 is version 15.18. */
  private static final int MAJOR = 10_000;

  private static final String SERVER =
      """
      SELECT
        current_setting('server_version_num')::integer AS version,
        pg_backend_pid() AS process,
        pg_is_in_recovery() AS is_standby,
        (
          SELECT string_agg(name, ', ' ORDER BY name)
          FROM pg_settings
          WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'
        ) AS unsafe
      """;

  private ServerCheck() {}

  /**
   * Refuses a server that is too old, that takes no writes, that is behind a pooler, or that may
   * lose a transaction which it has confirmed.
   *
   * @throws DatabaseUnusable also if the server cannot be asked
   */
  public static void check(DatabaseAddress address) {
    check(address, LEAST_VERSION);
  }

  static void check(DatabaseAddress address, int leastVersion) {
    // Not yet with the sessions' settings, which an old server may not know.
    try (Connection connection = address.connectUnset();
        Statement statement = connection.createStatement();
        ResultSet server = statement.executeQuery(SERVER)) {
      server.next();
      int version = server.getInt("version") / MAJOR;
      if (version < leastVersion) {
        throw DatabaseUnusable.that(
            address,
            "is PostgreSQL %d: the gateway needs %d or newer".formatted(version, leastVersion));
      }
      DatabaseUnusable.requirePrimary(
          address,
          connection.unwrap(PGConnection.class).getBackendPID(),
          server.getInt("process"),
          server.getBoolean("is_standby"));
      String unsafe = server.getString("unsafe");
      if (unsafe != null) {
        throw DatabaseUnusable.that(
            address,
            "runs with %s off and may lose what it has confirmed: switch it on".formatted(unsafe));
      }
    } catch (SQLException e) {
      throw DatabaseUnusable.of(address, e);
    }
  }
}
