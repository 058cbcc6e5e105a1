package dk.porten.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.Main;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.PackFolder;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.PersonKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
import picocli.CommandLine;

/** It is 1 December 2026. */
@Timeout(120)
final class ImportAttestationsTest {
  private static final String PERSON_KEY = "00".repeat(32);
  private static final String PACKS = PackFolder.make();
  private static final String HEADER = "sourceId,on,witnessId,applicantId,rulePack\n";
  private static final Clock TODAY =
      Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);
  private static final String ON_RECORD =
      "SELECT attested_on || ' ' || rule_pack || ' ' || recorded_by FROM attestation ORDER BY 1";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final UUID witness = UUID.randomUUID();
  private final UUID applicant = UUID.randomUUID();
  private DatabaseAddress address = DATABASE.address();
  private byte[] input = {};

  @BeforeEach
  void freshDatabase() {
    address = DATABASE.newDatabase();
  }

  @Test
  void attestations_goodLines_areOnRecordWithTheirAuditAndVerified() throws Exception {
    Path file =
        write(
            line("a", "2026-11-30", "mitid-national") + line("b", "2026-12-01", "mitid-herning@1"));

    assertThat(run(file.toString())).isZero();

    assertThat(rows(ON_RECORD))
        .containsExactly(
            "2026-11-30 mitid-national@1 import/import",
            "2026-12-01 mitid-herning@1 import/import");
    assertThat(
            rows(
                """
                SELECT r.action || ' ' || r.client || ' ' || r.subject
                FROM audit_record AS r
                JOIN attestation AS a USING (attestation_id, witness, applicant)
                """))
        .containsExactly(
            "attestation-recorded import import", "attestation-recorded import import");
    assertThat(summary()).startsWith("2 lines read, 2 imported, 0 already there, 0 rejected, ");
    assertThat(rejectsOf(file)).doesNotExist();
    assertThat(execute("verify")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a,2026-11-01,W,A                        | wrong-number-of-fields
          a,2026-11-01,W,A,mitid-national,        | wrong-number-of-fields
          "a",2026-11-01,W,A,mitid-national       | quoted
          ,2026-11-01,W,A,mitid-national          | invalid-source-id
          a b,2026-11-01,W,A,mitid-national       | invalid-source-id
          LONG,2026-11-01,W,A,mitid-national      | invalid-source-id
          a,2026-02-29,W,A,mitid-national         | invalid-date
          a,1.11.2026,W,A,mitid-national          | invalid-date
          a,1899-12-31,W,A,mitid-national         | invalid-date
          a,2026-12-02,W,A,mitid-national         | later-than-today
          a,2026-11-01,secret,A,mitid-national    | invalid-witness-id
          a,2026-11-01,1-1-1-1-1,A,mitid-national | invalid-witness-id
          a,2026-11-01,W,secret,mitid-national    | invalid-applicant-id
          a,2026-11-01,NIL,A,mitid-national       | invalid-witness-id
          a,2026-11-01,W,NIL,mitid-national       | invalid-applicant-id
          a,2026-11-01,W,MAX,mitid-national       | invalid-applicant-id
          a,2026-11-01,W,A,                       | unknown-rule-pack
          a,2026-11-01,W,A,secret                 | unknown-rule-pack
          a,2026-11-01,W,A,mitid-former           | rule-pack-not-in-force
          a,2026-01-01,W,A,mitid-former@1         | rule-pack-not-in-force
          a,2026-11-01,W,A,mitid-later@1          | rule-pack-not-in-force
          a,2026-11-01,W,A,nemid-herning@1        | not-ruled-by-pack
          a,2026-11-01,W,W,mitid-national         | same-person
          \u00E6,2026-11-01,W,A,mitid-national    | invalid-source-id
          HUGE                                    | line-too-long
          """)
  void attestations_badLine_isRejectedByNumberAndCodeOnly(String line, String code)
      throws Exception {
    String bad =
        line.replace("NIL", new UUID(0, 0).toString())
            .replace("MAX", new UUID(-1, -1).toString())
            .replace("W", witness.toString())
            .replace("A", applicant.toString())
            .replace("LONG", "x".repeat(101))
            .replace("HUGE", "x".repeat(5_000));
    Path file = write(line("first", "2026-10-01", "mitid-national") + bad + "\r\n");

    assertThat(run(file.toString())).isEqualTo(1);

    assertThat(rejectsOf(file)).hasContent("3\t" + code);
    assertThat(summary()).startsWith("2 lines read, 1 imported, 0 already there, 1 rejected, ");
    assertThat(out.toString() + err).doesNotContain(witness.toString(), applicant.toString());
    assertThat(out.toString() + err).doesNotContain("secret");
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
          line(
              UUID.randomUUID().toString(),
              "2026-12-01",
              Integer.parseInt(day.replace("=", "")),
              isSame ? applicant : UUID.randomUUID(),
              pack));
    }
    Path file = write(lines.toString());

    assertThat(run(file.toString())).isEqualTo(rejected == null ? 0 : 1);

    if (rejected == null) {
      assertThat(rejectsOf(file)).doesNotExist();
    } else {
      assertThat(rejectsOf(file))
          .hasContent(rejected.replace(" ", "\tquota-exhausted\n") + "\tquota-exhausted");
    }
    assertThat(execute("verify")).isZero();
  }

  @Test
  void attestations_blankLines_arePassedOverAndCountedInTheRejectsOnly() throws Exception {
    Path file =
        write(
            "\r\n"
                + line("a", "2026-11-30", "mitid-national")
                + " \r\n\r\n"
                + line("b", "2026-12-02", "mitid-national")
                + "\r\n");

    assertThat(run(file.toString())).isEqualTo(1);

    assertThat(rows(ON_RECORD)).containsExactly("2026-11-30 mitid-national@1 import/import");
    assertThat(rejectsOf(file)).hasContent("6\tlater-than-today");
    assertThat(summary()).startsWith("2 lines read, 1 imported, 0 already there, 1 rejected, ");
  }

  @Test
  void attestations_byteOrderMarkAndCrLfAndABlankLineFirst_areNoPartOfTheHeader() throws Exception {
    input =
        ("\uFEFF\r\n" + HEADER + line("a", "2026-11-30", "mitid-national"))
            .replaceAll("\r?\n", "\r\n")
            .strip()
            .getBytes(StandardCharsets.UTF_8);

    assertThat(run("-", "--rejects", folder.resolve("rejects").toString())).isZero();

    assertThat(rows(ON_RECORD)).containsExactly("2026-11-30 mitid-national@1 import/import");
  }

  @Test
  void attestations_utf16_isRefusedAsAWhole() throws Exception {
    Path file = folder.resolve("attestations");
    Files.write(
        file, (HEADER + line("a", "2026-11-30", "mitid-national")).getBytes("x-UTF-16LE-BOM"));

    assertThat(run(file.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("UTF-16", "UTF-8");
    assertThat(rows(ON_RECORD)).isEmpty();
  }

  @Test
  void attestations_ofAPacksLastDay_areOnRecord() throws Exception {
    Path file = write(line("a", "2025-12-31", "mitid-former@1"));

    assertThat(run(file.toString())).isZero();

    assertThat(rows(ON_RECORD)).containsExactly("2025-12-31 mitid-former@1 import/import");
  }

  @Test
  void attestations_again_areAlreadyThereAndNothingIsAdded() throws Exception {
    Path file =
        write(
            line("a", "2026-11-30", "mitid-national") + line("b", "2026-11-30", "mitid-national"));
    run(file.toString());
    command(
        "UPDATE attestation SET voided_at = now(), voided_by = 'x', void_reason = 'x'", address);
    Files.writeString(
        file,
        HEADER
            + line("b", "2026-11-30", "mitid-national")
            + line("c", "2026-11-29", "mitid-national")
            + line("c", "2026-11-29", "mitid-national"));

    assertThat(run(file.toString())).isZero();

    assertThat(summary()).startsWith("3 lines read, 1 imported, 2 already there, 0 rejected, ");
    assertThat(rows("SELECT count(*) FROM attestation")).containsExactly("3");
    assertThat(rows("SELECT count(*) FROM audit_record")).containsExactly("3");
  }

  @Test
  void attestations_sourceIdWithOtherContent_isRejected() throws Exception {
    Path file =
        write(
            line("a", "2026-11-30", "mitid-national")
                + line("a", "2026-11-29", "mitid-national")
                + line("a", "2026-11-30", "mitid-herning"));
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(rejectsOf(file)).hasContent("3\tsource-id-reused\n4\tsource-id-reused");
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(summary()).startsWith("3 lines read, 0 imported, 1 already there, 2 rejected, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"witness", "applicant"})
  void attestations_ofAnErasedPerson_areNotBroughtBack(String who) throws Exception {
    Path file =
        write(
            line("a", "2026-11-30", "mitid-national") + line("b", "2020-01-01", "mitid-national"));
    run(file.toString());
    input =
        (who.equals("witness") ? witness : applicant).toString().getBytes(StandardCharsets.UTF_8);
    assertThat(execute("erase-person")).isZero();

    assertThat(run(file.toString())).isEqualTo(1);

    assertThat(rejectsOf(file)).hasContent("2\terased\n3\terased");
    assertThat(rows("SELECT count(*) FROM attestation WHERE source_hash IS NOT NULL"))
        .containsExactly("0");
  }

  @Test
  void attestations_witnessWithMoreThanCanBeCounted_isRejected() throws Exception {
    command(
        """
        INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
        SELECT gen_random_uuid(), '\\x%s', sha256(''), DATE '2000-01-01' + day, '', ''
        FROM generate_series(1, 1000) AS day
        """
            .formatted(hex(PersonKey.parse(PERSON_KEY).hash(witness))),
        address);
    Path file = write(line("a", "2026-11-30", "mitid-national"));
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(rejectsOf(file)).hasContent("2\ttoo-many-attestations");
  }

  @Test
  void attestations_moreThanABatchOfManyWitnesses_areAllOnRecord() throws Exception {
    int count = 2 * AttestationImport.BATCH_ROWS + 1;
    input =
        (HEADER
                + IntStream.range(0, count)
                    .mapToObj(
                        i ->
                            "%d,2026-11-30,%s,%s,mitid-national%n"
                                .formatted(i, UUID.randomUUID(), UUID.randomUUID()))
                    .collect(Collectors.joining()))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(run("-", "--rejects", folder.resolve("rejects").toString())).isZero();
    assertThat(summary()).startsWith(count + " lines read, " + count + " imported, 0 already");
    assertThat(rows("SELECT count(*) FROM attestation")).containsExactly("" + count);
  }

  /** While the lock on the witness is held, an import waits; then it counts what was recorded. */
  @Test
  void attestations_witnessLockedByARecording_countWhatItRecorded() throws Exception {
    Path file =
        write(
            line("a", "2026-11-30", "mitid-national") + line("b", "2026-11-29", "mitid-national"));
    try (Connection other = address.connect()) {
      other.setAutoCommit(false);
      String hash = hex(PersonKey.parse(PERSON_KEY).hash(witness));
      try (Statement recording = other.createStatement()) {
        recording.execute("SELECT lock_witness('\\x" + hash + "')");
        var importing = new Thread(() -> run(file.toString()));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing",
        ".",
        "FILE --rejects FILE",
        "FILE --rejects missing/rejects",
        "FILE --rule-pack mitid-national",
        "EMPTY",
        "HEADLESS",
      })
  void commandLine_wrong_isRefused(String arguments) throws Exception {
    Path file = write(line("a", "2026-11-30", "mitid-national"));
    Path empty = Files.writeString(folder.resolve("empty"), "");
    Path headless =
        Files.writeString(folder.resolve("x"), line("a", "2026-11-30", "mitid-national"));
    String[] words =
        arguments
            .replace("FILE", file.toString())
            .replace("EMPTY", empty.toString())
            .replace("HEADLESS", headless.toString())
            .split(" ", -1);
    assertThat(run(words)).isEqualTo(2);
    assertThat(rows(ON_RECORD)).isEmpty();
    assertThat(out.toString() + err).doesNotContain(witness.toString());
  }

  @Test
  void database_failsOnTheWay_isToldWithoutAValueAndRunsAgain() throws Exception {
    command(
        "ALTER TABLE attestation ADD CONSTRAINT no CHECK (attested_on < '2026-11-30')", address);
    Path file =
        write(
            line("a", "2026-11-29", "mitid-national") + line("b", "2026-11-30", "mitid-national"));

    assertThat(run(file.toString())).isEqualTo(3);

    assertThat(err.toString()).contains("SQLSTATE 23514").doesNotContain(witness.toString());
    assertThat(rows(ON_RECORD)).isEmpty();
    command("ALTER TABLE attestation DROP CONSTRAINT no", address);
    assertThat(run(file.toString())).isZero();
  }

  private boolean isWaiting() {
    try {
      return rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").size() > 0;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String line(String sourceId, String day, String pack) {
    return line(sourceId, day, 0, applicant, pack);
  }

  private String line(String sourceId, String day, int daysBefore, UUID helped, String pack) {
    return "%s,%s,%s,%s,%s\n"
        .formatted(sourceId, LocalDate.parse(day).minusDays(daysBefore), witness, helped, pack);
  }

  private int run(String... arguments) {
    var words = new ArrayList<String>(List.of("import", "attestations"));
    words.addAll(List.of(arguments));
    return execute(words.toArray(String[]::new));
  }

  private int execute(String... words) {
    out.getBuffer().setLength(0);
    String url = TestDatabase.url(address);
    var surroundings =
        new Surroundings(
            Map.of(
                "GATEWAY_DATABASE_URL", url,
                "GATEWAY_PERSON_KEY", PERSON_KEY,
                "GATEWAY_RULE_PACK_DIR", PACKS),
            new ByteArrayInputStream(input),
            TODAY);
    CommandLine command = Main.commandLine(surroundings);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(words);
  }

  private String summary() {
    return out.toString().strip();
  }

  private Path write(String lines) throws IOException {
    return Files.writeString(folder.resolve("attestations"), HEADER + lines);
  }

  private static Path rejectsOf(Path file) {
    return Path.of(file + ".rejects");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void command(String statement, DatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  private List<String> rows(String query) throws SQLException {
    var rows = new ArrayList<String>();
    try (Connection connection = address.connect();
        Statement command = connection.createStatement();
        ResultSet found = command.executeQuery(query)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }
}
