package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The server that the gateway brings along. Its role may also make databases and roles for tests.
 */
final class EmbeddedTestPostgres implements TestPostgres {
  private final Path directory;
  private EmbeddedPostgres server;

  EmbeddedTestPostgres(Path directory) throws IOException {
    this.directory = directory;
    server = EmbeddedPostgres.open(directory);
    try {
      TestDatabase.execute(
          TestDatabase.superuser(server, directory),
          "ALTER ROLE " + address().user() + " CREATEDB CREATEROLE");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public DatabaseAddress address() {
    return server.address();
  }

  @Override
  public Path cluster() {
    return directory.resolve("cluster");
  }

  @Override
  public void stop() {
    server.close();
  }

  @Override
  public void startAgain() {
    int port = address().port();
    server.close();
    server = EmbeddedPostgres.open(directory, List.of("port=" + port));
    if (address().port() != port) {
      throw new IllegalStateException("The port was taken meanwhile");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
