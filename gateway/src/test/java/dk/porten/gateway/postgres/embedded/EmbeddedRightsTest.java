package dk.porten.gateway.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever gets at the embedded server can do: as its superuser, and as the gateway's role. */
@Timeout(120)
final class EmbeddedRightsTest {
  private static final String RIGHTS =
      """
      SELECT concat_ws(
        ' ', rolsuper, rolbypassrls, rolreplication, rolcreaterole, rolcreatedb,
        pg_has_role(oid, 'pg_read_server_files', 'MEMBER'),
        (SELECT count(*) FROM pg_auth_members WHERE member = r.oid))
      FROM pg_roles AS r
      WHERE rolname = current_user
      """;

  private static final String OWNERS =
      """
      SELECT DISTINCT pg_get_userbyid(owner)
      FROM (
        SELECT relowner, relnamespace FROM pg_class
        UNION ALL
        SELECT proowner, pronamespace FROM pg_proc
        UNION ALL
        SELECT typowner, typnamespace FROM pg_type
        UNION ALL
        SELECT datdba, 'public'::regnamespace FROM pg_database WHERE datname = current_database()
      ) AS thing (owner, namespace)
      WHERE namespace = 'public'::regnamespace
      """;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  /** The server is not root's, so that its superuser is not root either. */
  @Test
  void server_whoeverStartedIt_readsNothingThatOnlyRootMay() throws Exception {
    Path directory = DATABASE.newDataDirectory("-of-root");
    assertThat(Files.getPosixFilePermissions(directory.resolve("..")))
        .as("nobody else gets through")
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      DatabaseAddress superuser = TestDatabase.superuser(server, directory);
      assertThatThrownBy(() -> readFile(superuser, Path.of("/etc/shadow")))
          .hasMessageContaining("Permission denied");
      if (isRoot(directory)) {
        for (String secret : List.of("password", "gate.lock")) {
          assertThatThrownBy(() -> readFile(superuser, directory.resolve(secret)))
              .hasMessageContaining("Permission denied");
        }
        assertThat(uidOf(directory.resolve("cluster"))).isNotEqualTo(0);
        assertThat(
                uidOf(
                    Path.of(
                        "/proc",
                        Long.toString(
                            PostmasterFile.read(directory.resolve("cluster"))
                                .orElseThrow()
                                .processId()))))
            .isEqualTo(uidOf(directory.resolve("cluster")));
      }
      assertThat(readFile(superuser, Path.of("PG_VERSION"))).isNotEmpty();
    }
  }

  /** Earlier releases of root ran the server as root, and gave nobody all where they could not. */
  @ParameterizedTest
  @ValueSource(ints = {0, 65_534})
  void open_directoryOfAnEarlierReleaseOfRoot_isTakenOver(int earlierOwner) throws Exception {
    Path directory = DATABASE.newDataDirectory("-earlier");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      TestDatabase.execute(server.address(), "CREATE TABLE kept (id int PRIMARY KEY)");
    }
    boolean isRoot = isRoot(directory);
    if (isRoot) {
      giveTo(earlierOwner, directory);
    }

    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), "SELECT count(*) FROM kept"))
          .containsExactly("0");
      DatabaseAddress superuser = TestDatabase.superuser(server, directory);
      assertThatThrownBy(() -> readFile(superuser, Path.of("/etc/shadow")))
          .hasMessageContaining("Permission denied");
    }
    if (isRoot) {
      assertThat(uidOf(directory)).isEqualTo(0);
      assertThat(uidOf(directory.resolve("password"))).isEqualTo(0);
      assertThat(uidOf(directory.resolve("cluster").resolve("PG_VERSION"))).isEqualTo(65_534);
    }
  }

  @Test
  void open_directoryOfAnUnprivilegedUser_runsAsThatUser() throws Exception {
    Path directory = DATABASE.newDataDirectory("-daemon's");
    if (isRoot(directory)) {
      giveTo(1, directory);
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), "SELECT 1")).containsExactly("1");
    }
    // That user's gateway has to be able to go on with all of it.
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files).allMatch(file -> uidOf(file) == uidOf(directory));
    }
  }

  /** A backup may have the cluster and its superuser's password only. */
  @Test
  void open_passwordOfTheRoleIsGone_anotherIsMade() throws Exception {
    Path directory = DATABASE.newDataDirectory("-restored");
    EmbeddedPostgres.open(directory).close();
    Files.delete(directory.resolve("role-password"));

    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), "SELECT current_user"))
          .containsExactly("gateway");
    }
  }

  @Test
  void role_ofTheGateway_ownsItsDatabaseAndMayNothingElse() throws Exception {
    Path directory = DATABASE.newDataDirectory("-role");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      assertThat(TestDatabase.query(server.address(), RIGHTS)).containsExactly("f f f f f f 0");
      for (String forbidden :
          List.of(
              "SELECT pg_read_file('PG_VERSION')",
              "COPY (SELECT 1) TO PROGRAM 'cat'",
              "CREATE ROLE another",
              "CREATE DATABASE another")) {
        assertThatThrownBy(() -> TestDatabase.execute(server.address(), forbidden))
            .hasMessageContaining("permission denied");
      }
    }
  }

  /** Earlier releases used the superuser for everything. */
  @Test
  void open_tablesOfAnEarlierRelease_becomeTheRoles() throws Exception {
    Path directory = DATABASE.newDataDirectory("-superusers");
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      DatabaseAddress superuser = TestDatabase.superuser(server, directory);
      TestDatabase.execute(superuser.withDatabase("postgres"), "DROP DATABASE porten");
      TestDatabase.execute(superuser.withDatabase("postgres"), "DROP ROLE gateway");
      TestDatabase.execute(superuser.withDatabase("postgres"), "CREATE DATABASE porten");
      Schema.migrate(superuser.withSchema("public"), TestDatabase.PATIENCE);
    }

    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory)) {
      Schema.migrate(server.address().withSchema("public"), TestDatabase.PATIENCE);
      assertThat(TestDatabase.query(server.address(), OWNERS)).containsExactly("gateway");
      TestDatabase.execute(server.address(), "ALTER TABLE taken_user_id ADD COLUMN more text");
      TestDatabase.execute(server.address(), "DROP FUNCTION feed_changes");
    }
  }

  private static List<String> readFile(DatabaseAddress superuser, Path file) throws SQLException {
    return TestDatabase.query(superuser, "SELECT pg_read_file('%s')".formatted(file));
  }

  private static boolean isRoot(Path ofThisProcess) throws IOException {
    return uidOf(ofThisProcess) == 0;
  }

  private static int uidOf(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void giveTo(int user, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
