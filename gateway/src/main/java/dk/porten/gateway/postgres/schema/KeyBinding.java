package dk.porten.gateway.postgres.schema;

import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What a database says of the person key that its hashes are made with.
 *
 * @param checkValue empty if no key was used yet
 * @param keyIds of its keys, the oldest first; empty if they are not known
 */
record KeyBinding(String checkValue, List<String> keyIds) {

  private static final KeyBinding NONE = new KeyBinding("", List.of());

  private static final String ADD =
      """
      INSERT INTO person_key (check_value, key_ids)
      VALUES (decode(?::text, 'hex'), ?::text[])
      ON CONFLICT (the_only) DO UPDATE
        SET key_ids = excluded.key_ids
        WHERE person_key.check_value = excluded.check_value AND person_key.key_ids IS NULL
      """;

  private static final String READ =
      """
      SELECT encode(check_value, 'hex'), coalesce(key_ids, '{}')
      FROM person_key
      WHERE the_only
      """;

  private static final String REPLACE =
      """
      UPDATE person_key
      SET check_value = decode(?::text, 'hex'), key_ids = ?::text[], rotated_at = now()
      WHERE the_only
      """;

  /** Binds a database to a key if it is bound to none. */
  static void add(Connection connection, PersonKey key) throws SQLException {
    write(connection, ADD, key);
  }

  /** Binds a database to a key in place of the one before. */
  static void replace(Connection connection, PersonKey key) throws SQLException {
    write(connection, REPLACE, key);
  }

  private static void write(Connection connection, String statement, PersonKey key)
      throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(statement)) {
      write.setString(1, key.checkValue());
      write.setArray(2, connection.createArrayOf("text", key.keyIds().toArray()));
      write.executeUpdate();
    }
  }

  /** Reads what a database says. */
  static KeyBinding read(Connection connection) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ);
        ResultSet row = read.executeQuery()) {
      if (!row.next()) {
        return NONE;
      }
      Array ids = row.getArray(2);
      return new KeyBinding(row.getString(1), List.of((String[]) ids.getArray()));
    }
  }

  /** Says whether the hashes are made with all keys of a person key. */
  boolean isOf(PersonKey key) {
    return checkValue.equals(key.checkValue());
  }

  /** Says whether the hashes are made with all keys of a person key but so many of the newest. */
  boolean lacks(int newest, PersonKey key) {
    int keys = key.keyIds().size() - newest;
    return keys > 0 && checkValue.equals(key.checkValue(keys));
  }

  /** Returns in what a person key is not the database's, and what to do. */
  DatabaseUnusable mismatch(PersonKey key) {
    return new DatabaseUnusable(
        ("The person key does not match this database, whose hashes are made with the keys %s;"
                + " GATEWAY_PERSON_KEY has %s: %s")
            .formatted(keyIds, key.keyIds(), advice(key)));
  }

  private String advice(PersonKey key) {
    List<String> given = key.keyIds();
    if (lacks(1, key)) {
      return "run gateway.jar rotate-person-key, which brings the newest into use, or leave it out";
    }
    for (int newest = 2; newest < given.size(); newest++) {
      if (lacks(newest, key)) {
        return "leave all but one of the new ones out, a rotation brings one into use";
      }
    }
    return given.size() < keyIds.size() && keyIds.containsAll(given)
        ? "add those that are missing, all are needed, the oldest first"
        : "set it to the keys with which the database was used, the oldest first";
  }
}
