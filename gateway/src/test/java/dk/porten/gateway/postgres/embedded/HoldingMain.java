package dk.porten.gateway.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that opens a data directory, prints the port, and closes when its input ends. */
final class HoldingMain {
  private HoldingMain() {}

  public static void main(String[] arguments) throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.open(Path.of(arguments[0]))) {
      System.out.write((server.address().port() + "\n").getBytes(StandardCharsets.US_ASCII));
      System.out.flush();
      while (System.in.read() >= 0) {
        // Held on to until the other side lets go.
      }
    }
  }
}
