package dk.porten.gateway.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway as a process of its own, on a data directory and free ports. */
final class RunningGateway implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Porten is ready on (http://\\S+) .*");
  private static final Pattern VERDICT = Pattern.compile("\"verdict\"\\s*:\\s*\"([a-z]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private RunningGateway(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it and waits until it says that it is ready, or ends. */
  static RunningGateway start(Path dataDirectory) throws IOException {
    Process process = java(dataDirectory).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new RunningGateway(process, URI.create(ready.group(1)));
      }
    }
    throw new IOException("The gateway ended before it was ready");
  }

  /** Prepares a process of the jar with the environment of a gateway. */
  static ProcessBuilder java(Path dataDirectory, String... arguments) {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Path.of("target", "gateway.jar").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_"));
    builder.environment().put("GATEWAY_DATA_DIR", dataDirectory.toString());
    builder.environment().put("GATEWAY_PORT", "0");
    builder.environment().put("GATEWAY_MANAGEMENT_PORT", "0");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Asks for a user ID that needs no escapes in JSON. */
  String verdictOn(String userId) throws IOException, InterruptedException {
    var question =
        HttpRequest.newBuilder(address.resolve("/v1/user-id-checks"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"" + userId + "\"}"))
            .build();
    String answer = client.send(question, HttpResponse.BodyHandlers.ofString()).body();
    Matcher verdict = VERDICT.matcher(answer);
    return verdict.find() ? verdict.group(1) : answer;
  }

  /** Asks it to stop (SIGTERM); returns its exit code. */
  int stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("The gateway does not stop");
    }
    return process.exitValue();
  }

  /** Kills it and its PostgreSQL (SIGKILL). */
  static void kill(RunningGateway gateway, Path dataDirectory)
      throws IOException, InterruptedException {
    Path file = dataDirectory.resolve("cluster").resolve("postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(file).get(0).strip());
    gateway.process.destroyForcibly().waitFor();
    ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
  }

  /** Ends it, however the test went. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
