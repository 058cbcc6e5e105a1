package dk.porten.gateway.packaged;

import dk.porten.gateway.http.ContractCheck;
import dk.porten.gateway.http.Reply;
import dk.porten.gateway.http.SentRequest;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged gateway as a process of its own, on a data directory and free ports. */
public final class PackagedGateway implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Porten is ready on (https?://\\S+) .*");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final BufferedReader output;
  private final URI address;

  private PackagedGateway(Process process, BufferedReader output, URI address) {
    this.process = process;
    this.output = output;
    this.address = address;
  }

  /** Starts it and waits until it says that it is ready, or ends. */
  public static PackagedGateway start(Path dataDirectory) throws IOException {
    return await(java(dataDirectory).start());
  }

  /** Waits until a gateway that was started says that it is ready, or ends. */
  public static PackagedGateway await(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new PackagedGateway(process, output, URI.create(ready.group(1)));
      }
    }
    throw new IOException("The gateway ended before it was ready");
  }

  /** Prepares a process of the jar with the environment of a gateway. */
  public static ProcessBuilder java(Path dataDirectory, String... arguments) {
    return prepared(
        dataDirectory,
        Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "gateway.jar").toString()),
            Stream.of(arguments)));
  }

  /** Prepares a process of the launcher with the environment of a gateway, on the tests' JDK. */
  public static ProcessBuilder launcher(Path dataDirectory, String... arguments) {
    ProcessBuilder builder =
        prepared(dataDirectory, Stream.concat(Stream.of("./porten"), Stream.of(arguments)));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_OPTS");
    return builder;
  }

  /** Prepares a shell for a script with the environment of a gateway, on the tests' JDK. */
  public static ProcessBuilder shell(Path dataDirectory, String script) {
    ProcessBuilder builder = prepared(dataDirectory, Stream.of("bash", script));
    Path java = Path.of(System.getProperty("java.home"));
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().merge("PATH", java.resolve("bin") + ":", (path, bin) -> bin + path);
    builder.environment().remove("JAVA_OPTS");
    return builder;
  }

  private static ProcessBuilder prepared(Path dataDirectory, Stream<String> command) {
    var builder = new ProcessBuilder(command.toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_"));
    builder.environment().put("GATEWAY_DATA_DIR", dataDirectory.toString());
    builder.environment().put("GATEWAY_PORT", "0");
    builder.environment().put("GATEWAY_MANAGEMENT_PORT", "0");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Returns where callers reach it. */
  public String address() {
    return address.toString();
  }

  /** Reads the next line of what it prints. */
  public String nextLine() throws IOException {
    return Objects.requireNonNull(output.readLine());
  }

  /** Asks for a user ID that needs no escapes in JSON. */
  public String verdictOn(String userId) throws IOException, InterruptedException {
    String path = "/v1/user-id-checks";
    String body = "{\"userId\":\"" + userId + "\"}";
    var question =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    Reply reply = Reply.of(client.send(question, HttpResponse.BodyHandlers.ofByteArray()));
    ContractCheck.check(
        new SentRequest(
            "POST", path, Map.of("content-type", "application/json"), Buffer.buffer(body)),
        reply);
    return reply.verdict();
  }

  /** Asks it to stop (SIGTERM); returns its exit code. */
  public int stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("The gateway does not stop");
    }
    return process.exitValue();
  }

  /** Kills it and its PostgreSQL (SIGKILL). */
  public static void kill(PackagedGateway gateway, Path dataDirectory)
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
