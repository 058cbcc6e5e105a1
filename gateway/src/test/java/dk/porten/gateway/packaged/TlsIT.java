package dk.porten.gateway.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.tls.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway with TLS, asked by curl and OpenSSL. */
@Timeout(300)
final class TlsIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void openFolder() throws IOException {
    // The account that the embedded server runs under has to get through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @Test
  void demo_withTls_saysSoAndIsSafe() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    ProcessBuilder builder = gateway(authority.variables("GATEWAY_TLS_MINIMUM", "1.2"));
    try (PackagedGateway gateway = PackagedGateway.await(builder.start())) {
      String address = gateway.address();
      assertThat(address).startsWith("https://127.0.0.1:");
      assertThat(gateway.nextLine()).startsWith("The console is at https://127.0.0.1:");
      gateway.nextLine();
      assertThat(gateway.nextLine()).startsWith("curl -s " + address + "/v1/user-id-checks");
      assertThat(
              output(
                  "curl",
                  "-s",
                  "--cacert",
                  authority.authorities().toString(),
                  address + "/v1/user-id-checks",
                  "-H",
                  "Content-Type: application/json",
                  "-d",
                  "{\"userId\":\"stine!always\"}"))
          .contains("\"verdict\":\"available\"");
      assertThat(
              output(
                  "curl",
                  "-sI",
                  "--cacert",
                  authority.authorities().toString(),
                  address + "/console"))
          .contains("HTTP/1.1 200", "Content-Security-Policy")
          .doesNotContain("Strict-Transport-Security");
      assertThat(output("openssl", "s_client", "-connect", place(address), "-alpn", "h2,http/1.1"))
          .contains("No ALPN negotiated", "TLSv1.3, Cipher is TLS_AES_");
      // The first of these connections is ended by Vert.x, the second by the gateway.
      assertThat(lastAnswer(place(address), "Host: localhost\r\nConnection: close\r\n"))
          .startsWith("HTTP/1.1 200")
          .doesNotContain("unexpected eof");
      assertThat(lastAnswer(place(address), ""))
          .startsWith("HTTP/1.1 400")
          .doesNotContain("unexpected eof");
      renegotiation_isRefused(place(address));
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void files_ofNoUse_endTheStartWithALineForEach() throws Exception {
    Path certificate = Files.writeString(folder.resolve("crt"), "nothing");
    ProcessBuilder builder =
        gateway("GATEWAY_TLS_CERTIFICATE", certificate.toString(), "GATEWAY_TLS_KEY", "/no/key");
    Process process =
        builder.redirectError(ProcessBuilder.Redirect.to(folder.resolve("said").toFile())).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(folder.resolve("said"))
        .content()
        .isEqualTo(
            """
            GATEWAY_TLS_CERTIFICATE is refused: it has no certificate in PEM
            GATEWAY_TLS_KEY is refused: the file cannot be read, or has more than 1 MiB
            """);
  }

  /** Asks for one answer; OpenSSL complains if TLS does not end by its own word. */
  private String lastAnswer(String place, String headers) throws Exception {
    Path request =
        Files.writeString(
            folder.resolve("request"), "GET /v1/reason-codes HTTP/1.1\r\n" + headers + "\r\n");
    Process client =
        new ProcessBuilder("openssl", "s_client", "-quiet", "-verify_quiet", "-connect", place)
            .redirectInput(request.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("answer").toFile())
            .start();
    assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = read(folder.resolve("answer"));
    return said.substring(said.indexOf("HTTP/1.1"));
  }

  /** Asks for it by the letter R; what is sent after that must get no answer. */
  private void renegotiation_isRefused(String place) throws Exception {
    Path said = folder.resolve("renegotiation");
    Process client =
        new ProcessBuilder("openssl", "s_client", "-tls1_2", "-connect", place)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try (OutputStream input = client.getOutputStream()) {
      Eventually.holds("it is connected", () -> read(said).contains("Verify return code"));
      input.write("R\n".getBytes(StandardCharsets.US_ASCII));
      input.flush();
      Eventually.holds("it tried", () -> read(said).contains("RENEGOTIATING"));
      Eventually.holds("it is thrown out", () -> !client.isAlive());
    } finally {
      client.destroyForcibly();
    }
    assertThat(client.exitValue()).as(read(said)).isNotZero();
  }

  private ProcessBuilder gateway(String... variables) {
    ProcessBuilder builder = PackagedGateway.java(folder.resolve("data"));
    for (int i = 0; i < variables.length; i += 2) {
      builder.environment().put(variables[i], variables[i + 1]);
    }
    return builder;
  }

  private String output(String... command) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  private static String place(String address) {
    return URI.create(address).getAuthority();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
