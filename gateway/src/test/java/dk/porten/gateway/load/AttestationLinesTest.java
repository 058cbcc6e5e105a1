package dk.porten.gateway.load;

import static dk.porten.gateway.load.AttestationRuns.HEADER;
import static dk.porten.gateway.load.AttestationRuns.ON_RECORD;
import static dk.porten.gateway.load.CommandRuns.rejectsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of attestations are read, and which of their lines. It is 1 December 2026. */
@Timeout(120)
final class AttestationLinesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  private CommandRuns commands;
  private AttestationRuns runs;

  @BeforeEach
  void freshDatabase() {
    commands = new CommandRuns(DATABASE.newDatabase());
    runs = new AttestationRuns(commands, folder);
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
            .replace("W", runs.witness().toString())
            .replace("A", runs.applicant().toString())
            .replace("LONG", "x".repeat(101))
            .replace("HUGE", "x".repeat(5_000));
    Path file = runs.write(runs.line("first", "2026-10-01", "mitid-national") + bad + "\r\n");

    assertThat(runs.run(file.toString())).isEqualTo(1);

    assertThat(rejectsOf(file)).hasContent("3\t" + code);
    assertThat(commands.summary())
        .startsWith("2 lines read, 1 imported, 0 already there, 1 rejected, ");
    assertThat(commands.out() + commands.err())
        .doesNotContain(runs.witness().toString(), runs.applicant().toString());
    assertThat(commands.out() + commands.err()).doesNotContain("secret");
  }

  @Test
  void attestations_blankLines_arePassedOverAndCountedInTheRejectsOnly() throws Exception {
    Path file =
        runs.write(
            "\r\n"
                + runs.line("a", "2026-11-30", "mitid-national")
                + " \r\n\r\n"
                + runs.line("b", "2026-12-02", "mitid-national")
                + "\r\n");

    assertThat(runs.run(file.toString())).isEqualTo(1);

    assertThat(commands.rows(ON_RECORD))
        .containsExactly("2026-11-30 mitid-national@1 import/import");
    assertThat(rejectsOf(file)).hasContent("6\tlater-than-today");
    assertThat(commands.summary())
        .startsWith("2 lines read, 1 imported, 0 already there, 1 rejected, ");
  }

  @Test
  void attestations_byteOrderMarkAndCrLfAndABlankLineFirst_areNoPartOfTheHeader() throws Exception {
    commands.type(
        ("\uFEFF\r\n" + HEADER + runs.line("a", "2026-11-30", "mitid-national"))
            .replaceAll("\r?\n", "\r\n")
            .strip());

    assertThat(runs.run("-", "--rejects", folder.resolve("rejects").toString())).isZero();

    assertThat(commands.rows(ON_RECORD))
        .containsExactly("2026-11-30 mitid-national@1 import/import");
  }

  @Test
  void attestations_utf16_isRefusedAsAWhole() throws Exception {
    Path file = folder.resolve("attestations");
    Files.write(
        file, (HEADER + runs.line("a", "2026-11-30", "mitid-national")).getBytes("x-UTF-16LE-BOM"));

    assertThat(runs.run(file.toString())).isEqualTo(2);

    assertThat(commands.err()).contains("UTF-16", "UTF-8");
    assertThat(commands.rows(ON_RECORD)).isEmpty();
  }

  @Test
  void attestations_sourceIdWithOtherContent_isRejected() throws Exception {
    Path file =
        runs.write(
            runs.line("a", "2026-11-30", "mitid-national")
                + runs.line("a", "2026-11-29", "mitid-national")
                + runs.line("a", "2026-11-30", "mitid-herning"));
    assertThat(runs.run(file.toString())).isEqualTo(1);
    assertThat(rejectsOf(file)).hasContent("3\tsource-id-reused\n4\tsource-id-reused");
    assertThat(runs.run(file.toString())).isEqualTo(1);
    assertThat(commands.summary())
        .startsWith("3 lines read, 0 imported, 1 already there, 2 rejected, ");
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
    Path file = runs.write(runs.line("a", "2026-11-30", "mitid-national"));
    Path empty = Files.writeString(folder.resolve("empty"), "");
    Path headless =
        Files.writeString(folder.resolve("x"), runs.line("a", "2026-11-30", "mitid-national"));
    String[] words =
        arguments
            .replace("FILE", file.toString())
            .replace("EMPTY", empty.toString())
            .replace("HEADLESS", headless.toString())
            .split(" ", -1);
    assertThat(runs.run(words)).isEqualTo(2);
    assertThat(commands.rows(ON_RECORD)).isEmpty();
    assertThat(commands.out() + commands.err()).doesNotContain(runs.witness().toString());
  }
}
