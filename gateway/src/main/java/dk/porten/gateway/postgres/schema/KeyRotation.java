package dk.porten.gateway.postgres.schema;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rotation of the person key: each stored hash h becomes the HMAC of h by the newest key, in
 * one transaction (docs/decisions/0069). Hashes come here and go back in batches: a key that the
 * server were told could be in its log.
 */
public final class KeyRotation {

  /** The most rows whose hashes are in memory. */
  private static final int BATCH_ROWS = 10_000;

  /**
   * A table with hashes.
   *
   * @param columns that have them
   */
  private record Hashed(String table, List<String> columns) {

    String select() {
      return "SELECT ctid::text, %s FROM %s".formatted(each("%s"), table);
    }

    String update() {
      return """
      UPDATE %s AS t
      SET %s
      FROM unnest(?::text[]::tid[], %s) AS wrapped (place, %s)
      WHERE t.ctid = wrapped.place
      """
          .formatted(table, each("%1$s = wrapped.%1$s"), each("?::bytea[]"), each("%s"));
    }

    private String each(String format) {
      return columns.stream().map(format::formatted).collect(Collectors.joining(", "));
    }
  }

  /** In the order in which writes lock them. */
  private static final List<Hashed> TABLES =
      List.of(
          new Hashed("erased_source", List.of("source_hash")),
          new Hashed("attestation", List.of("witness", "applicant", "source_hash")),
          new Hashed("user_id_hold", List.of("user_id_hash")),
          new Hashed("audit_record", List.of("witness", "applicant", "user_id_hash")));

  /**
   * Who writes, or locks rows to write them, waits until the end, and is then refused for its key;
   * who reads goes on. All of them queue while the tables are waited for, so that is not for long;
   * nor are the tables kept if the command's machine is gone. A row is found again by its place,
   * whatever the planner believes of the tables.
   */
  private static final String PREPARE =
      """
      SET LOCAL lock_timeout = '10s';
      LOCK TABLE %s IN EXCLUSIVE MODE;
      SET LOCAL lock_timeout = 0;
      SELECT
        set_config('idle_in_transaction_session_timeout', '60s', true),
        set_config('porten.audit_removal', 'on', true),
        set_config('enable_hashjoin', 'off', true),
        set_config('enable_mergejoin', 'off', true)
      """
          .formatted(TABLES.stream().map(Hashed::table).collect(Collectors.joining(", ")));

  private final Connection connection;
  private final PersonKey key;

  private KeyRotation(Connection connection, PersonKey key) {
    this.connection = connection;
    this.key = key;
  }

  /**
   * What came of it.
   *
   * @param hashes how many were wrapped; none if they were before
   * @param keyIds the names of the keys that they are made with now
   */
  public record Outcome(long hashes, boolean isDoneBefore, List<String> keyIds) {}

  /**
   * Wraps every hash by the newest of the keys, if all are made with the others. Blocks.
   *
   * @throws DatabaseUnusable if they are not, or if there is no newer key
   */
  public static Outcome run(DatabaseAddress address, PersonKey key) throws SQLException {
    try (Connection connection = address.connect()) {
      connection.setAutoCommit(false);
      Outcome outcome = new KeyRotation(connection, key).run();
      connection.commit();
      return outcome;
    }
  }

  private Outcome run() throws SQLException {
    try (Statement prepare = connection.createStatement()) {
      prepare.execute(PREPARE);
    }
    KeyBinding binding = KeyBinding.read(connection);
    if (binding.isOf(key) && key.keyIds().size() == 1) {
      throw new DatabaseUnusable(
          "The person key is one key, which is in use: put a new one behind it (docs/running.md)");
    }
    if (binding.isOf(key)) {
      return new Outcome(0, true, key.keyIds());
    }
    if (!binding.lacks(1, key)) {
      throw binding.mismatch(key);
    }
    long hashes = 0;
    for (Hashed table : TABLES) {
      hashes += wrap(table);
    }
    KeyBinding.replace(connection, key);
    return new Outcome(hashes, false, key.keyIds());
  }

  /** The cursor does not see what is updated behind it. */
  private long wrap(Hashed table) throws SQLException {
    long hashes = 0;
    try (PreparedStatement select = connection.prepareStatement(table.select());
        PreparedStatement update = connection.prepareStatement(table.update())) {
      select.setFetchSize(BATCH_ROWS);
      try (ResultSet row = select.executeQuery()) {
        var batch = new Batch(table.columns.size());
        while (row.next()) {
          hashes += batch.add(row);
          if (batch.places.size() == BATCH_ROWS) {
            batch.write(update);
          }
        }
        batch.write(update);
      }
    }
    return hashes;
  }

  /** Rows of a table, by their places, with their new hashes. */
  private final class Batch {
    private final List<String> places = new ArrayList<>(BATCH_ROWS);
    private final List<List<byte @Nullable []>> columns = new ArrayList<>();

    Batch(int columns) {
      for (int i = 0; i < columns; i++) {
        this.columns.add(new ArrayList<>(BATCH_ROWS));
      }
    }

    /** Adds a row; returns how many hashes it has. */
    int add(ResultSet row) throws SQLException {
      int hashes = 0;
      places.add(row.getString(1));
      for (int i = 0; i < columns.size(); i++) {
        byte[] hash = row.getBytes(i + 2);
        columns.get(i).add(hash == null ? null : key.wrap(hash));
        hashes += hash == null ? 0 : 1;
      }
      return hashes;
    }

    void write(PreparedStatement update) throws SQLException {
      update.setArray(1, connection.createArrayOf("text", places.toArray()));
      for (int i = 0; i < columns.size(); i++) {
        byte[][] hashes = columns.get(i).toArray(byte[][]::new);
        update.setArray(i + 2, connection.createArrayOf("bytea", hashes));
        columns.get(i).clear();
      }
      update.executeUpdate();
      places.clear();
    }
  }
}
