package dk.porten.gateway.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.http.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the packaged jar serves without a key set: on loopback and the embedded database only. */
@Timeout(300)
final class StartIT {
  private static final Map<String, String> OTHER_DATABASE =
      Map.of(
          "GATEWAY_DATABASE_URL",
          "postgresql://u:hush@127.0.0.1:1/d",
          "GATEWAY_PERSON_KEY",
          "00".repeat(32));

  private static final Map<String, String> TOKENS =
      Map.of(
          "GATEWAY_JWKS",
          TestTokens.keySetFile().toString(),
          "GATEWAY_JWT_ISSUER",
          TestTokens.ISSUER,
          "GATEWAY_JWT_AUDIENCE",
          TestTokens.AUDIENCE);

  @TempDir private Path folder = Path.of("");

  @Test
  void start_embeddedOnLoopback_isTheDemoAndSaysSo() throws Exception {
    try (PackagedGateway gateway = PackagedGateway.start(folder.resolve("data"))) {
      assertThat(gateway.nextLine()).startsWith("The console is at http://127.0.0.1:");
      assertThat(gateway.nextLine())
          .startsWith("A demo: without GATEWAY_JWT_ISSUER whoever reaches this loopback address");
      assertThat(gateway.verdictOn("stine!always")).isEqualTo("available");
      assertThat(gateway.stop()).isEqualTo(0);
    }
  }

  @Test
  void start_otherDatabaseWithoutKeySet_isRefusedInOneLine() throws Exception {
    assertRefused("GATEWAY_JWT_ISSUER is needed with GATEWAY_DATABASE_URL", OTHER_DATABASE);
  }

  @Test
  void start_otherAddressWithoutKeySet_isRefusedInOneLine() throws Exception {
    assertRefused(
        "GATEWAY_JWT_ISSUER is needed unless GATEWAY_HOST is a loopback address",
        Map.of("GATEWAY_HOST", "0.0.0.0"));
  }

  @Test
  void start_keySetOfNoUse_isRefusedInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), "{\"keys\":[]}");

    assertRefused(
        "GATEWAY_JWKS is refused: the key set has no key for ES256, RS256, PS256, EdDSA",
        Map.of(
            "GATEWAY_JWKS",
            file.toString(),
            "GATEWAY_JWT_ISSUER",
            TestTokens.ISSUER,
            "GATEWAY_JWT_AUDIENCE",
            TestTokens.AUDIENCE));
  }

  @Test
  void start_databaseThatCannotBeUsed_isRefusedInOneLine() throws Exception {
    Path data = folder.resolve("data");
    try (PackagedGateway gateway = PackagedGateway.start(data)) {
      int port =
          Integer.parseInt(Files.readAllLines(data.resolve("cluster/postmaster.pid")).get(3));
      String password = Files.readString(data.resolve("role-password")).strip();
      String place = "127.0.0.1:" + port + "/";
      assertRefused(
          "The database "
              + place
              + "porten refuses the login (password authentication failed for user \"gateway\"):"
              + " check user and password in GATEWAY_DATABASE_URL, and the server's pg_hba.conf",
          withDatabase("postgresql://gateway:guess@" + place + "porten"));
      assertRefused(
          "The database "
              + place
              + "none does not exist (database \"none\" does not exist): create it, or correct"
              + " GATEWAY_DATABASE_URL",
          withDatabase("postgresql://gateway:" + password + "@" + place + "none"));
      assertRefused(
          "The database "
              + place
              + "porten does not speak TLS, which the sslmode in GATEWAY_DATABASE_URL asks for",
          withDatabase(
              "postgresql://gateway:" + password + "@" + place + "porten?sslmode=require"));
      assertRefused(
          "The person key does not match this database, whose hashes are made with the keys [name];"
              + " GATEWAY_PERSON_KEY has [name]: set it to the keys with which the database was used,"
              + " the oldest first",
          withDatabase("postgresql://gateway:" + password + "@" + place + "porten"));
      assertThat(gateway.stop()).isEqualTo(0);
    }
  }

  @Test
  void start_toldToStopWhileItWaits_endsAtOnceAndLeavesNothingBehind() throws Exception {
    ProcessBuilder builder = PackagedGateway.java(folder.resolve("data"));
    builder.environment().putAll(TOKENS);
    builder.environment().put("GATEWAY_JWKS", "http://127.0.0.1:1/keys");
    Process process = builder.redirectError(ProcessBuilder.Redirect.PIPE).start();
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine())
          .contains(
              "its issuer cannot be reached: no connection for the key set; it is waited for");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(0);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void start_toldToStopWhileItWarmsUp_neverGetsReady() throws Exception {
    ProcessBuilder builder = PackagedGateway.java(folder.resolve("data"));
    builder.environment().putAll(TOKENS);
    builder.environment().put("GATEWAY_WARM_UP_SECONDS", "60");
    int port = FreePort.find();
    builder.environment().put("GATEWAY_PORT", String.valueOf(port));
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      while (!line.contains("Warming up")) {
        line = said.readLine();
      }
      process.toHandle().destroy(); // leaves what it still says to be read
      while (process.isAlive()) {
        assertThat(FreePort.isFree(port)).isTrue();
      }
      assertThat(said.lines())
          .noneMatch(more -> more.contains("Porten is ready") || more.matches(".*(ERROR|WARN).*"));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(0);
    } finally {
      process.destroyForcibly();
    }
  }

  private Map<String, String> withDatabase(String url) throws IOException {
    var variables = new HashMap<>(TOKENS);
    variables.put("GATEWAY_DATABASE_URL", url);
    variables.put("GATEWAY_PERSON_KEY", "00".repeat(32));
    return variables;
  }

  private void assertRefused(String expected, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = PackagedGateway.java(folder.resolve("data"));
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.PIPE).start();
    try {
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said.replaceAll("\\[[0-9a-f]{8}]", "[name]"))
          .isEqualToIgnoringNewLines(expected)
          .hasLineCount(1);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }
}
