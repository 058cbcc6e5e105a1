package dk.porten.gateway.postgres.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Another JVM that uses a data directory, run by a test. */
final class Holder implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("[0-9]+");

  private final Process process;
  private final BufferedReader output;

  private Holder(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** Starts it, after a command such as one that changes the user; it may not have opened yet. */
  static Holder start(Path dataDirectory, String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(HoldingMain.class.getName(), dataDirectory.toString()));
    return new Holder(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits until it has the server; returns the port. */
  int port() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (PORT.matcher(line).matches()) {
        return Integer.parseInt(line);
      }
    }
    throw new IOException("The other JVM ended without opening");
  }

  /** Kills it as the kernel would: nothing of it runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it close its server and end. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IOException("The other JVM does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
