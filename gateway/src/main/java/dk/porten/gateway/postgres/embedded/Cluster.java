package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseTls;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster of a data directory and the server that runs on it, if one does. */
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String NAME = "porten";
  static final String WRONG_PASSWORD = "28P01";

  /** A server that an earlier release started has no mark. */
  private static final String WHOSE =
      "SELECT current_setting('%s', true) AS mark, current_setting('data_directory') AS directory"
          .formatted(PostgresTools.MARK);

  private final DataDirectory directory;
  private final Path programs;
  private final PostgresTools tools;
  private final String password;

  private Cluster(DataDirectory directory, Path programs, PostgresTools tools, String password) {
    this.directory = directory;
    this.programs = programs;
    this.tools = tools;
    this.password = password;
  }

  /** Opens the cluster of a directory, made now if there is none. Behind the gate. */
  static Cluster of(DataDirectory directory) throws IOException {
    directory.deleteDrafts();
    Account account = Account.of(directory);
    Path programs =
        PostgresBinaries.of(System.getProperty("os.name"), System.getProperty("os.arch"))
            .unpackFor(account, directory);
    PostgresTools tools = new PostgresTools(directory, programs, account);
    boolean exists = Files.exists(directory.cluster());
    if (exists && !Files.exists(directory.passwordFile())) {
      throw new DatabaseUnusable("The file " + directory.passwordFile() + " is missing");
    }
    String password = directory.password();
    if (!exists) {
      tools.createCluster(password);
    }
    return new Cluster(directory, programs, tools, password);
  }

  /**
   * Finds the running server, whoever started it, or starts one. A start is tried again for a
   * while: what a killed server leaves behind (its port, its backends) takes seconds to go.
   *
   * @param onlyUser whether no other process uses the directory
   */
  DatabaseAddress joinOrStart(boolean onlyUser, List<String> furtherSettings) throws IOException {
    Patience patience = Patience.of(START_PATIENCE);
    boolean started = false;
    do {
      Optional<PostmasterFile> server = running();
      if (server.isEmpty()) {
        started |= start(onlyUser, furtherSettings);
        server = running();
      }
      if (server.isPresent() && answers(server.get())) {
        LOG.info(
            "{} the embedded PostgreSQL (process {}, port {}) in {}",
            started ? "Started" : "Joined",
            server.get().processId(),
            server.get().port(),
            directory.path());
        return GatewayRole.of(address(server.get()), directory.rolePassword());
      }
    } while (patience.pause());
    throw new DatabaseUnusable(
        "The embedded PostgreSQL does not start or does not answer; see " + directory.log());
  }

  /** Stops the server if it runs. Behind the gate. */
  void stop() throws IOException {
    Optional<PostmasterFile> server = running();
    if (server.isEmpty()) {
      return;
    }
    if (server.get().stop(STOP_PATIENCE)) {
      LOG.info("Stopped the embedded PostgreSQL in {}", directory.path());
    } else {
      LOG.warn("The embedded PostgreSQL in {} does not stop", directory.path());
    }
  }

  private Optional<PostmasterFile> running() throws IOException {
    return PostmasterFile.read(directory.cluster()).filter(PostmasterFile::isAlive);
  }

  private boolean start(boolean onlyUser, List<String> furtherSettings) throws IOException {
    checkVersion();
    tools.account().take(directory.cluster());
    Optional<PostmasterFile> killed = PostmasterFile.read(directory.cluster());
    if (onlyUser) {
      directory.deleteAll(PostgresBinaries.GLOB, programs);
      if (killed.isPresent()) {
        PostmasterFile.disown(directory.cluster(), tools.account());
      }
    }
    return tools.start(freePort(killed.map(PostmasterFile::port).orElse(0)), furtherSettings);
  }

  private void checkVersion() throws IOException {
    String made = Files.readString(directory.cluster().resolve("PG_VERSION")).strip();
    String carried = tools.majorVersion();
    if (!made.equals(carried)) {
      throw new DatabaseUnusable(
          "%s was made by PostgreSQL %s, but this build carries %s"
              .formatted(directory.cluster(), made, carried));
    }
  }

  /** The port of a killed server is kept if it can be: others may still know it by that. */
  private static int freePort(int preferred) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (int wanted : new int[] {preferred, 0}) {
      try (ServerSocket socket = new ServerSocket(wanted, 1, loopback)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken by another program meanwhile.
      }
    }
    throw new IOException("No port is free");
  }

  private DatabaseAddress address(PostmasterFile server) {
    return new DatabaseAddress(
        LOOPBACK, server.port(), "postgres", NAME, password, DatabaseTls.OFF);
  }

  /** Returns whether the server can be used yet; that it is ours is proved by its own answer. */
  private boolean answers(PostmasterFile server) throws IOException {
    if (server.port() == 0) {
      return false;
    }
    try (Connection connection = address(server).connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(WHOSE)) {
      answer.next();
      String mark = answer.getString("mark");
      if (mark == null
          ? Files.isSameFile(Path.of(answer.getString("directory")), directory.cluster())
          : mark.equals(directory.mark())) {
        return true;
      }
      throw new DatabaseUnusable("Another PostgreSQL runs in the place of the embedded one");
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState())) {
        throw new DatabaseUnusable(
            "The embedded PostgreSQL does not accept the password in " + directory.passwordFile(),
            e);
      }
      return false;
    }
  }
}
