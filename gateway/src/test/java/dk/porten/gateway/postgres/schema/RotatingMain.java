package dk.porten.gateway.postgres.schema;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.sql.SQLException;

/** A process that rotates the person key of a database. */
final class RotatingMain {

  private RotatingMain() {}

  public static void main(String[] arguments) throws SQLException {
    KeyRotation.run(DatabaseAddress.parse(arguments[0]), PersonKey.parse(arguments[1]));
  }
}
