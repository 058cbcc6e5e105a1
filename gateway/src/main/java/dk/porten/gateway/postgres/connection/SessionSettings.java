package dk.porten.gateway.postgres.connection;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a session, whatever the defaults of server, database and role are
 * (docs/decisions/0037).
 *
 * @param address whose schema it works in, else the first that the role has on its search path; and
 *     with whose person key
 * @param statement how long a statement may take, and a transaction may wait for the next one; zero
 *     for as long as it takes
 * @param lock how long a statement may wait for a lock; zero for as long as it takes
 */
public record SessionSettings(DatabaseAddress address, Duration statement, Duration lock) {

  /** Set only if the server knows it: naming an unknown setting would fail. */
  private static final String SINCE_POSTGRESQL_17 =
      ", (SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout')";

  /** Returns those of a session whose statements may take as long as they do. */
  public static SessionSettings unbounded(DatabaseAddress address) {
    return new SessionSettings(address, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Returns the statement that sets a session. Its one row begins with the number of the server's
   * process, and whether the server is a standby.
   */
  public String sql() {
    return settings().entrySet().stream()
        .map(
            setting ->
                "set_config('%s', %s, false)".formatted(setting.getKey(), setting.getValue()))
        .collect(
            Collectors.joining(
                ", ", "SELECT pg_backend_pid(), pg_is_in_recovery(), ", SINCE_POSTGRESQL_17));
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    // Compiling a statement takes longer than running any of ours.
    settings.put("jit", "'off'");
    // Functions and transactions wait for locks and then read what was committed meanwhile.
    settings.put("default_transaction_isolation", "'read committed'");
    settings.put("default_transaction_read_only", "'off'");
    settings.put("default_transaction_deferrable", "'off'");
    // What was confirmed has to survive a crash; a stronger setting stays.
    settings.put(
        "synchronous_commit", "replace(current_setting('synchronous_commit'), 'off', 'on')");
    settings.put("DateStyle", "'ISO, YMD'");
    settings.put("IntervalStyle", "'postgres'");
    settings.put("TimeZone", "'UTC'");
    settings.put("bytea_output", "'hex'");
    settings.put("statement_timeout", millis(statement));
    settings.put("idle_in_transaction_session_timeout", millis(statement));
    settings.put("lock_timeout", millis(lock));
    settings.put("idle_session_timeout", "'0'");
    String schema = address.schema();
    if (schema != null) {
      settings.put("search_path", "quote_ident('" + schema.replace("'", "''") + "')");
    }
    String personKey = address.personKey();
    if (personKey != null) {
      // By which the database's functions see that the key was rotated.
      settings.put("porten.person_key", "'" + personKey + "'");
    }
    return settings;
  }

  private static String millis(Duration duration) {
    return "'" + duration.toMillis() + "'";
  }
}
