package dk.porten.gateway.load;

import static dk.porten.gateway.load.CommandRuns.rejectsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ImportCommandTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  private CommandRuns commands;

  @BeforeEach
  void freshDatabase() {
    commands = new CommandRuns(DATABASE.newDatabase());
  }

  @Test
  void userIds_goodLines_areStoredInCanonicalForm() throws Exception {
    Path file = write("Stine!always\nA\u030Ase#1,2\nplain\u00D8ster\n");

    assertThat(run("user-ids", file.toString())).isEqualTo(0);

    assertThat(directory()).containsExactly("plain\u00F8ster", "stine!always", "\u00E5se#1,2");
    assertThat(commands.summary())
        .startsWith("3 lines read, 3 imported, 0 already there, 0 rejected, ");
    assertThat(commands.summary()).matches(".*, [0-9.]+ seconds, [0-9]+ lines/s");
    assertThat(rejectsOf(file)).doesNotExist();
  }

  @Test
  void userIds_sameInCanonicalForm_areImportedOnce() throws Exception {
    Path file = write("\u00C5se.1\nA\u030ASE.1\n\u00E5se.1\nother\n");

    assertThat(run("user-ids", file.toString())).isEqualTo(0);

    assertThat(directory()).containsExactly("other", "\u00E5se.1");
    assertThat(commands.summary())
        .startsWith("4 lines read, 2 imported, 2 already there, 0 rejected, ");
  }

  @Test
  void userIds_again_importsNothingTwice() throws Exception {
    Path file = write("first\nsecond\n");
    run("user-ids", file.toString());
    List<String> before = commands.rows("SELECT user_id || taken_at FROM taken_user_id ORDER BY 1");
    Files.writeString(file, "THIRD\n", StandardOpenOption.APPEND);

    assertThat(run("user-ids", file.toString())).isEqualTo(0);

    assertThat(commands.summary())
        .startsWith("3 lines read, 1 imported, 2 already there, 0 rejected, ");
    assertThat(commands.rows("SELECT user_id || taken_at FROM taken_user_id ORDER BY 1"))
        .containsAll(before)
        .hasSize(3);
  }

  /** U2–U6 and the two faults of a line; the bytes are written as Latin-1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `four`                | too-short
          `LONG`                | too-long
          `sec/ret`             | forbidden-character
          `s/e/c/ret`           | forbidden-character
          `tab\ttab`            | forbidden-character
          `back\\slash`         | forbidden-character
          ` secret`             | leading-space
          `secret `             | trailing-space
          `1234567890`          | ten-digits
          `610170-1234`         | cpr-number
          ` / `                 | too-short,forbidden-character,leading-space,trailing-space
          `sec\u00ffret`        | not-utf-8
          `HUGE`                | line-too-long
          """)
  void userIds_badLine_isRejectedByNumberAndCodesOnly(String line, String codes) throws Exception {
    String text = line.replace("LONG", "x".repeat(49)).replace("HUGE", "x".repeat(100_000));
    Path file = folder.resolve("ids");
    Files.write(file, ("right\n" + text + "\nright too").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(run("user-ids", file.toString())).isEqualTo(1);

    assertThat(rejectsOf(file)).hasContent("2\t" + codes);
    assertThat(directory()).containsExactly("right", "right too");
    assertThat(commands.summary())
        .startsWith("3 lines read, 2 imported, 0 already there, 1 rejected, ");
    assertThat(commands.err()).doesNotContain("ret").doesNotContain("xxx");
  }

  @Test
  void userIds_byteOrderMarkAndCrLfWithoutLastEnd_areNoPartOfIt() throws Exception {
    Path file = write("\uFEFFfirst\r\nsecond\r\nthird");
    assertThat(run("user-ids", file.toString())).isEqualTo(0);
    assertThat(directory()).containsExactly("first", "second", "third");
  }

  @Test
  void userIds_blankLines_arePassedOverAndCountedInTheRejectsOnly() throws Exception {
    Path file = write("\uFEFF\r\n\r\nfirst\r\n \t \r\n\r\nno\r\nsecond\r\n\r\n");

    assertThat(run("user-ids", file.toString())).isEqualTo(1);

    assertThat(directory()).containsExactly("first", "second");
    assertThat(rejectsOf(file)).hasContent("6\ttoo-short");
    assertThat(commands.summary())
        .startsWith("3 lines read, 2 imported, 0 already there, 1 rejected, ");
  }

  /** As PowerShell and the text editors of Windows write it. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
  void userIds_utf16_isRefusedAsAWhole(String charset) throws Exception {
    Path file = folder.resolve("ids");
    Files.write(file, "hanne.krog\r\npoul berg\r\n".getBytes(charset));

    assertThat(run("user-ids", file.toString())).isEqualTo(2);

    assertThat(commands.err()).contains("UTF-16", "UTF-8").doesNotContain("hanne");
    assertThat(rejectsOf(file)).doesNotExist();
    assertThat(directory()).isEmpty();
  }

  @Test
  void userIds_emptyFile_isNothingToDo() throws Exception {
    assertThat(run("user-ids", write("").toString())).isEqualTo(0);
    assertThat(commands.summary())
        .startsWith("0 lines read, 0 imported, 0 already there, 0 rejected, ");
  }

  @Test
  void userIds_standardInput_isReadAndRejectsGoWhereTold() throws Exception {
    commands.type("piped\nno\n");
    Path rejects = folder.resolve("elsewhere");
    assertThat(run("user-ids", "-", "--rejects", rejects.toString())).isEqualTo(1);
    assertThat(directory()).containsExactly("piped");
    assertThat(rejects).hasContent("2\ttoo-short");
  }

  @Test
  void userIds_rejectsOfAnEarlierRun_areReplaced() throws Exception {
    Path file = write("no\n");
    run("user-ids", file.toString());
    assertThat(rejectsOf(file)).exists();
    Files.writeString(file, "mended\n");
    assertThat(run("user-ids", file.toString())).isEqualTo(0);
    assertThat(rejectsOf(file)).doesNotExist();
  }

  @Test
  void userIds_moreThanABatch_areAllStored() throws Exception {
    int count = 2 * Batch.MAX_ROWS + 1;
    assertThat(run("--generate", Integer.toString(count))).isEqualTo(0);
    assertThat(commands.summary())
        .startsWith(count + " lines read, " + count + " imported, 0 already");
    assertThat(run("--generate", Integer.toString(count))).isEqualTo(0);
    assertThat(commands.summary())
        .startsWith(count + " lines read, 0 imported, " + count + " already");
    assertThat(commands.rows("SELECT count(*) FROM taken_user_id")).containsExactly("" + count);
  }

  @Test
  void generate_toAFile_isWhatTheSamePathImports() throws Exception {
    Path file = folder.resolve("made");
    assertThat(run("--generate", "1000", "--seed", "5", "--output", file.toString())).isEqualTo(0);
    assertThat(directory()).isEmpty();
    assertThat(run("--generate", "1000", "--seed", "5")).isEqualTo(0);
    assertThat(run("user-ids", file.toString())).isEqualTo(0);
    assertThat(commands.summary()).startsWith("1000 lines read, 0 imported, 1000 already there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user-ids",
        "user-ids missing",
        "user-ids .",
        "user-ids FILE --rejects FILE",
        "user-ids FILE --rejects missing/rejects",
        "user-ids FILE --rule-pack nobody's",
        "user-ids FILE --rule-pack mitid-former@1",
        "--generate 5 user-ids FILE",
        "--generate -1",
        "--generate many",
      })
  void commandLine_wrong_isRefused(String arguments) throws Exception {
    Path file = write("right\n");
    String[] words = arguments.replace("FILE", file.toString()).split(" ");
    assertThat(run(arguments.isEmpty() ? new String[0] : words)).isEqualTo(2);
    assertThat(directory()).isEmpty();
    assertThat(file).hasContent("right");
  }

  @Test
  void configuration_wrong_isRefusedWithoutItsValue() throws Exception {
    Path file = write("right\n");
    assertThat(
            commands.run(
                Map.of("GATEWAY_DATABASE_URL", "hush"), words("user-ids", file.toString())))
        .isEqualTo(2);
    assertThat(commands.err()).contains("GATEWAY_DATABASE_URL").doesNotContain("hush");
  }

  @Test
  void database_unreachable_isRefused() throws Exception {
    Path file = write("right\n");
    Map<String, String> nowhere =
        Map.of(
            "GATEWAY_DATABASE_URL",
            "postgresql://u:p@127.0.0.1:1/d",
            "GATEWAY_PERSON_KEY",
            CommandRuns.PERSON_KEY,
            "GATEWAY_START_SECONDS",
            "1");
    assertThat(commands.run(nowhere, words("user-ids", file.toString()))).isEqualTo(2);
  }

  @Test
  void database_failsOnTheWay_isToldWithoutAValueAndRunsAgain() throws Exception {
    commands.execute(
        "ALTER TABLE taken_user_id ADD CONSTRAINT no_secret CHECK (user_id <> 'secret')");
    Path file = write("right\nsecret\n");

    assertThat(run("user-ids", file.toString())).isEqualTo(3);

    assertThat(commands.err()).contains("SQLSTATE 23514").doesNotContain("secret");
    assertThat(directory()).isEmpty();
    commands.execute("ALTER TABLE taken_user_id DROP CONSTRAINT no_secret");
    assertThat(run("user-ids", file.toString())).isEqualTo(0);
    assertThat(directory()).containsExactly("right", "secret");
  }

  @Test
  void help_tellsTheExitCodes() {
    assertThat(run("user-ids", "--help")).isEqualTo(0);
    assertThat(commands.out()).contains("Exit codes:", "already", "  3  ");
  }

  private int run(String... arguments) {
    return commands.run(words(arguments));
  }

  private static String[] words(String... arguments) {
    return Stream.concat(Stream.of("import"), Stream.of(arguments)).toArray(String[]::new);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("ids"), text);
  }

  private List<String> directory() throws SQLException {
    return commands.rows("SELECT user_id FROM taken_user_id ORDER BY user_id");
  }
}
