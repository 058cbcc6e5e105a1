package dk.porten.gateway.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.http.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes in with requests ends up where docs/running.md says, and nowhere else: a gateway is
 * asked everything, well and badly, with its database and without it, and every place where a value
 * could be left is searched.
 */
@Timeout(600)
final class PlantedValuesIT {
  private static final Path PAGE = Path.of("..", "docs", "running.md");
  private static final Pattern READY =
      Pattern.compile("Porten is ready on (http://\\S+) \\(management: (http://[^)]+)\\)");

  @TempDir private Path folder = Path.of("");

  private final Map<Planted.Place, List<String>> found = new EnumMap<>(Planted.Place.class);

  @Test
  void run_withPlantedValues_leavesThemOnlyWhereItIsDocumented() throws Exception {
    Process process = gateway().start();
    try {
      var requests = new PlantedRequests(URI.create(ready(process, 1)));
      requests.askWell();
      requests.askBadly();
      note(Planted.Place.METRICS, metrics(ready(process, 2)));
      noteProcesses(process);
      command(0, "import", "user-ids", users().toString());
      command(1, "import", "user-ids", broken().toString());
      command(0, "export-person");
      command(0, "verify");
      noteDatabase();
      killPostgres();
      requests.askBadly();
      command(0, "erase-person");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(requests.statuses())
          .contains(200, 201, 204, 400, 401, 404, 405, 406, 409, 415, 422);
      note(Planted.Place.PROBLEM, requests.problems());
    } finally {
      process.destroyForcibly();
    }
    noteFiles();

    assertFound();
  }

  @Test
  void page_namesEachKindOfValueAndWhereItIs() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Planted.values())
        .allSatisfy(planted -> assertThat(page).contains("\n| " + planted.kind() + " |"));
  }

  private void assertFound() {
    var all = new SoftAssertions();
    for (Planted planted : Planted.values()) {
      found.forEach(
          (place, texts) -> {
            boolean isIn = texts.stream().anyMatch(planted::isIn);
            if (!planted.isDocumentedIn(place)) {
              all.assertThat(isIn).as("%s in %s", planted, place).isFalse();
            } else if (place == Planted.Place.DATABASE || place == Planted.Place.ACCESS_LOG) {
              // That it is found proves that the place is searched.
              all.assertThat(isIn).as("%s in %s", planted, place).isTrue();
            }
          });
    }
    all.assertThat(found).containsOnlyKeys(Planted.Place.values());
    all.assertAll();
  }

  private ProcessBuilder gateway() throws IOException {
    ProcessBuilder builder = java();
    builder.environment().put("GATEWAY_JWKS", TestTokens.keySetFile().toString());
    builder.environment().put("GATEWAY_JWT_ISSUER", TestTokens.ISSUER);
    builder.environment().put("GATEWAY_JWT_AUDIENCE", TestTokens.AUDIENCE);
    builder.environment().put("GATEWAY_JWT_MAX_LIFETIME_SECONDS", "0");
    builder.environment().put("GATEWAY_DRAIN_DELAY_SECONDS", "0");
    builder.environment().put("GATEWAY_ACCESS_LOG", folder.resolve("access.log").toString());
    // A busy machine is not to refuse what is asked well.
    builder.environment().put("GATEWAY_DEADLINE_MILLIS", "20000");
    builder.environment().put("GATEWAY_DATABASE_TIMEOUT_MILLIS", "5000");
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
  }

  /** Prepares a process whose temporary files can be told from those of others. */
  private ProcessBuilder java(String... arguments) throws IOException {
    ProcessBuilder builder = PackagedGateway.java(folder.resolve("data"), arguments);
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    List<String> command = new ArrayList<>(builder.command());
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    return builder.command(command);
  }

  /** Waits until the gateway has said where it is; returns a part of that. */
  private String ready(Process process, int part) throws IOException {
    Path out = folder.resolve("out");
    Eventually.holds("it is ready", () -> !process.isAlive() || READY.matcher(read(out)).find());
    Matcher ready = READY.matcher(read(out));
    assertThat(ready.find()).as(read(folder.resolve("err"))).isTrue();
    return Objects.requireNonNull(ready.group(part));
  }

  private static String metrics(String management) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(management + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Runs a command with the person's id as its input; what it writes is searched. */
  private void command(int exitCode, String... arguments) throws Exception {
    Path said = Files.createTempFile(folder, "said-", "");
    Process process = java(arguments).redirectError(said.toFile()).start();
    try (var input = process.outputWriter(StandardCharsets.US_ASCII)) {
      input.write(Planted.PERSON.value());
    }
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(arguments[0] + ": " + read(said)).isEqualTo(exitCode);
    note(Planted.Place.LOG, read(said));
    // What is stored of a person is told, as it is to be.
    if (!arguments[0].equals("export-person")) {
      note(Planted.Place.LOG, answer);
    }
  }

  private Path users() throws IOException {
    Files.createDirectories(folder.resolve("given"));
    return Files.writeString(folder.resolve("given/users"), "planted.imported\n");
  }

  private Path broken() throws IOException {
    return Files.writeString(
        folder.resolve("given/broken"), "710199-1234.plantedelsewhere.\u2603\n");
  }

  private void noteProcesses(Process gateway) throws IOException {
    ProcessHandle postgres = postgres();
    Stream.of(gateway.toHandle(), postgres)
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .flatMap(process -> process.info().commandLine().stream())
        .forEach(line -> note(Planted.Place.PROCESS_LIST, line));
    assertThat(found.get(Planted.Place.PROCESS_LIST)).hasSizeGreaterThan(2);
  }

  private ProcessHandle postgres() throws IOException {
    return ProcessHandle.of(Long.parseLong(postmaster().get(0))).orElseThrow();
  }

  private List<String> postmaster() throws IOException {
    return Files.readAllLines(folder.resolve("data/cluster/postmaster.pid"));
  }

  private void killPostgres() throws IOException {
    ProcessHandle postgres = postgres();
    postgres.destroyForcibly();
    postgres.onExit().join();
  }

  /** Reads every row of every table; bytes are hexadecimal digits. */
  private void noteDatabase() throws IOException, SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + postmaster().get(3) + "/porten";
    String password = Files.readString(folder.resolve("data/role-password")).strip();
    try (Connection connection = DriverManager.getConnection(url, "gateway", password)) {
      for (String table :
          column(
              connection,
              "SELECT oid::regclass FROM pg_class"
                  + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")) {
        column(connection, "SELECT row::text FROM " + table + " AS row")
            .forEach(row -> note(Planted.Place.DATABASE, row));
      }
    }
  }

  private static List<String> column(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** Reads what is left on disk, but for PostgreSQL's own files, which are the database. */
  private void noteFiles() throws IOException {
    note(Planted.Place.ACCESS_LOG, read(folder.resolve("access.log")));
    note(Planted.Place.LOG, read(folder.resolve("out")));
    note(Planted.Place.LOG, read(folder.resolve("err")));
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> left =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !folder.relativize(file).toString().matches(NOT_LEFT_BEHIND))
              .collect(Collectors.toList());
      assertThat(left).isNotEmpty();
      for (Path file : left) {
        note(Planted.Place.FILE, folder.relativize(file) + ": " + read(file));
      }
    }
  }

  private static final String NOT_LEFT_BEHIND =
      "(data/cluster|data/postgres-[^/]*|given)/.*(?<![.]rejects)|out|err|access[.]log|said-.*";

  private void note(Planted.Place place, String text) {
    found.computeIfAbsent(place, first -> new ArrayList<>()).add(text);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
