package dk.porten.gateway.postgres;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** What the gateway demands of its database before it uses it. All of it blocks. */
public final class Schema {
  /** One retry a second: how long a gateway waits for another one's migration. */
  private static final int LOCK_RETRIES = 600;

  private static final String UNSAFE_SETTINGS =
      """
      SELECT name
      FROM pg_settings
      WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
      ORDER BY name
      """;

  private static final String ADD_CHECK_VALUE =
      """
      INSERT INTO person_key (check_value)
      VALUES (?::bytea)
      ON CONFLICT DO NOTHING
      """;

  private static final String READ_CHECK_VALUE =
      """
      SELECT check_value
      FROM person_key
      """;

  private Schema() {}

  /** Brings the schema up to date; of several gateways that do so at once, one does it. */
  public static void migrate(DatabaseAddress address) {
    try {
      Flyway.configure()
          .dataSource(address.dataSource())
          .locations("classpath:db/migration")
          .lockRetryCount(LOCK_RETRIES)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseUnusable("The schema of " + address + " cannot be brought up to date", e);
    }
  }

  /** Refuses a server that may lose a transaction which it has confirmed. */
  public static void checkDurable(DatabaseAddress address) {
    List<String> unsafe = new ArrayList<>();
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet names = statement.executeQuery(UNSAFE_SETTINGS)) {
      while (names.next()) {
        unsafe.add(names.getString(1));
      }
    } catch (SQLException e) {
      throw DatabaseUnusable.of(address, e);
    }
    if (!unsafe.isEmpty()) {
      throw new DatabaseUnusable(
          "The database runs with %s off and may lose what it has confirmed: switch it on"
              .formatted(String.join(", ", unsafe)));
    }
  }

  /**
   * Binds the database to a person key, or refuses a key other than the one it is bound to: under
   * another key every person would count as somebody new.
   */
  public static void claim(DatabaseAddress address, PersonKey key) {
    try (Connection connection = address.connect()) {
      try (PreparedStatement add = connection.prepareStatement(ADD_CHECK_VALUE)) {
        add.setBytes(1, key.checkValue());
        add.executeUpdate();
      }
      try (Statement statement = connection.createStatement();
          ResultSet stored = statement.executeQuery(READ_CHECK_VALUE)) {
        stored.next();
        if (!MessageDigest.isEqual(stored.getBytes(1), key.checkValue())) {
          throw new DatabaseUnusable("The person key does not match this database");
        }
      }
    } catch (SQLException e) {
      throw DatabaseUnusable.of(address, e);
    }
  }
}
