package dk.porten.gateway.postgres.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
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

  private static final String NEEDLESS_RIGHTS =
      """
      SELECT
        nullif(
          concat_ws(
            ', ',
            CASE WHEN rolsuper THEN 'SUPERUSER' END,
            CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
            CASE WHEN rolreplication THEN 'REPLICATION' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
            CASE WHEN rolcreatedb THEN 'CREATEDB' END,
            (
              SELECT string_agg(other.rolname, ', ' ORDER BY other.rolname)
              FROM pg_roles AS other
              -- Whoever owns the database is pg_database_owner in it.
              WHERE starts_with(other.rolname, 'pg_') AND other.rolname <> 'pg_database_owner'
                AND NOT own.rolsuper AND pg_has_role(own.oid, other.oid, 'MEMBER')
            )
          ),
          ''
        ) AS needless
      FROM pg_roles AS own
      WHERE own.rolname = current_user
      """;

  private ServerCheck() {}

  /**
   * Returns which rights the gateway's role has that a gateway does not need; null if there are
   * none. They are no reason to stop, but whoever got at the role could use them.
   *
   * @throws DatabaseUnusable if the server cannot be asked
   */
  public static @Nullable String needlessRights(DatabaseAddress address) {
    try (Connection connection = address.connectUnset();
        Statement statement = connection.createStatement();
        ResultSet role = statement.executeQuery(NEEDLESS_RIGHTS)) {
      role.next();
      return role.getString("needless");
    } catch (SQLException e) {
      throw DatabaseUnusable.of(address, e);
    }
  }

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
