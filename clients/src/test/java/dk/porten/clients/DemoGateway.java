package dk.porten.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway as a process of its own, on a data directory and free ports. */
final class DemoGateway {
  private static final Pattern READY = Pattern.compile("Porten is ready on (http://\\S+) .*");

  private final Process process;
  private final String address;

  private DemoGateway(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one and waits until it says that it is ready, or ends. */
  static DemoGateway start(Path dataDirectory) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Path.of("..", "gateway", "target", "gateway.jar").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_"));
    builder.environment().put("GATEWAY_DATA_DIR", dataDirectory.toString());
    builder.environment().put("GATEWAY_PORT", "0");
    builder.environment().put("GATEWAY_MANAGEMENT_PORT", "0");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new DemoGateway(process, ready.group(1));
      }
    }
    throw new IOException("The gateway ended before it was ready");
  }

  /** Returns where it listens. */
  String address() {
    return address;
  }

  /** Has it stop (SIGTERM), and waits. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
