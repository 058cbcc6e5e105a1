package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.TakenDigest;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the directory as one snapshot sees it, however long it is: on a connection of its own, in
 * blocks. Blocks, until the server is silent for too long or the thread is interrupted.
 */
final class DirectoryReader implements AutoCloseable {

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

  private static final String MOMENT =
      """
      SELECT now()
      """;

  /** Of vacuum and analyze; below 0 if there was none yet. */
  private static final String ESTIMATE =
      """
      SELECT least(greatest(reltuples, 0), 1e9)::integer
      FROM pg_class
      WHERE oid = 'taken_user_id'::regclass
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

  private final Connection connection;

  private DirectoryReader(Connection connection) {
    this.connection = connection;
  }

  /** Connects; the snapshot is that of what is read first. */
  static DirectoryReader open(DatabaseAddress address) throws SQLException {
    Connection connection = address.connect();
    try {
      connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
      try (Statement statement = connection.createStatement()) {
        statement.execute(NAME_LINEAGE);
      }
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new DirectoryReader(connection);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /**
   * Returns the position that is read.
   *
   * @param now by the gateway's clock, before anything was read
   */
  FeedPosition position(Instant now) throws SQLException {
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

  /** Returns the moment that is read, by the server's clock: what ended before is free. */
  Instant moment() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(MOMENT)) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /** Returns about how many user IDs there are, as the server last estimated; 0 if it has not. */
  int expected() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ESTIMATE)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Records everything. */
  void recordAll(TakenUserIds taken) throws SQLException {
    try (PreparedStatement all = connection.prepareStatement(ALL)) {
      record(all, taken);
    }
  }

  /** Records what changed since a position of the same lineage. */
  void recordChanges(FeedPosition since, TakenUserIds taken) throws SQLException {
    try (PreparedStatement changed = connection.prepareStatement(CHANGED)) {
      changed.setString(1, since.snapshot());
      record(changed, taken);
    }
  }

  /**
   * Returns the digest of everything that is taken at a moment.
   *
   * @param keys a set under the key that the digest is to be of
   */
  TakenDigest digest(TakenUserIds keys, Instant moment) throws SQLException {
    try (PreparedStatement all = connection.prepareStatement(ALL);
        ResultSet rows = rows(all)) {
      TakenDigest digest = TakenDigest.NONE;
      while (isNext(rows)) {
        UserIdFact fact = fact(rows);
        if (fact.isTakenAt(moment)) {
          digest = digest.plus(keys.key(userId(rows)), fact);
        }
      }
      return digest;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
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

  private static void record(PreparedStatement query, TakenUserIds taken) throws SQLException {
    try (ResultSet rows = rows(query)) {
      while (isNext(rows)) {
        taken.put(userId(rows), fact(rows));
      }
    }
  }

  private static ResultSet rows(PreparedStatement query) throws SQLException {
    query.setFetchSize(BLOCK_ROWS);
    return query.executeQuery();
  }

  private static boolean isNext(ResultSet rows) throws SQLException {
    if (Thread.currentThread().isInterrupted()) {
      throw new SQLException("Interrupted");
    }
    return rows.next();
  }

  private static UserId userId(ResultSet row) throws SQLException {
    return UserId.recorded(row.getString(1));
  }

  private static UserIdFact fact(ResultSet row) throws SQLException {
    return fact((Long) row.getObject(2));
  }
}
