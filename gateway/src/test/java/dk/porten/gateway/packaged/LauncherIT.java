package dk.porten.gateway.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is the gateway: its arguments, exit codes and signals; and JAVA_OPTS win. */
@Timeout(300)
final class LauncherIT {

  @TempDir private Path folder = Path.of("");

  @Test
  void launcher_toldToStop_drains() throws Exception {
    Path errors = folder.resolve("errors");
    Process process =
        PackagedGateway.launcher(folder.resolve("data")).redirectError(errors.toFile()).start();
    try (PackagedGateway gateway = PackagedGateway.await(process)) {
      assertThat(gateway.verdictOn("stine!always")).isEqualTo("available");
      assertThat(gateway.stop()).isEqualTo(0);
    }
    assertThat(errors).content().as("of the JVM").doesNotContainIgnoringCase("warning");
  }

  @Test
  void launcher_arguments_arePassedThrough() throws Exception {
    ProcessBuilder builder = PackagedGateway.launcher(folder, "no such  *");

    assertThat(endOf(builder, 2)).contains("'no such  *'");
  }

  @Test
  void javaOpts_flags_win() throws Exception {
    ProcessBuilder builder = PackagedGateway.launcher(folder, "--help");
    builder
        .environment()
        .put("JAVA_OPTS", "-XX:+UseParallelGC -Xmx321m -XX:+PrintCommandLineFlags -Da=*");

    assertThat(endOf(builder, 0))
        .contains("-XX:+UseParallelGC", "-XX:MaxHeapSize=336592896")
        .doesNotContain("UseSerialGC");
  }

  @Test
  void prepare_warmsUp_andAfterwardsClassesAreTakenFromTheFile() throws Exception {
    endOf(PackagedGateway.launcher(folder.resolve("data"), "prepare"), 0);
    assertThat(Path.of("target/prepare.log")).content().contains("Warmed up by");
    List<Path> kept = keptClasses();
    try {
      ProcessBuilder builder = PackagedGateway.launcher(folder, "--help");
      builder.environment().put("JAVA_OPTS", "-Xlog:class+load");

      assertThat(endOf(builder, 0)).contains("dk.porten.gateway.Main source: shared objects file");
    } finally {
      for (Path file : kept) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> keptClasses() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().matches(".*[.](aot|jsa)")).toList();
    }
  }

  private static String endOf(ProcessBuilder builder, int exitCode) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
