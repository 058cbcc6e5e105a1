package dk.porten.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A test asks the clock that it gave to the gateway, or the database for its own: a third one is
 * off by as much as machines are. Only the history is of gateways that have the system's.
 */
final class SystemClockTest {
  private static final Pattern READ =
      Pattern.compile("\\b(Instant|(Local|Offset|Zoned)Date(Time)?)\\.now\\(|\\bClock\\.system");

  @ParameterizedTest
  @ValueSource(strings = {"validation-core", "gateway", "benchmarks", "loadtests", "consoletests"})
  void tests_ofModule_doNotReadIt(String module) throws IOException {
    List<Path> readers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
      for (Path file : files.filter(SystemClockTest::isTest).toList()) {
        if (READ.matcher(Files.readString(file)).find()) {
          readers.add(file);
        }
      }
    }
    assertThat(readers).isEmpty();
  }

  private static boolean isTest(Path file) {
    String name = file.toString();
    return name.contains("/src/test/") && name.endsWith(".java") && !name.contains("/history/");
  }
}
