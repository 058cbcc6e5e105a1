package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The one server of a test JVM, with a temporary directory that goes with it. */
final class TestServer implements AutoCloseable {
  private static final String TEMPLATE = "migrated";

  private final Path directory;
  private final TestPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private TestServer(Path directory) throws IOException {
    this.directory = directory;
    this.server = TestPostgres.start(directory.resolve("shared"));
    execute("CREATE DATABASE " + TEMPLATE);
    Schema.migrate(server.address().withDatabase(TEMPLATE), TestDatabase.PATIENCE);
  }

  /**
   * Finds the server, started by whichever test asks first and closed after the last one. Each
   * class is an execution of its own where several JVMs share the tests, so the server belongs to
   * their session.
   */
  static TestServer of(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(TestServer.class, type -> start(), TestServer.class);
  }

  /** Makes a database with the newest schema and nothing in it. */
  DatabaseAddress newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return server.address().withDatabase(name);
  }

  /** Makes a data directory that has the programs already, for unpacking them takes seconds. */
  Path newDataDirectory(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(databases.incrementAndGet() + name));
    Files.createFile(new DataDirectory(made).gate());
    Path shared = directory.resolve("shared");
    if (Files.exists(shared)) {
      try (Stream<Path> files = Files.walk(shared)) {
        for (Path file : (Iterable<Path>) files.filter(TestServer::isProgram)::iterator) {
          link(file, made.resolve(shared.relativize(file)));
        }
      }
    }
    return made;
  }

  @Override
  public void close() throws IOException {
    // A shutdown's checkpoint of a thousand databases can take more than a minute on a busy disk.
    OwnServer.stopImmediately(server.cluster());
    server.close();
    new DataDirectory(directory).deleteAll("*", directory);
    Files.delete(directory);
  }

  private static TestServer start() {
    try {
      Path directory = Files.createTempDirectory("porten-test-");
      return new TestServer(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isProgram(Path file) {
    return file.toString().contains("/shared/" + PostgresBinaries.GLOB.replace("*", ""));
  }

  private static void link(Path file, Path link) throws IOException {
    if (Files.isDirectory(file)) {
      Files.createDirectory(link);
    } else {
      Files.createLink(link, file);
    }
  }

  private void execute(String statement) {
    try (Connection connection = server.address().connect();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
