package dk.porten.gateway.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.packaged.PackagedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of README and docs, run in order by one shell a page against a fresh demo, and the
 * output that a page shows below them. What differs from run to run is compared by its shape.
 */
@Timeout(300)
final class DocumentationIT {
  private static final Path ROOT = Path.of("..");
  private static final String ADDRESS = "http://127.0.0.1:8080";

  /** What needs an issuer and a database of one's own. */
  private static final Set<String> NOT_RUN =
      Set.of(
          """
          GATEWAY_JWT_ISSUER=https://issuer.example GATEWAY_JWT_AUDIENCE=porten \\
            GATEWAY_DATABASE_URL=postgresql://… GATEWAY_PERSON_KEY_FILE=… gateway/porten""");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("pages")
  void commands_runInOrder_giveWhatThePageShows(Path page) throws Exception {
    List<DocumentedCommand> commands =
        DocumentedCommand.of(page).stream()
            .filter(command -> !isBuild(command) && !NOT_RUN.contains(command.text()))
            .toList();
    if (commands.isEmpty()) {
      return;
    }
    Path data = folder.resolve("data");
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.createSymbolicLink(work.resolve("gateway"), Path.of("").toAbsolutePath());
    try (PackagedGateway gateway = PackagedGateway.start(data)) {
      run(commands, gateway, PackagedGateway.shell(data, "script").directory(work.toFile()));
      assertThat(gateway.stop()).isEqualTo(0);
    }
    var all = new SoftAssertions();
    for (int i = 0; i < commands.size(); i++) {
      assertOutput(commands.get(i), work, i, all);
    }
    all.assertAll();
  }

  @Test
  void notRun_eachIsStillInAPage() throws IOException {
    List<String> documented = new ArrayList<>();
    for (Path page : pages().toList()) {
      DocumentedCommand.of(page).forEach(command -> documented.add(command.text()));
    }
    assertThat(documented).containsAll(NOT_RUN);
  }

  /** What builds all this is typed by {@code .ci/newcomer} and {@code .ci/run}. */
  private static boolean isBuild(DocumentedCommand command) {
    return command.text().startsWith("mvn ");
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
          Stream.of(ROOT.resolve("README.md")),
          docs.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream());
    }
  }

  /** Runs them in one shell, so that a later one has the variables of those before it. */
  private static void run(
      List<DocumentedCommand> commands, PackagedGateway gateway, ProcessBuilder shell)
      throws Exception {
    Path work = shell.directory().toPath();
    String script =
        Stream.iterate(0, i -> i < commands.size(), i -> i + 1)
            .map(
                i ->
                    "{\n%s\n} >%2$d.out 2>%2$d.err\necho $? >%2$d.status\n"
                        .formatted(commands.get(i).text().replace(ADDRESS, gateway.address()), i))
            .collect(Collectors.joining());
    Files.writeString(work.resolve("script"), script);
    Process process = shell.start();
    try {
      assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertOutput(
      DocumentedCommand command, Path work, int number, SoftAssertions all) throws IOException {
    String out = Files.readString(work.resolve(number + ".out"), UTF_8);
    String err = Files.readString(work.resolve(number + ".err"), UTF_8);
    String what = command + "\n" + out + err;
    all.assertThat(work.resolve(number + ".status")).as(what).content().isEqualTo("0\n");
    if (command.output().isPresent()) {
      all.assertThat(shape(out)).as(what).isEqualTo(shape(command.output().get()));
    } else {
      all.assertThat(out).as(what).doesNotContain("\"type\":\"/problems/");
    }
  }

  private static String shape(String output) {
    return output
        .strip()
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", "<time>")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}", "<date>")
        .replaceAll("\"requestId\":\"[^\"]*\"", "<request>")
        .replaceAll("[0-9.]+ seconds, [0-9]+ lines/s", "<rate>")
        .replace("\r", "");
  }
}
