package dk.porten.gateway.upkeep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Tells everything that is stored about a person, as one JSON object. */
final class PersonExport {

  private static final String AS_WITNESS =
      """
      SELECT
        whole.attestation_id AS "attestationId", a.attested_on AS "on",
        whole.recorded_at AS "recordedAt", whole.recorded_by AS "recordedBy",
        whole.rule_pack AS "rulePack", a.voided_at AS "voidedAt", a.voided_by AS "voidedBy",
        a.void_reason AS "voidReason", a.erased_at AS "erasedAt"
      FROM attestation AS a
      -- An erased attestation keeps its day only: its other columns hold placeholders.
      LEFT JOIN attestation AS whole
        ON whole.attestation_id = a.attestation_id AND whole.erased_at IS NULL
      WHERE a.witness = ?::bytea
      ORDER BY a.attested_on, a.attestation_id
      """;

  private static final String AS_APPLICANT =
      """
      SELECT
        attestation_id AS "attestationId", attested_on AS "on", recorded_at AS "recordedAt",
        recorded_by AS "recordedBy", rule_pack AS "rulePack", voided_at AS "voidedAt"
      FROM attestation
      WHERE applicant = ?::bytea
      ORDER BY attested_on, attestation_id
      """;

  private static final String AUDIT =
      """
      SELECT
        record_id AS "recordId", recorded_at AS "recordedAt", action, client, subject,
        request_id AS "requestId", attestation_id AS "attestationId", reason,
        (witness = ?::bytea) IS TRUE AS "isWitness"
      FROM audit_record
      WHERE witness = ?::bytea OR applicant = ?::bytea
      ORDER BY record_id
      """;

  private static final String REQUIRE_KEY =
      """
      SELECT require_person_key()
      """;

  private PersonExport() {}

  /** Writes the object and a line feed. */
  static void write(Connection connection, byte[] person, PrintWriter out)
      throws SQLException, IOException {
    // One snapshot for all: a rotation of the person key in between would leave rows out.
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (PreparedStatement require = connection.prepareStatement(REQUIRE_KEY)) {
      require.execute();
    }
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
    json.writeStartObject();
    writeRows("attestationsAsWitness", AS_WITNESS, connection, person, json);
    writeRows("attestationsAsApplicant", AS_APPLICANT, connection, person, json);
    writeRows("audit", AUDIT, connection, person, json);
    json.writeEndObject();
    json.close();
    out.println();
  }

  /** Every parameter of a query is the person. */
  private static void writeRows(
      String name, String query, Connection connection, byte[] person, JsonGenerator json)
      throws SQLException, IOException {
    json.writeArrayFieldStart(name);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setBytes(i, person);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          writeRow(rows, json);
        }
      }
    }
    json.writeEndArray();
  }

  private static void writeRow(ResultSet row, JsonGenerator json) throws SQLException, IOException {
    ResultSetMetaData columns = row.getMetaData();
    json.writeStartObject();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value = row.getString(i);
      if (value != null) {
        json.writeStringField(columns.getColumnLabel(i), value);
      }
    }
    json.writeEndObject();
  }
}
