package dk.porten.gateway.http;

import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests to record attestations, and what is on record. */
final class Attestations {
  static final String PATH = "/v1/attestations";

  /** Records one; its values are a {@link #row}. */
  static final String INSERT =
      """
      INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack,
        recorded_by, voided_at, voided_by, void_reason)
      VALUES (?, ?, ?, ?::date, 'mitid-national@1', 'test', ?::timestamptz, ?, ?)
      """;

  private Attestations() {}

  static @Nullable Object[] row(UUID witness, UUID applicant, String on, boolean isVoided) {
    PersonKey key = PersonKey.parse(RunningGateway.PERSON_KEY);
    return new @Nullable Object[] {
      UUID.randomUUID(),
      key.hash(witness),
      key.hash(applicant),
      on,
      isVoided ? "2026-11-30T12:00:00Z" : null,
      isVoided ? "test" : null,
      isVoided ? "struck" : null
    };
  }

  /** Returns a request that nothing but the quota speaks against. */
  static JsonObject body(UUID witness, UUID applicant, String further) {
    return new JsonObject(
        """
        {"witness":{"personId":"%s","birthDate":"1980-02-29","mitIdSince":"2022-01-01",
           "documents":[{"type":"passport","issuer":"DK","expiresOn":"2099-06-30",
             "nameMatchesCpr":true}]},
         "applicant":{"personId":"%s"}%s}"""
            .formatted(witness, applicant, further));
  }

  /** Keeps everybody else from recording for a witness until the transaction ends. */
  static void lock(Connection connection, UUID witness) throws SQLException {
    try (var lock = connection.prepareStatement("SELECT lock_witness(?)")) {
      lock.setBytes(1, PersonKey.parse(RunningGateway.PERSON_KEY).hash(witness));
      lock.execute();
    }
  }

  /** Waits until somebody waits for a witness. */
  static void awaitWaiting(Connection connection) {
    Eventually.holds("somebody waits for the witness", () -> isSomebodyWaiting(connection));
  }

  /** Waits until the server has given up whoever waited: it may be later than the gateway. */
  static void awaitNobodyWaiting(Connection connection) {
    Eventually.holds("nobody waits for the witness", () -> !isSomebodyWaiting(connection));
  }

  private static boolean isSomebodyWaiting(Connection connection) {
    try (var query = connection.createStatement()) {
      return query
          .executeQuery("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
          .next();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
