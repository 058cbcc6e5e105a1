package dk.porten.gateway.load;

import dk.porten.gateway.Main;
import dk.porten.gateway.http.PackFolder;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Commands that run one after the other on a database, on 1 December 2026, and what they said. */
final class CommandRuns {
  /** The key of the persons. */
  static final String PERSON_KEY = "00".repeat(32);

  private static final String PACKS = PackFolder.make();

  private final DatabaseAddress address;
  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private byte[] input = {};

  CommandRuns(DatabaseAddress address) {
    this.address = address;
  }

  /** Has the next commands read this from standard input. */
  void type(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Runs a command and returns its exit code. */
  int run(String... words) {
    return run(
        Map.of(
            "GATEWAY_DATABASE_URL", TestDatabase.url(address),
            "GATEWAY_PERSON_KEY", PERSON_KEY,
            "GATEWAY_RULE_PACK_DIR", PACKS),
        words);
  }

  /** Runs a command that is configured so. */
  int run(Map<String, String> environment, String... words) {
    out.getBuffer().setLength(0);
    CommandLine command =
        Main.commandLine(new Surroundings(environment, new ByteArrayInputStream(input), clock));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(words);
  }

  /** Returns what the last command wrote to standard output. */
  String out() {
    return out.toString();
  }

  /** Returns what all commands wrote to standard error. */
  String err() {
    return err.toString();
  }

  String summary() {
    return out().strip();
  }

  /** Returns the first column of what a query finds. */
  List<String> rows(String query) throws SQLException {
    return TestDatabase.query(address, query);
  }

  /** Runs a statement. */
  void execute(String statement) throws SQLException {
    TestDatabase.execute(address, statement);
  }

  static Path rejectsOf(Path file) {
    return Path.of(file + ".rejects");
  }
}
