package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.http.FreePort;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * A cluster of Debian's PostgreSQL packages, as {@code pg_createcluster} makes it. Needs root. The
 * gateway's role is no superuser, but the owner of its databases.
 */
final class DebianPostgres implements TestPostgres {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final String ROLE = "porten";
  private static final String PASSWORD = "p+$!@%:/ word";

  private final String version;
  private final String name = "porten-test-" + UUID.randomUUID().toString().substring(0, 8);
  private final DatabaseAddress address;

  DebianPostgres(String version) throws IOException {
    this.version = version;
    int port = FreePort.find();
    run("pg_createcluster", version, name, "--port=" + port);
    run("pg_ctlcluster", version, name, "start");
    psql(port, "CREATE ROLE " + ROLE + " LOGIN CREATEDB CREATEROLE PASSWORD '" + PASSWORD + "'");
    psql(port, "CREATE DATABASE porten OWNER " + ROLE);
    address = new DatabaseAddress("127.0.0.1", port, "porten", ROLE, PASSWORD, DatabaseTls.OFF);
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public Path cluster() {
    return Path.of("/var/lib/postgresql", version, name);
  }

  @Override
  public void stop() throws IOException {
    run("pg_ctlcluster", version, name, "stop");
  }

  /**
   * Stops it first if it runs; what a killed one leaves behind, its port, may take some time to go.
   */
  @Override
  public void startAgain() throws IOException {
    Patience patience = Patience.of(START_PATIENCE);
    while (true) {
      try {
        run("pg_ctlcluster", version, name, "restart");
        return;
      } catch (IOException notYet) {
        if (!patience.pause()) {
          throw notYet;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_dropcluster", "--stop", version, name);
  }

  /** Runs a statement as the superuser, who is known by the account of the operating system. */
  static void psql(int port, String statement) throws IOException {
    run(
        "setpriv",
        "--reuid=postgres",
        "--regid=postgres",
        "--init-groups",
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--port=" + port,
        "--command=" + statement,
        "postgres");
  }

  private static void run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command[0] + " failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
