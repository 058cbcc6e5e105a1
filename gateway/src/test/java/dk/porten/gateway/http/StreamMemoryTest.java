package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream through a gateway with little memory, in a process of its own. */
@Timeout(300)
final class StreamMemoryTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void stream_millionLinesWithLittleMemory_areAnsweredInOrder() throws Exception {
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StreamingMain.class.getName());
    process.environment().put("DATABASE", TestDatabase.url(DATABASE.address()));

    int exit = process.inheritIO().start().waitFor();

    assertThat(exit).isZero();
  }
}
