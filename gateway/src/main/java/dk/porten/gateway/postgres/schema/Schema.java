package dk.porten.gateway.postgres.schema;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.connection.FailureReading;
import dk.porten.gateway.postgres.connection.SessionSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The schema of the gateway's tables: finding it, bringing it up to date, binding it to a person
 * key. All methods block; only a migration takes longer than some ten seconds a statement.
 */
public final class Schema {

  /** The schemas that have the gateway's tables, and those that new ones could go into. */
  private static final String SCHEMAS =
      """
      SELECT
        n.nspname AS name,
        c.oid IS NOT NULL AS has_tables,
        n.nspname = current_schema() IS TRUE AS is_first
      FROM pg_namespace AS n
      LEFT JOIN pg_class AS c
        ON c.relnamespace = n.oid AND c.relname = 'taken_user_id' AND c.relkind = 'r'
      WHERE c.oid IS NOT NULL
        OR n.nspname IN (current_schema(), 'public') AND n.nspname <> 'pg_catalog'
      ORDER BY is_first DESC, name
      """;

  private Schema() {}

  /**
   * Finds the schema to work in: the one that has the gateway's tables, whatever the role's search
   * path is by now; if there is none, the first one on that path.
   */
  public static DatabaseAddress locate(DatabaseAddress address) {
    List<String> withTables = new ArrayList<>();
    List<String> others = new ArrayList<>();
    boolean isFirstWithTables = false;
    try (Connection connection = address.connectBriefly();
        Statement statement = connection.createStatement();
        ResultSet schemas = statement.executeQuery(SCHEMAS)) {
      while (schemas.next()) {
        boolean hasTables = schemas.getBoolean("has_tables");
        (hasTables ? withTables : others).add(schemas.getString("name"));
        isFirstWithTables |= hasTables && schemas.getBoolean("is_first");
      }
    } catch (SQLException e) {
      throw DatabaseUnusable.of(address, e);
    }
    if (withTables.size() > 1 && !isFirstWithTables) {
      throw DatabaseUnusable.that(
          address,
          "has the gateway's tables in several schemas (%s): put the right one first on the role's"
                  .formatted(String.join(", ", withTables))
              + " search_path");
    }
    return Stream.of(withTables, others)
        .flatMap(List::stream)
        .findFirst()
        .map(address::withSchema)
        .orElseThrow(
            () ->
                DatabaseUnusable.that(
                    address,
                    "has no schema for the gateway's tables: create one that belongs to its role"));
  }

  /**
   * Brings the schema up to date; of several gateways that do so at once, one does it.
   *
   * @param patience for the others
   */
  public static void migrate(DatabaseAddress address, Duration patience) {
    try {
      Flyway.configure()
          .dataSource(address.dataSource())
          .initSql(SessionSettings.unbounded(address).sql())
          .defaultSchema(address.schema())
          .createSchemas(false)
          .locations("classpath:db/migration")
          // One a second.
          .lockRetryCount((int) patience.toSeconds())
          .load()
          .migrate();
    } catch (FlywayException e) {
      if (FailureReading.isOfSql(e)) {
        throw DatabaseUnusable.of(address, e);
      }
      throw DatabaseUnusable.that(address, "cannot be brought up to date: " + firstLine(e));
    }
  }

  private static String firstLine(FlywayException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Binds the database to a person key, or refuses a key other than the one it is bound to: under
   * another key every person would count as somebody new. Returns the database with that key.
   */
  public static DatabaseAddress claim(DatabaseAddress address, PersonKey key) {
    try (Connection connection = address.connectBriefly()) {
      KeyBinding.add(connection, key);
      KeyBinding binding = KeyBinding.read(connection);
      if (!binding.isOf(key)) {
        throw binding.mismatch(key);
      }
      return address.withPersonKey(key.checkValue());
    } catch (SQLException e) {
      throw DatabaseUnusable.of(address, e);
    }
  }
}
