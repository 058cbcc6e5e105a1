package dk.porten.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.packaged.PackagedGateway;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, its gateway and its import as processes that share a data directory. */
@Timeout(300)
final class ImportIT {

  @TempDir private Path folder = Path.of("");

  private Path data = folder;

  @BeforeEach
  void chooseFolder() {
    data = folder.resolve("data");
  }

  @Test
  void userId_importedWhileTheGatewayRuns_isTakenThroughStopAndKill() throws Exception {
    Path file = Files.writeString(folder.resolve("ids"), "Stine!always\n\u00C5se.\u00D8ster\nno\n");
    try (PackagedGateway gateway = PackagedGateway.start(data)) {
      assertThat(gateway.verdictOn("stine!always")).isEqualTo("available");
      assertThat(importFrom(file)).isEqualTo(1);
      assertTaken(gateway);
      assertThat(gateway.stop()).isEqualTo(0);
    }
    try (PackagedGateway gateway = PackagedGateway.start(data)) {
      assertTaken(gateway);
      PackagedGateway.kill(gateway, data);
    }
    try (PackagedGateway gateway = PackagedGateway.start(data)) {
      assertTaken(gateway);
      assertThat(gateway.stop()).isEqualTo(0);
    }
  }

  @Test
  void import_stoppedInTheMiddle_keepsWhatIsCommittedAndRunsAgain() throws Exception {
    int lines = 4 * Batch.MAX_ROWS;
    Process running = PackagedGateway.java(data, "import", "user-ids", "-").start();
    try (OutputStream input = running.getOutputStream()) {
      // The fourth batch is read only when the third is handed on, which the first made room for.
      new SyntheticIds(lines, 1).transferTo(input);
      input.flush();
      running.destroy();
      assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(running.exitValue()).isEqualTo(3);
    }
    assertThat(Files.exists(data.resolve("cluster").resolve("postmaster.pid"))).isFalse();

    Process again =
        PackagedGateway.java(data, "import", "--generate", Integer.toString(lines)).start();
    String summary = new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(again.waitFor()).isEqualTo(0);
    assertThat(summary).startsWith(lines + " lines read, ");
    long alreadyThere = Long.parseLong(summary.replaceAll("(?s).* (\\d+) already there.*", "$1"));
    assertThat(alreadyThere).isPositive();
    assertThat(alreadyThere % Batch.MAX_ROWS).isZero();
  }

  private static void assertTaken(PackagedGateway gateway) throws Exception {
    assertThat(gateway.verdictOn("stine!always")).isEqualTo("taken");
    assertThat(gateway.verdictOn("STINE!ALWAYS")).isEqualTo("taken");
    assertThat(gateway.verdictOn("\u00E5SE.\u00F8sTER")).isEqualTo("taken");
    assertThat(gateway.verdictOn("stine!never")).isEqualTo("available");
  }

  private int importFrom(Path file) throws Exception {
    Process process = PackagedGateway.java(data, "import", "user-ids", file.toString()).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("3 lines read, 2 imported, 0 already there, 1 rejected, ");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
