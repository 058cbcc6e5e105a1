package dk.porten.consoletests;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged gateway on a database of its own, and what is recorded in it beforehand. */
final class GatewayProcess implements AutoCloseable {

  private static final Path JAR = Path.of("..", "gateway", "target", "gateway.jar");
  private static final Path LAUNCHER = Path.of("..", "gateway", "porten").toAbsolutePath();
  private static final Pattern ADDRESS = Pattern.compile("ready on (http://\\S+?) ");
  private static final Pattern HOLD = Pattern.compile("\"holdId\":\"([^\"]+)\"");

  private static final Pattern AS_OF = Pattern.compile("\"asOf\":\"([^\"]+)\"");

  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final Path folder;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  private GatewayProcess(Process process, Path folder, String address) {
    this.process = process;
    this.folder = folder;
    this.address = address;
  }

  /** Starts one; returns when it is ready. */
  static GatewayProcess start(Map<String, String> variables) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException("build gateway.jar first: mvn package -DskipTests");
    }
    try {
      Path folder = Files.createTempDirectory("console");
      // The account that the embedded server runs under has to get through.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      var builder =
          new ProcessBuilder(LAUNCHER.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_"));
      builder.environment().putAll(variables);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      // What is slow on a busy machine is no failure here.
      builder.environment().put("GATEWAY_DEADLINE_MILLIS", "20000");
      builder.environment().put("GATEWAY_DATABASE_TIMEOUT_MILLIS", "20000");
      builder.environment().put("GATEWAY_PORT", "0");
      builder.environment().put("GATEWAY_MANAGEMENT_PORT", "0");
      builder.environment().put("GATEWAY_WARM_UP_SECONDS", "0");
      builder.environment().put("GATEWAY_DATA_DIR", folder.resolve("data").toString());
      Process process = builder.start();
      try {
        return new GatewayProcess(process, folder, awaitAddress(process));
      } catch (RuntimeException failure) {
        stop(process, folder);
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String awaitAddress(Process process) {
    return CompletableFuture.supplyAsync(() -> addressOf(process))
        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static String addressOf(Process process) {
    // Left open: whoever closes it would have the gateway write into nothing.
    BufferedReader said = process.inputReader();
    return said.lines()
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the gateway did not start"))
        .group(1);
  }

  /** Returns its address, without a slash at the end. */
  String address() {
    return address;
  }

  /** Returns which day it is in Denmark by the gateway's clock. */
  LocalDate today() {
    String checked = post("/v1/user-id-checks", "{\"userId\":\"any-one\"}");
    return LocalDate.ofInstant(
        Instant.parse(found(AS_OF, checked)), ZoneId.of("Europe/Copenhagen"));
  }

  /** Makes a user ID somebody's. */
  void take(String userId) {
    String held = post("/v1/user-id-holds", "{\"userId\":\"" + userId + "\"}");
    post("/v1/user-id-holds/" + found(HOLD, held) + "/claim", "{}");
  }

  private static String found(Pattern pattern, String answer) {
    Matcher matcher = pattern.matcher(answer);
    if (!matcher.find()) {
      throw new IllegalStateException(answer);
    }
    return matcher.group(1);
  }

  /** Records that somebody was a witness, as of so many days ago. */
  void attest(UUID witness, String day) {
    post(
        "/v1/attestations",
        """
        {"witness":{"personId":"%s","birthDate":"1980-02-29","mitIdSince":"2022-01-01",
          "documents":[{"type":"driving-licence","issuer":"DK","expiresOn":"2040-01-01",
            "nameMatchesCpr":true}]},
         "applicant":{"personId":"%s"},"on":"%s"}
        """
            .formatted(witness, UUID.randomUUID(), day));
  }

  private String post(String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(path + ": " + response.body());
      }
      return response.body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    stop(process, folder);
  }

  private static void stop(Process process, Path folder) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
