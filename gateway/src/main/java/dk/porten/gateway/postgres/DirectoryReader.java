package dk.porten.gateway.postgres;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the directory into memory as one snapshot sees it, however long it is: on a connection of
 * its own, in blocks. Blocks, until the server is silent for too long or the thread is interrupted.
 */
final class DirectoryReader {

  private static final int SILENCE_MILLIS = 10_000;
  private static final int BLOCK_ROWS = 10_000;

  private static final String NAME_LINEAGE =
      """
      INSERT INTO change_lineage DEFAULT VALUES
      ON CONFLICT DO NOTHING
      """;

  private static final String POSITION =
      """
      SELECT change_lineage(), pg_current_snapshot()::text
      """;

  private static final String ALL =
      """
      SELECT user_id, taken_until_micros(free_from)
      FROM taken_user_id
      WHERE free_from IS NULL OR free_from > now()
      """;

  private static final String CHANGED =
      """
      SELECT user_id, taken_until
      FROM changed_user_ids(?::pg_snapshot)
      """;

  private final DatabaseAddress address;

  DirectoryReader(DatabaseAddress address) {
    this.address = address;
  }

  /**
   * Reads what changed since a position; or everything, into a set that then replaces the one
   * before, if there is no position or the server's transactions are others by now. Returns the
   * position that was read.
   *
   * @param now by the gateway's clock
   */
  FeedPosition read(UserIdDirectory directory, Optional<FeedPosition> since, Instant now)
      throws SQLException {
    try (Connection connection = address.connect()) {
      connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
      try (Statement statement = connection.createStatement()) {
        statement.execute(NAME_LINEAGE);
      }
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      FeedPosition position = position(connection, now);
      if (since.isPresent() && since.get().lineage().equals(position.lineage())) {
        try (PreparedStatement changed = connection.prepareStatement(CHANGED)) {
          changed.setString(1, since.get().snapshot());
          record(changed, directory.taken());
        }
      } else {
        TakenUserIds fresh = directory.taken().emptied();
        try (PreparedStatement all = connection.prepareStatement(ALL)) {
          record(all, fresh);
        }
        directory.replace(fresh);
      }
      return position;
    }
  }

  /** Returns the fact that {@code taken_until_micros} tells. */
  static UserIdFact fact(@Nullable Long takenUntilMicros) {
    if (takenUntilMicros == null) {
      return UserIdFact.FOR_GOOD;
    }
    return takenUntilMicros == 0
        ? UserIdFact.NOBODYS
        : new UserIdFact(Instant.EPOCH.plus(takenUntilMicros, ChronoUnit.MICROS));
  }

  private static FeedPosition position(Connection connection, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(POSITION)) {
      row.next();
      String lineage = row.getString(1);
      if (lineage == null) {
        throw new SQLException("The server crashed since its lineage was named");
      }
      return new FeedPosition(lineage, row.getString(2), now);
    }
  }

  private static void record(PreparedStatement query, TakenUserIds taken) throws SQLException {
    query.setFetchSize(BLOCK_ROWS);
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new SQLException("Interrupted");
        }
        taken.put(UserId.recorded(rows.getString(1)), fact((Long) rows.getObject(2)));
      }
    }
  }
}
