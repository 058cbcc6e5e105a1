package dk.porten.gateway.upkeep;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Holds the tables against each other; each query counts what should not be there. */
final class Agreement {

  private enum Drift {
    CLAIMED_HOLD_WITHOUT_USER_ID(
        """
        SELECT count(*)
        FROM user_id_hold AS h
        LEFT JOIN taken_user_id AS t ON t.user_id = h.user_id
        WHERE h.claimed_at IS NOT NULL AND h.released_at IS NULL
          AND (t.user_id IS NULL OR t.hold_id IS DISTINCT FROM h.hold_id OR t.free_from IS NOT NULL)
        """),
    /** An import may have taken the user ID over. */
    LIVE_HOLD_WITHOUT_USER_ID(
        """
        SELECT count(*)
        FROM user_id_hold AS h
        LEFT JOIN taken_user_id AS t ON t.user_id = h.user_id
        WHERE h.claimed_at IS NULL AND h.released_at IS NULL AND h.expires_at > now()
          AND (
            t.hold_id IS DISTINCT FROM h.hold_id OR t.free_from IS DISTINCT FROM h.expires_at
          )
          AND NOT (t.user_id IS NOT NULL AND t.hold_id IS NULL AND t.free_from IS NULL)
        """),
    CLAIMED_USER_ID_WITHOUT_AUDIT(
        """
        SELECT count(*)
        FROM taken_user_id AS t
        WHERE t.hold_id IS NOT NULL AND t.free_from IS NULL
          AND NOT EXISTS (
            SELECT FROM audit_record AS r
            WHERE r.hold_id = t.hold_id AND r.action = 'user-id-claimed'
          )
          AND EXISTS (SELECT FROM user_id_hold AS h WHERE h.hold_id = t.hold_id)
        """),
    ATTESTATION_WITHOUT_AUDIT(
        """
        SELECT count(*)
        FROM attestation AS a
        WHERE a.erased_at IS NULL
          AND a.recorded_at > (SELECT coalesce(min(recorded_at), 'infinity') FROM audit_record)
          AND NOT EXISTS (
            SELECT FROM audit_record AS r
            WHERE r.attestation_id = a.attestation_id AND r.action = 'attestation-recorded'
          )
        """),
    AUDIT_WITHOUT_ATTESTATION(
        """
        SELECT count(*)
        FROM audit_record AS r
        WHERE r.action = 'attestation-recorded' AND r.attestation_id IS NOT NULL
          AND NOT EXISTS (
            SELECT FROM attestation AS a WHERE a.attestation_id = r.attestation_id
          )
        """),
    VOID_THAT_THE_AUDIT_TELLS_OTHERWISE(
        """
        SELECT count(*)
        FROM attestation AS a
        JOIN audit_record AS recorded
          ON recorded.attestation_id = a.attestation_id
          AND recorded.action = 'attestation-recorded'
        WHERE (a.voided_at IS NOT NULL) IS DISTINCT FROM EXISTS (
          SELECT FROM audit_record AS r
          WHERE r.attestation_id = a.attestation_id AND r.action = 'attestation-voided'
        )
        """);

    private final String query;

    Drift(String query) {
      this.query = query;
    }

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final Connection connection;
  private final PrintWriter out;

  Agreement(Connection connection, PrintWriter out) {
    this.connection = connection;
    this.out = out;
  }

  /** Tells each kind of drift and how often it was found; returns the sum. */
  long check() throws SQLException {
    long sum = 0;
    for (Drift drift : Drift.values()) {
      long count = count(drift.query);
      out.println(drift.words() + ": " + count);
      sum += count;
    }
    return sum;
  }

  private long count(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(query)) {
      count.next();
      return count.getLong(1);
    }
  }
}
