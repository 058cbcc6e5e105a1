package dk.porten.gateway.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.embedded.EmbeddedPostgres;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which servers are refused, in which words, and which are waited for. */
@Timeout(120)
final class ServerCheckTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void check_theServer_passes() {
    assertThatCode(() -> ServerCheck.check(DATABASE.address())).doesNotThrowAnyException();
  }

  @Test
  void rights_ofARole_areToldIfAGatewayDoesNotNeedThem() throws Exception {
    Path directory = DATABASE.newDataDirectory("-roles");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      DatabaseAddress superuser = TestDatabase.superuser(server, directory);
      Map<String, String> told =
          Map.of(
              "CREATEDB CREATEROLE", "CREATEROLE, CREATEDB",
              "SUPERUSER", "SUPERUSER",
              "BYPASSRLS REPLICATION", "BYPASSRLS, REPLICATION",
              "IN ROLE pg_read_server_files, gateway", "pg_read_server_files");
      for (Map.Entry<String, String> role : told.entrySet()) {
        TestDatabase.execute(
            superuser, "CREATE ROLE tried LOGIN PASSWORD 'tried' " + role.getKey());
        assertThat(ServerCheck.needlessRights(as("tried", superuser))).isEqualTo(role.getValue());
        TestDatabase.execute(superuser, "DROP ROLE tried");
      }
      assertThat(ServerCheck.needlessRights(server.address())).isNull();
    }
  }

  @Test
  void check_serverWithoutFsync_isRefusedByName() throws Exception {
    try (EmbeddedPostgres server =
        TestDatabase.open(
            DATABASE.newDataDirectory("-unsafe"), "fsync=off", "full_page_writes=off")) {
      assertRefused(server.address(), "runs with fsync, full_page_writes off");
    }
  }

  @Test
  void check_standby_isRefused() throws Exception {
    Path directory = DATABASE.newDataDirectory("-standby");
    EmbeddedPostgres.open(directory).close();
    Files.createFile(directory.resolve("cluster").resolve("standby.signal"));
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertRefused(server.address(), "takes no writes: it is a standby");
    }
  }

  @Test
  void check_olderVersion_isRefused() {
    assertThatThrownBy(() -> ServerCheck.check(DATABASE.address(), 99))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageMatching("The database .* is PostgreSQL [0-9]+: the gateway needs 99 or newer");
  }

  @Test
  void check_wrongPassword_isRefused() {
    DatabaseAddress right = DATABASE.address();
    assertRefused(
        new DatabaseAddress(
            right.host(), right.port(), right.database(), right.user(), "guess", right.tls()),
        "refuses the login (password authentication failed for user \"" + right.user() + "\")");
  }

  @Test
  void check_missingDatabase_isRefused() {
    assertRefused(
        DATABASE.address().withDatabase("missing"),
        "does not exist (database \"missing\" does not exist): create it");
  }

  @Test
  void check_noServer_isWaitedFor() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertWaitedFor(at(port), "cannot be reached (connection refused)");
  }

  @Test
  void check_serverThatBreaksOff_isWaitedFor() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var closing =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Socket caller = socket.accept();
                    caller.close();
                  }
                } catch (IOException closed) {
                  // The test is over.
                }
              });
      closing.start();
      assertWaitedFor(at(socket.getLocalPort()), "breaks the connection off");
    }
  }

  @Test
  void check_serverThatSaysNothing_isGivenUpInTime() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertWaitedFor(at(socket.getLocalPort()), "does not answer in time");
    }
  }

  @Test
  void check_hostThatNobodyKnows_isWaitedFor() {
    DatabaseAddress here = DATABASE.address();
    assertWaitedFor(
        new DatabaseAddress("nobody.invalid", 5432, "d", here.user(), here.password(), here.tls()),
        "has a host whose name is not known");
  }

  private static DatabaseAddress as(String role, DatabaseAddress server) {
    return new DatabaseAddress(
        server.host(), server.port(), server.database(), role, role, server.tls());
  }

  private static DatabaseAddress at(int port) {
    DatabaseAddress here = DATABASE.address();
    return new DatabaseAddress(
        "127.0.0.1", port, here.database(), here.user(), here.password(), here.tls());
  }

  private static void assertRefused(DatabaseAddress address, String why) {
    assertUnusable(address, why, false);
  }

  private static void assertWaitedFor(DatabaseAddress address, String why) {
    assertUnusable(address, why, true);
  }

  private static void assertUnusable(DatabaseAddress address, String why, boolean mayPass) {
    AbstractThrowableAssert<?, ?> thrown =
        assertThatThrownBy(() -> ServerCheck.check(address)).isInstanceOf(DatabaseUnusable.class);
    thrown
        .hasMessageStartingWith("The database " + address.place() + " ")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("\n", address.password());
    thrown.matches(unusable -> ((DatabaseUnusable) unusable).mayPass() == mayPass, "may pass");
  }
}
