package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A PostgreSQL server for tests: the one that the gateway brings along, or with {@code
 * -Dtest.postgres=15} a cluster of that version of Debian's packages, with its default
 * configuration.
 */
interface TestPostgres extends AutoCloseable {

  /** Makes and starts one; the directory is for what the embedded one has on disk. */
  static TestPostgres start(Path directory) throws IOException {
    String version = System.getProperty("test.postgres");
    return version == null ? new EmbeddedTestPostgres(directory) : new DebianPostgres(version);
  }

  /** Returns where it is; the same over crashes and starts. */
  DatabaseAddress address();

  /** Returns the directory with the server's {@code postmaster.pid}. */
  Path cluster();

  /** Stops it cleanly. */
  void stop() throws IOException;

  /** Starts it anew, on its port: after a crash, or stopped cleanly. */
  void startAgain() throws IOException;

  @Override
  void close() throws IOException;
}
