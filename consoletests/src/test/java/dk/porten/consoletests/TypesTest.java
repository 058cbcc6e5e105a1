package dk.porten.consoletests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bundler drops types without looking at them, so the compiler looks, on the driver's Node. */
final class TypesTest {

  @Test
  void console_types_areRight() throws Exception {
    String node =
        Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
            .driverDir()
            .resolve("node")
            .toString();
    Process compiler =
        new ProcessBuilder(
                node, "target/typescript/lib/_tsc.js", "-p", "../gateway/src/main/console")
            .redirectErrorStream(true)
            .start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(compiler.waitFor()).as(said).isEqualTo(0);
  }
}
