package dk.porten.gateway.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
final class EmbeddedPostgresTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void open_pathWithSpaceAndQuote_servesAndKeepsSecretsClosed() throws Exception {
    Path directory = DATABASE.newDataDirectory("-Lene's data; touch x");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), "SHOW server_encoding"))
          .containsExactly("UTF8");
      assertThat(TestDatabase.query(server.address(), "SHOW data_checksums")).containsExactly("on");
      assertThat(TestDatabase.query(server.address(), "SHOW listen_addresses"))
          .containsExactly("127.0.0.1");
      DatabaseAddress superuser = TestDatabase.superuser(server, directory);
      assertThat(TestDatabase.query(superuser, "SHOW unix_socket_directories")).containsExactly("");
    }
    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("password"))).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("role-password"))).isEqualTo("rw-------");
    assertThat(isServed(directory)).isFalse();
  }

  @Test
  void open_pathThatAShellWouldRead_isRefused() {
    assertThatThrownBy(() -> EmbeddedPostgres.open(DATABASE.newDataDirectory("-$HOME")))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("double quote");
  }

  @Test
  void open_directoryWithOtherThings_isRefusedAndLeftAlone() throws Exception {
    Path directory = Files.createDirectory(DATABASE.newDataDirectory("-home").resolve("home"));
    Files.writeString(directory.resolve("letter"), "Dear Lene");
    String before = mode(directory);
    assertThatThrownBy(() -> EmbeddedPostgres.open(directory))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("something else");
    assertThat(mode(directory)).isEqualTo(before);
  }

  @Test
  void address_wrongPassword_isRefused() {
    DatabaseAddress right = DATABASE.address();
    DatabaseAddress wrong =
        new DatabaseAddress(
            right.host(), right.port(), right.database(), right.user(), "guess", right.tls());
    assertThatThrownBy(wrong::connect)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  @Test
  void open_sameDirectoryTwiceInOneProcess_isRefusedAndTheFirstGoesOn() throws Exception {
    Path directory = DATABASE.newDataDirectory("-twice");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThatThrownBy(() -> EmbeddedPostgres.open(directory))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContaining("already uses");
      assertThat(TestDatabase.query(server.address(), "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void open_afterPostgresWasKilled_hasEveryConfirmedRowOnTheSamePort() throws Exception {
    Path directory = DATABASE.newDataDirectory("-killed");
    EmbeddedPostgres first = EmbeddedPostgres.open(directory);
    int port = first.address().port();
    TestDatabase.execute(first.address(), "CREATE TABLE kept (id int PRIMARY KEY)");
    try (Connection connection = first.address().connect();
        var insert = connection.prepareStatement("INSERT INTO kept VALUES (?)")) {
      for (int i = 0; i < 200; i++) {
        insert.setInt(1, i);
        insert.executeUpdate();
      }
      ProcessHandle killed = postmaster(directory);
      killed.destroyForcibly();
      killed.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
    assertThat(isServed(directory)).isFalse();
    first.close();

    try (EmbeddedPostgres second = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(second.address(), "SELECT count(*) FROM kept"))
          .containsExactly("200");
      assertThat(second.address().port()).isEqualTo(port);
    }
  }

  @Test
  void open_numberOfTheKilledServerGivenToAnotherProcess_starts() throws Exception {
    Path directory = DATABASE.newDataDirectory("-reused");
    EmbeddedPostgres.open(directory).close();
    // Not this process: PostgreSQL overlooks its own ancestors.
    Process someoneElse = new ProcessBuilder("cat").start();
    Path file = directory.resolve("cluster").resolve("postmaster.pid");
    Files.writeString(file, someoneElse.pid() + "\n" + directory + "/cluster\n1\n1\n\n\n");
    Files.setAttribute(file, "unix:uid", Files.getAttribute(file.getParent(), "unix:uid"));

    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), "SELECT 1")).containsExactly("1");
    } finally {
      someoneElse.destroy();
    }
  }

  @Test
  void open_remainsOfAKilledFirstStart_areReplaced() throws Exception {
    Path directory = DATABASE.newDataDirectory("-remains");
    Path remains = Files.createDirectories(directory.resolve("new-1").resolve("cluster"));
    Files.writeString(remains.resolve("PG_VERSION"), "18");

    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), "SELECT 1")).containsExactly("1");
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("new-") || name.endsWith(".tmp"));
    }
  }

  @Test
  void open_clusterWithoutItsPassword_saysSo() throws Exception {
    Path directory = DATABASE.newDataDirectory("-forgotten");
    Files.createDirectory(directory.resolve("cluster"));
    assertThatThrownBy(() -> EmbeddedPostgres.open(directory))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("password is missing");
  }

  @Test
  void open_clusterOfAnotherVersion_saysSo() throws Exception {
    Path directory = DATABASE.newDataDirectory("-old");
    Path cluster = Files.createDirectory(directory.resolve("cluster"));
    Files.writeString(cluster.resolve("PG_VERSION"), "14\n");
    Files.writeString(directory.resolve("password"), "x");
    assertThatThrownBy(() -> EmbeddedPostgres.open(directory))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageMatching(".* made by PostgreSQL 14, but this build carries [0-9]+");
  }

  @Test
  void platform_withoutPrograms_asksForADatabase() throws Exception {
    DataDirectory directory = DataDirectory.at(DATABASE.newDataDirectory("-platform"));
    assertThatThrownBy(() -> PostgresBinaries.of("Plan 9", "sparc").unpackInto(directory))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("GATEWAY_DATABASE_URL");
  }

  @Test
  void close_otherProcessUsesIt_leavesItRunningAndTheLastStopsIt() throws Exception {
    Path directory = DATABASE.newDataDirectory("-shared");
    EmbeddedPostgres ours = EmbeddedPostgres.open(directory);
    try (Holder other = Holder.start(directory)) {
      assertThat(other.port()).isEqualTo(ours.address().port());
      ours.close();
      assertThat(TestDatabase.query(ours.address(), "SELECT 1")).containsExactly("1");
    }
    assertThat(isServed(directory)).isFalse();
  }

  @Test
  void open_otherProcessKilled_joinsItsServerAndStopsIt() throws Exception {
    Path directory = DATABASE.newDataDirectory("-orphan");
    Holder other = Holder.start(directory);
    int port = other.port();
    long server = postmaster(directory).pid();
    other.kill();
    assertThat(isServed(directory)).isTrue();

    try (EmbeddedPostgres ours = EmbeddedPostgres.open(directory)) {
      assertThat(ours.address().port()).isEqualTo(port);
      assertThat(postmaster(directory).pid()).isEqualTo(server);
    }
    assertThat(isServed(directory)).isFalse();
  }

  @Test
  void open_severalProcessesAtOnce_shareOneServer() throws Exception {
    Path directory = DATABASE.newDataDirectory("-rush");
    try (Holder one = Holder.start(directory);
        Holder two = Holder.start(directory)) {
      int port;
      try (EmbeddedPostgres ours = EmbeddedPostgres.open(directory)) {
        port = ours.address().port();
        assertThat(List.of(one.port(), two.port())).containsExactly(port, port);
      }
    }
    assertThat(isServed(directory)).isFalse();
  }

  /** Values are in the very sentences of errors, so none of those may be logged. */
  @Test
  void log_failedStatements_holdsNoValue() throws Exception {
    Path directory = DATABASE.newDataDirectory("-log");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      DatabaseAddress address = server.address();
      TestDatabase.execute(address, "CREATE TABLE t (a text PRIMARY KEY)");
      TestDatabase.execute(address, "INSERT INTO t VALUES ('planted-value')");
      for (String statement :
          List.of(
              "INSERT INTO t VALUES ('planted-value')",
              "SELECT 'planted-value'::uuid",
              "SELECT * FROM \"planted-value\"",
              "SELECT 1 / 0, 'planted-value'",
              "DO $$ BEGIN RAISE WARNING 'planted-value'; RAISE 'planted-value'; END $$")) {
        assertThatThrownBy(() -> TestDatabase.execute(address, statement))
            .isInstanceOf(SQLException.class);
      }
    }
    assertThat(Files.readString(directory.resolve("postgres.log")))
        .contains("database system is ready")
        .doesNotContain("planted");
  }

  private static boolean isServed(Path directory) throws IOException {
    return PostmasterFile.read(directory.resolve("cluster"))
        .filter(PostmasterFile::isAlive)
        .isPresent();
  }

  private static ProcessHandle postmaster(Path directory) throws IOException {
    long process = PostmasterFile.read(directory.resolve("cluster")).orElseThrow().processId();
    return ProcessHandle.of(process).orElseThrow();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }
}
