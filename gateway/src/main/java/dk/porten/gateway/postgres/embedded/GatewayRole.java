package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role as which a gateway uses the embedded server. It owns the database {@code porten} and has
 * no other right; the superuser, whose name is {@code porten} too, is for making them only.
 */
final class GatewayRole {
  private static final String NAME = "gateway";
  private static final String DATABASE = "porten";

  private static final String FOUND =
      """
      SELECT
        EXISTS (SELECT FROM pg_roles WHERE rolname = '%s') AS has_role,
        (
          SELECT pg_get_userbyid(datdba)
          FROM pg_database
          WHERE datname = '%s'
        ) AS owner
      """
          .formatted(NAME, DATABASE);

  /**
   * Gives the role what an earlier release made as the superuser. A superuser's things cannot be
   * reassigned as a whole, for PostgreSQL's own are among them. The database last, in the same
   * transaction: its owner says whether this has been done.
   */
  private static final String TAKE_OVER =
      """
      DO $$
      DECLARE
        command text;
      BEGIN
        FOR command IN
          SELECT format('ALTER TABLE %%s OWNER TO %1$s', c.oid::regclass)
          FROM pg_class AS c
          WHERE c.relnamespace = 'public'::regnamespace
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            -- The sequence of a column goes with its table.
            AND NOT EXISTS (
              SELECT FROM pg_depend AS d
              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'S'
                AND d.deptype IN ('a', 'i')
            )
          UNION ALL
          SELECT format('ALTER ROUTINE %%s OWNER TO %1$s', p.oid::regprocedure)
          FROM pg_proc AS p
          WHERE p.pronamespace = 'public'::regnamespace
        LOOP
          EXECUTE command;
        END LOOP;
        ALTER DATABASE %2$s OWNER TO %1$s;
      END $$
      """
          .formatted(NAME, DATABASE);

  private GatewayRole() {}

  /**
   * Returns the database as the role knows it; both are made now if they are missing. Behind the
   * gate.
   *
   * @param superuser who makes them
   * @param password of the role
   */
  static DatabaseAddress of(DatabaseAddress superuser, String password) {
    DatabaseAddress database = superuser.withDatabase(DATABASE);
    var role =
        new DatabaseAddress(
            database.host(), database.port(), DATABASE, NAME, password, database.tls());
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      boolean hasRole;
      String owner;
      try (ResultSet found = statement.executeQuery(FOUND)) {
        found.next();
        hasRole = found.getBoolean("has_role");
        owner = found.getString("owner");
      }
      if (!hasRole) {
        statement.execute("CREATE ROLE %s LOGIN".formatted(NAME));
      }
      if (!hasRole || !takes(role)) {
        statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(NAME, password));
      }
      if (owner == null) {
        statement.execute("CREATE DATABASE %s OWNER %s".formatted(DATABASE, NAME));
      } else if (!owner.equals(NAME)) {
        takeOver(database);
      }
    } catch (SQLException e) {
      throw DatabaseUnusable.of(superuser, e);
    }
    return role;
  }

  /**
   * Says whether the password is the role's: the file with it may not have come back with a backup.
   */
  private static boolean takes(DatabaseAddress role) throws SQLException {
    try (Connection connection = role.withDatabase("postgres").connect()) {
      return connection.isValid(0);
    } catch (SQLException e) {
      if (Cluster.WRONG_PASSWORD.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static void takeOver(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(TAKE_OVER);
    }
  }
}
