package dk.porten.gateway.load;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The directory of taken user IDs, written over a connection of its own. For one thread at a time.
 */
final class Directory implements AutoCloseable {

  /**
   * An array, and not COPY into a temporary table, which writes every row twice and showed no gain
   * (benchmarks/results/import-variants.json); COPY into the directory itself fails on an ID that
   * is there, and has the server log it.
   */
  private static final String ADD =
      """
      SELECT import_user_ids(?::text[])
      """;

  private final Connection connection;

  private Directory(Connection connection) {
    this.connection = connection;
  }

  /** Opens a connection. */
  static Directory open(DatabaseAddress address) throws ImportFailed {
    try {
      return new Directory(address.connect());
    } catch (SQLException failure) {
      throw ImportFailed.of(failure);
    }
  }

  /**
   * Adds user IDs in one transaction, all or none of them; returns how many were not there or only
   * held. Others may add at the same time: as everybody goes in ascending order, nobody waits in a
   * circle.
   */
  int add(String[] ascending) throws ImportFailed {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setArray(1, connection.createArrayOf("text", ascending));
      try (ResultSet added = add.executeQuery()) {
        added.next();
        return added.getInt(1);
      }
    } catch (SQLException failure) {
      throw ImportFailed.of(failure);
    }
  }

  @Override
  public void close() throws ImportFailed {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw ImportFailed.of(failure);
    }
  }
}
