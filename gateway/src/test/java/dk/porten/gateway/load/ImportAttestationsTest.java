package dk.porten.gateway.load;

import static dk.porten.gateway.load.AttestationRuns.HEADER;
import static dk.porten.gateway.load.AttestationRuns.ON_RECORD;
import static dk.porten.gateway.load.CommandRuns.rejectsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.PersonKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of good lines is on record afterwards, by the quota too. It is 1 December 2026. */
@Timeout(120)
final class ImportAttestationsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-12-01");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  private DatabaseAddress address = DATABASE.address();
  private CommandRuns commands;
  private AttestationRuns runs;

  @BeforeEach
  void freshDatabase() {
    address = DATABASE.newDatabase();
    commands = new CommandRuns(address);
    runs = new AttestationRuns(commands, folder);
  }

  @Test
  void attestations_goodLines_areOnRecordWithTheirAuditAndVerified() throws Exception {
    Path file =
        runs.write(
            runs.line("a", "2026-11-30", "mitid-national")
                + runs.line("b", "2026-12-01", "mitid-herning@1"));

    assertThat(runs.run(file.toString())).isZero();

    assertThat(commands.rows(ON_RECORD))
        .containsExactly(
            "2026-11-30 mitid-national@1 import/import",
            "2026-12-01 mitid-herning@1 import/import");
    assertThat(
            commands.rows(
                """
                SELECT r.action || ' ' || r.client || ' ' || r.subject
                FROM audit_record AS r
                JOIN attestation AS a USING (attestation_id, witness, applicant)
                """))
        .containsExactly(
            "attestation-recorded import import", "attestation-recorded import import");
    assertThat(commands.summary())
        .startsWith("2 lines read, 2 imported, 0 already there, 0 rejected, ");
    assertThat(rejectsOf(file)).doesNotExist();
    assertThat(commands.run("verify")).isZero();
  }

  /** W4: days before 1 December in the order of the file, {@code =} for the same applicant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mitid-national | 119 80 40 0  | 5
          mitid-national | 120 80 40 0  |
          mitid-national | 0 40 80 119  | 5
          mitid-national | 200 100 0 90 |
          mitid-national | 200 100 0 90 85 | 6
          mitid-national | 3= 2= 1= 0=  | 5
          mitid-herning  | 3= 2= 1= 0=  |
          mitid-herning  | 3 2 1 0=     | 5
          mitid-herning  | 3 2 1= 0=    |
          mitid-herning  | 0 40 80 119 118 | 5 6
          """)
  void attestations_againstTheQuota_areRejected(String pack, String days, String rejected)
      throws Exception {
    var lines = new StringBuilder();
    for (String day : days.split(" ", -1)) {
      boolean isSame = day.endsWith("=");
      lines.append(
          runs.line(
              UUID.randomUUID().toString(),
              TODAY.minusDays(Integer.parseInt(day.replace("=", ""))),
              isSame ? runs.applicant() : UUID.randomUUID(),
              pack));
    }
    Path file = runs.write(lines.toString());

    assertThat(runs.run(file.toString())).isEqualTo(rejected == null ? 0 : 1);

    if (rejected == null) {
      assertThat(rejectsOf(file)).doesNotExist();
    } else {
      assertThat(rejectsOf(file))
          .hasContent(rejected.replace(" ", "\tquota-exhausted\n") + "\tquota-exhausted");
    }
    assertThat(commands.run("verify")).isZero();
  }

  @Test
  void attestations_ofAPacksLastDay_areOnRecord() throws Exception {
    Path file = runs.write(runs.line("a", "2025-12-31", "mitid-former@1"));

    assertThat(runs.run(file.toString())).isZero();

    assertThat(commands.rows(ON_RECORD)).containsExactly("2025-12-31 mitid-former@1 import/import");
  }

  @Test
  void attestations_again_areAlreadyThereAndNothingIsAdded() throws Exception {
    Path file =
        runs.write(
            runs.line("a", "2026-11-30", "mitid-national")
                + runs.line("b", "2026-11-30", "mitid-national"));
    runs.run(file.toString());
    commands.execute(
        "UPDATE attestation SET voided_at = now(), voided_by = 'x', void_reason = 'x'");
    Files.writeString(
        file,
        HEADER
            + runs.line("b", "2026-11-30", "mitid-national")
            + runs.line("c", "2026-11-29", "mitid-national")
            + runs.line("c", "2026-11-29", "mitid-national"));

    assertThat(runs.run(file.toString())).isZero();

    assertThat(commands.summary())
        .startsWith("3 lines read, 1 imported, 2 already there, 0 rejected, ");
    assertThat(commands.rows("SELECT count(*) FROM attestation")).containsExactly("3");
    assertThat(commands.rows("SELECT count(*) FROM audit_record")).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"witness", "applicant"})
  void attestations_ofAnErasedPerson_areNotBroughtBack(String who) throws Exception {
    Path file =
        runs.write(
            runs.line("a", "2026-11-30", "mitid-national")
                + runs.line("b", "2020-01-01", "mitid-national"));
    runs.run(file.toString());
    commands.type((who.equals("witness") ? runs.witness() : runs.applicant()).toString());
    assertThat(commands.run("erase-person")).isZero();

    assertThat(runs.run(file.toString())).isEqualTo(1);

    assertThat(rejectsOf(file)).hasContent("2\terased\n3\terased");
    assertThat(commands.rows("SELECT count(*) FROM attestation WHERE source_hash IS NOT NULL"))
        .containsExactly("0");
  }

  @Test
  void attestations_witnessWithMoreThanCanBeCounted_isRejected() throws Exception {
    commands.execute(
        """
        INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
        SELECT gen_random_uuid(), '\\x%s', sha256(''), DATE '2000-01-01' + day, '', ''
        FROM generate_series(1, 1000) AS day
        """
            .formatted(witnessHash()));
    Path file = runs.write(runs.line("a", "2026-11-30", "mitid-national"));
    assertThat(runs.run(file.toString())).isEqualTo(1);
    assertThat(rejectsOf(file)).hasContent("2\ttoo-many-attestations");
  }

  @Test
  void attestations_moreThanABatchOfManyWitnesses_areAllOnRecord() throws Exception {
    int count = 2 * AttestationImport.BATCH_ROWS + 1;
    commands.type(
        HEADER
            + IntStream.range(0, count)
                .mapToObj(
                    i ->
                        "%d,2026-11-30,%s,%s,mitid-national%n"
                            .formatted(i, UUID.randomUUID(), UUID.randomUUID()))
                .collect(Collectors.joining()));
    assertThat(runs.run("-", "--rejects", folder.resolve("rejects").toString())).isZero();
    assertThat(commands.summary())
        .startsWith(count + " lines read, " + count + " imported, 0 already");
    assertThat(commands.rows("SELECT count(*) FROM attestation")).containsExactly("" + count);
  }

  /** While the lock on the witness is held, an import waits; then it counts what was recorded. */
  @Test
  void attestations_witnessLockedByARecording_countWhatItRecorded() throws Exception {
    Path file =
        runs.write(
            runs.line("a", "2026-11-30", "mitid-national")
                + runs.line("b", "2026-11-29", "mitid-national"));
    try (Connection other = address.connect()) {
      other.setAutoCommit(false);
      String hash = witnessHash();
      try (Statement recording = other.createStatement()) {
        recording.execute("SELECT lock_witness('\\x" + hash + "')");
        var importing = new Thread(() -> runs.run(file.toString()));
        importing.start();
        Eventually.holds("the import waits", this::isWaiting);
        recording.execute(
            """
            INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
            SELECT gen_random_uuid(), '\\x%s', sha256(''), DATE '2026-11-01', '', ''
            FROM generate_series(1, 2)
            """
                .formatted(hash));
        other.commit();
        importing.join();
      }
    }
    assertThat(rejectsOf(file)).hasContent("3\tquota-exhausted");
  }

  @Test
  void database_failsOnTheWay_isToldWithoutAValueAndRunsAgain() throws Exception {
    commands.execute(
        "ALTER TABLE attestation ADD CONSTRAINT no CHECK (attested_on < '2026-11-30')");
    Path file =
        runs.write(
            runs.line("a", "2026-11-29", "mitid-national")
                + runs.line("b", "2026-11-30", "mitid-national"));

    assertThat(runs.run(file.toString())).isEqualTo(3);

    assertThat(commands.err()).contains("SQLSTATE 23514").doesNotContain(runs.witness().toString());
    assertThat(commands.rows(ON_RECORD)).isEmpty();
    commands.execute("ALTER TABLE attestation DROP CONSTRAINT no");
    assertThat(runs.run(file.toString())).isZero();
  }

  private boolean isWaiting() {
    try {
      return commands
              .rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
              .size()
          > 0;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String witnessHash() {
    byte[] hash = PersonKey.parse(CommandRuns.PERSON_KEY).hash(runs.witness());
    return HexFormat.of().formatHex(hash);
  }
}
