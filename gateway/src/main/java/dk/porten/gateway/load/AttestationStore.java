package dk.porten.gateway.load;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The attestations on record, written over a connection of its own: a transaction begins with
 * {@link #lock} and ends with {@link #add}. For one thread at a time.
 */
final class AttestationStore implements AutoCloseable {

  /** As many of a witness are read; of one with more it cannot be told what they used. */
  static final int MAX_COUNTING = 1_000;

  private static final String LOCK =
      """
      SELECT lock_for_import(?::bytea[])
      """;

  private static final String ERASED =
      """
      SELECT source_hash FROM erased_source WHERE source_hash = ANY (?::bytea[])
      """;

  private static final String IMPORTED =
      """
      SELECT source_hash, witness, applicant, attested_on, rule_pack
      FROM attestation
      WHERE source_hash = ANY (?::bytea[])
      """;

  private static final String COUNTING =
      """
      SELECT asked.witness, a.attested_on, a.applicant
      FROM unnest(?::bytea[]) AS asked (witness)
      CROSS JOIN LATERAL (
        SELECT attested_on, applicant
        FROM attestation
        WHERE witness = asked.witness AND voided_at IS NULL
        ORDER BY attested_on DESC
        LIMIT 1000
      ) AS a
      """;

  private static final String ADD =
      """
      SELECT import_attestations(
        ?::uuid[], ?::bytea[], ?::bytea[], ?::bytea[], ?::date[], ?::text[])
      """;

  /** What an attestation says, whatever it is called. */
  record Content(PersonHash witness, PersonHash applicant, LocalDate on, String rulePack) {

    static Content of(AttestationRow row) {
      return new Content(row.witness(), row.applicant().hash(), row.on(), row.rulePack());
    }

    /** Returns nothing of the persons. */
    @Override
    public String toString() {
      return "Content";
    }
  }

  private final Connection connection;

  private AttestationStore(Connection connection) {
    this.connection = connection;
  }

  /** Opens a connection. */
  static AttestationStore open(DatabaseAddress address) throws ImportFailed {
    try {
      Connection connection = address.connect();
      connection.setAutoCommit(false);
      return new AttestationStore(connection);
    } catch (SQLException failure) {
      throw ImportFailed.of(failure);
    }
  }

  /** Waits until nobody else records for these witnesses, nor imports. */
  void lock(Collection<PersonHash> witnesses) throws ImportFailed {
    forEach(LOCK, witnesses, row -> {});
  }

  /** Finds those that were of a person who is erased. */
  Set<PersonHash> erased(Collection<PersonHash> sources) throws ImportFailed {
    var erased = new HashSet<PersonHash>();
    forEach(ERASED, sources, row -> erased.add(hash(row, 1)));
    return erased;
  }

  /** Finds those that were imported before, voided ones too. */
  Map<PersonHash, Content> imported(Collection<PersonHash> sources) throws ImportFailed {
    var imported = new HashMap<PersonHash, Content>();
    forEach(
        IMPORTED,
        sources,
        row ->
            imported.put(
                hash(row, 1),
                new Content(
                    hash(row, 2),
                    hash(row, 3),
                    row.getObject(4, LocalDate.class),
                    row.getString(5))));
    return imported;
  }

  /** Finds the attestations of each witness that count. */
  Map<PersonHash, List<Attestation>> counting(Collection<PersonHash> witnesses)
      throws ImportFailed {
    var counting = new HashMap<PersonHash, List<Attestation>>();
    witnesses.forEach(witness -> counting.put(witness, new ArrayList<>()));
    forEach(
        COUNTING,
        witnesses,
        row ->
            Objects.requireNonNull(counting.get(hash(row, 1)))
                .add(new Attestation(row.getObject(2, LocalDate.class), hash(row, 3))));
    return counting;
  }

  /** Adds rows in their order and ends the transaction. */
  void add(List<AttestationRow> rows) throws ImportFailed {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      set(add, 1, "uuid", rows, row -> UUID.randomUUID());
      setHashes(add, 2, rows, AttestationRow::source);
      setHashes(add, 3, rows, AttestationRow::witness);
      setHashes(add, 4, rows, row -> row.applicant().hash());
      set(add, 5, "date", rows, row -> Date.valueOf(row.on()));
      set(add, 6, "text", rows, AttestationRow::rulePack);
      add.execute();
      connection.commit();
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

  /** What is done with each row of an answer. */
  private interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  private void forEach(String statement, Collection<PersonHash> hashes, RowTaker taker)
      throws ImportFailed {
    try (PreparedStatement query = connection.prepareStatement(statement)) {
      setHashes(query, 1, hashes, Function.identity());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    } catch (SQLException failure) {
      throw ImportFailed.of(failure);
    }
  }

  private <T> void set(
      PreparedStatement statement,
      int place,
      String type,
      Collection<T> values,
      Function<T, Object> value)
      throws SQLException {
    Object[] array = values.stream().map(value).toArray();
    statement.setArray(place, connection.createArrayOf(type, array));
  }

  /** The driver wants arrays of bytes to be typed as such. */
  private <T> void setHashes(
      PreparedStatement statement, int place, Collection<T> values, Function<T, PersonHash> value)
      throws SQLException {
    byte[][] array = values.stream().map(value).map(PersonHash::bytes).toArray(byte[][]::new);
    statement.setArray(place, connection.createArrayOf("bytea", array));
  }

  private static PersonHash hash(ResultSet row, int column) throws SQLException {
    return PersonHash.of(row.getBytes(column));
  }
}
