package dk.porten.gateway.history;

import dk.porten.gateway.Main;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A gateway in a JVM of its own, on ports that it keeps over kills and starts. */
final class GatewayProcess implements AutoCloseable {
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = FreePort.find();
  private final int managementPort = FreePort.find();
  private final ProcessBuilder command;
  private Process process;

  private GatewayProcess(String name, Map<String, String> variables) throws IOException {
    Path log = Files.createDirectories(Path.of("target", "history")).resolve(name + ".log");
    command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    command.environment().keySet().removeIf(variable -> variable.startsWith("GATEWAY_"));
    command.environment().putAll(variables);
    command.environment().put("GATEWAY_PORT", Integer.toString(port));
    command.environment().put("GATEWAY_MANAGEMENT_PORT", Integer.toString(managementPort));
    command.redirectErrorStream(true);
    command.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = command.start();
  }

  /** Starts one; it has not started yet. Its log is {@code target/history/NAME.log}. */
  static GatewayProcess start(String name, Map<String, String> variables) throws IOException {
    return new GatewayProcess(name, variables);
  }

  /** Returns where clients reach it, alive or not. */
  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Kills it as the kernel would: nothing of it runs any more. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts the killed one again, on its ports. */
  void startAgain() throws IOException {
    process = command.start();
  }

  /**
   * Waits until it has started; one that ended, for its database was away, is started again. It may
   * answer without being ready: it is not for a minute after it lost its feed three times.
   */
  void awaitStarted() {
    Eventually.holds("the gateway has started", this::isStarted);
  }

  private boolean isStarted() {
    try {
      if (!process.isAlive()) {
        startAgain();
      }
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + managementPort + "/health/started"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
