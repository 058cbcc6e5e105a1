package dk.porten.gateway.upkeep;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Forgets a person. What stays is what the quota needs: the bare days on which the person was a
 * witness, until no window holds them any more.
 */
final class PersonErasure {

  private static final String ERASE =
      """
      SELECT erase_person(?::bytea, ?::text)
      """;

  private PersonErasure() {}

  /** Erases and says how many attestations were concerned. */
  static void run(Connection connection, byte[] person, PrintWriter out) throws SQLException {
    try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
      erase.setBytes(1, person);
      erase.setString(2, "erase-person");
      try (ResultSet erased = erase.executeQuery()) {
        erased.next();
        out.println("Erased from " + erased.getLong(1) + " attestations");
      }
    }
  }
}
