package dk.porten.gateway.upkeep;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.Main;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.load.Surroundings;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class UpkeepTest {

  private static final String PERSON_KEY = "00".repeat(32);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final UUID witness = UUID.randomUUID();
  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private LocalDate today = LocalDate.MIN;
  private DatabaseAddress address = DATABASE.address();

  @BeforeEach
  void freshDatabase() throws SQLException {
    address = DATABASE.newDatabase();
    today = LocalDate.parse(rows("SELECT current_date").get(0));
  }

  @Test
  void verify_nothingStored_agrees() {
    assertThat(run("", "verify")).isZero();
    assertThat(out.toString()).endsWith("Everything agrees\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          claimed hold without user id | INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at, claimed_at) VALUES (gen_random_uuid(), 'stine', sha256(''), 'c', now(), now())
          live hold without user id | INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at) VALUES (gen_random_uuid(), 'stine', sha256(''), 'c', now() + interval '1 hour')
          claimed user id without audit | WITH h AS (INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at, claimed_at) VALUES (gen_random_uuid(), 'stine', sha256(''), 'c', now(), now()) RETURNING hold_id) INSERT INTO taken_user_id (user_id, hold_id) SELECT 'stine', hold_id FROM h
          audit without attestation | INSERT INTO audit_record (action, client, subject, request_id, attestation_id) VALUES ('attestation-recorded', 'c', 's', 'r', gen_random_uuid())
          """)
  void verify_drift_isToldByKindAndExitsWithOne(String kind, String statement) throws Exception {
    execute(statement);
    assertThat(run("", "verify")).isEqualTo(1);
    assertThat(out.toString()).contains(kind + ": 1\n").endsWith("Drift: 1\n");
  }

  @Test
  void verify_attestationAndVoidOutsideTheAudit_areDrift() throws Exception {
    attest(witness, UUID.randomUUID(), 10, "mitid-national@1");
    attest(witness, UUID.randomUUID(), 9, "mitid-national@1");
    execute("UPDATE attestation SET voided_at = now(), voided_by = 'c', void_reason = 'r'");
    execute(
        "INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack,"
            + " recorded_by) SELECT gen_random_uuid(), witness, applicant, attested_on, rule_pack,"
            + " recorded_by FROM attestation LIMIT 1");

    assertThat(run("", "verify")).isEqualTo(1);
    assertThat(out.toString())
        .contains("attestation without audit: 1\n")
        .contains("void that the audit tells otherwise: 2\n")
        .endsWith("Drift: 3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mitid-national@1 | 0 40 80      | 0
          mitid-national@1 | 0 40 80 119  | 1
          mitid-national@1 | 0 40 80 120  | 0
          mitid-national@1 | 119 0 40 80  | 1
          mitid-national@1 | 200 100 0 50 | 0
          mitid-herning@1  | 0 40 80 119  | 1
          unheard-of@1     | 0 1 2 3 4    | 0
          """)
  void verify_attestationsInTheOrderOfTheAudit_areHeldAgainstTheirQuota(
      String rulePack, String daysAgo, int above) throws Exception {
    for (String days : daysAgo.split(" ", -1)) {
      attest(witness, UUID.randomUUID(), Integer.parseInt(days), rulePack);
    }
    assertThat(run("", "verify")).isEqualTo(above);
    assertThat(out.toString()).contains("attestation above its quota: " + above + "\n");
  }

  @Test
  void verify_samePersonAgain_isAboveTheQuotaOfEventsOnly() throws Exception {
    UUID applicant = UUID.randomUUID();
    for (int daysAgo = 0; daysAgo < 4; daysAgo++) {
      attest(witness, applicant, daysAgo, "mitid-herning@1");
    }
    assertThat(run("", "verify")).isZero();
    attest(witness, applicant, 5, "mitid-national@1");
    assertThat(run("", "verify")).isEqualTo(1);
    assertThat(out.toString()).contains("attestation above its quota: 1\n");
  }

  @Test
  void verify_placeFreedByAVoid_isInOrder() throws Exception {
    for (int daysAgo = 0; daysAgo < 3; daysAgo++) {
      attest(witness, UUID.randomUUID(), daysAgo, "mitid-national@1");
    }
    execute("UPDATE attestation SET voided_at = now(), voided_by = 'c', void_reason = 'r'");
    execute(
        "INSERT INTO audit_record (action, client, subject, request_id, attestation_id)"
            + " SELECT 'attestation-voided', 'c', 's', 'r', attestation_id FROM attestation");
    attest(witness, UUID.randomUUID(), 1, "mitid-national@1");
    assertThat(run("", "verify")).isZero();
  }

  @Test
  void exportPerson_known_tellsAllOfThatPersonOnly() throws Exception {
    UUID applicant = UUID.randomUUID();
    attest(witness, applicant, 3, "mitid-national@1");
    attest(applicant, UUID.randomUUID(), 2, "mitid-national@1");
    attest(UUID.randomUUID(), UUID.randomUUID(), 1, "mitid-national@1");

    assertThat(run(applicant + "\n", "export-person")).isZero();

    assertThat(out.toString())
        .containsOnlyOnce("\"on\" : \"" + today.minusDays(3) + "\"")
        .containsOnlyOnce("\"on\" : \"" + today.minusDays(2) + "\"")
        .doesNotContain(today.minusDays(1).toString())
        .doesNotContain(applicant.toString());
    assertThat(out.toString().split("attestation-recorded", -1)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stine",
        "1-1-1-1-1",
        "5f0c2e0a-8d3b-4b7e-9a51-1c1f6f0d9b42 twice",
        "5f0c2e0a8-d3b-4b7e-9a51-1c1f6f0d9b42",
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-ffff-ffff-ffff-ffffffffffff"
      })
  void personCommands_noPersonId_areRefusedWithoutRepeatingIt(String input) {
    assertThat(run(input, "export-person")).isEqualTo(2);
    assertThat(run(input, "erase-person")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("Standard input is not one person id, a UUID\n".repeat(2));
  }

  @Test
  void erasePerson_aWitness_leavesBareDaysThatCount() throws Exception {
    UUID applicant = UUID.randomUUID();
    attest(witness, applicant, 149, "mitid-herning@1");
    attest(witness, applicant, 20, "mitid-herning@1");
    attest(witness, UUID.randomUUID(), 10, "mitid-herning@1");
    attest(witness, UUID.randomUUID(), 151, "mitid-herning@1");
    attest(witness, UUID.randomUUID(), 1, "mitid-herning@1");
    execute(
        "UPDATE attestation SET voided_at = now(), voided_by = 'c', void_reason = 'r'"
            + " WHERE attested_on = current_date - 1");

    assertThat(run(witness.toString(), "erase-person")).isZero();

    assertThat(rows("SELECT current_date - attested_on FROM attestation ORDER BY 1"))
        .containsExactly("10", "20", "149", "151");
    assertThat(rows("SELECT count(DISTINCT applicant) FROM attestation")).containsExactly("3");
    assertThat(rows("SELECT 1 FROM attestation WHERE rule_pack || recorded_by <> ''")).isEmpty();
    assertThat(rows("SELECT 1 FROM audit_record WHERE num_nonnulls(witness, reason) > 0"))
        .isEmpty();
    assertThat(run("", "verify")).isZero();
    assertThat(run(witness.toString(), "erase-person")).isZero();
    assertThat(run(witness.toString(), "export-person")).isZero();
    assertThat(new JsonObject(out.toString()).getJsonArray("attestationsAsWitness"))
        .hasSize(4)
        .allSatisfy(
            one -> assertThat(((JsonObject) one).fieldNames()).containsExactly("on", "erasedAt"));
  }

  @Test
  void erasePerson_anApplicant_isNobodyKnownButStillOnePerson() throws Exception {
    UUID applicant = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    attest(witness, applicant, 3, "mitid-herning@1");
    attest(witness, applicant, 2, "mitid-herning@1");
    attest(witness, other, 1, "mitid-herning@1");

    assertThat(run(applicant.toString(), "erase-person")).isZero();

    assertThat(out.toString()).isEqualTo("Erased from 2 attestations\n");
    assertThat(rows("SELECT count(DISTINCT applicant) FROM attestation")).containsExactly("2");
    run(applicant.toString(), "export-person");
    assertThat(out.toString()).doesNotContain(today.minusDays(2).toString());
    run(other.toString(), "export-person");
    assertThat(out.toString()).contains(today.minusDays(1).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_record SET reason = ''",
        "DELETE FROM audit_record",
        "TRUNCATE audit_record"
      })
  void audit_anythingButAdding_isRefused(String statement) throws Exception {
    attest(witness, UUID.randomUUID(), 1, "mitid-national@1");
    assertThatThrownBy(() -> execute(statement))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
  }

  private int run(String input, String... arguments) {
    out.getBuffer().setLength(0);
    String url = TestDatabase.url(address);
    var surroundings =
        new Surroundings(
            Map.of("GATEWAY_DATABASE_URL", url, "GATEWAY_PERSON_KEY", PERSON_KEY),
            new ByteArrayInputStream(input.getBytes(US_ASCII)),
            clock);
    return Main.commandLine(surroundings)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  /** Records an attestation with its audit, as the gateway does. */
  private void attest(UUID witness, UUID applicant, int daysAgo, String rulePack)
      throws SQLException {
    PersonKey key = PersonKey.parse(PERSON_KEY);
    try (Connection connection = address.connect();
        var statement =
            connection.prepareStatement(
                """
                WITH recorded AS (
                  INSERT INTO attestation (attestation_id, witness, applicant, attested_on,
                    rule_pack, recorded_by)
                  VALUES (gen_random_uuid(), ?, ?, current_date - ?, ?, 'client')
                  RETURNING attestation_id, witness, applicant
                )
                INSERT INTO audit_record (action, client, subject, request_id, attestation_id,
                  witness, applicant)
                SELECT 'attestation-recorded', 'client', 'subject', 'request', attestation_id,
                  witness, applicant
                FROM recorded
                """)) {
      statement.setBytes(1, key.hash(witness));
      statement.setBytes(2, key.hash(applicant));
      statement.setInt(3, daysAgo);
      statement.setString(4, rulePack);
      statement.executeUpdate();
    }
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = address.connect();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = address.connect();
        Statement command = connection.createStatement();
        ResultSet result = command.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
