package dk.porten.gateway.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.facts.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start from the file of the last stop. In between, {@code renamed} becomes {@code hidden}
 * without the feed's being told, which shows from where the directory was taken, and {@code later}
 * is taken.
 */
@Timeout(60)
final class DirectorySnapshotTest {
  private static final List<String> ASKED = List.of("stays", "renamed", "hidden", "later", "freed");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  private final DatabaseAddress address = DATABASE.newDatabase();

  @BeforeEach
  void stopAndChange() throws SQLException {
    execute("INSERT INTO taken_user_id (user_id) VALUES ('stays'), ('renamed'), ('freed')");
    startAndStop();
    execute("UPDATE taken_user_id SET user_id = 'hidden' WHERE user_id = 'renamed'");
    execute("INSERT INTO taken_user_id (user_id) VALUES ('later')");
    execute(
        "UPDATE taken_user_id SET free_from = now(), changed_xid = pg_current_xact_id()"
            + " WHERE user_id = 'freed'");
  }

  @Test
  void start_withTheFile_takesItAndWhatChangedSince() {
    assertThat(takenAtStart()).containsExactly("stays", "renamed", "later");
  }

  @Test
  void start_withTheFileOfASecondStop_takesThat() {
    startAndStop();
    assertThat(takenAtStart()).containsExactly("stays", "renamed", "later");
  }

  @Test
  void start_withoutTheFile_readsAllAndSavesIt() throws IOException {
    Files.delete(file());
    try (var watched = watched()) {
      assertThat(watched.taken(ASKED)).containsExactly("stays", "hidden", "later");
      Eventually.holds("it is saved", () -> Files.exists(file()));
    }
  }

  @Test
  void start_withADamagedFile_readsAll() throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2]++;
    Files.write(file(), bytes);
    assertThat(takenAtStart()).containsExactly("stays", "hidden", "later");
    assertThat(takenAtStart()).as("from the file of that stop").contains("hidden");
  }

  @Test
  void start_afterTheServersTransactionsBecameOthers_readsAll() throws SQLException {
    execute("DELETE FROM change_lineage");
    assertThat(takenAtStart()).containsExactly("stays", "hidden", "later");
  }

  @Test
  void start_whereNoFileCanBeWritten_isAStartLikeAnyOther() {
    Path nowhere = folder.resolve("none/file");
    try (var watched = new WatchedDatabase(address, care(nowhere))) {
      assertThat(watched.taken(ASKED)).containsExactly("stays", "hidden", "later");
    }
    assertThat(nowhere).doesNotExist();
  }

  private void startAndStop() {
    watched().close();
  }

  private List<String> takenAtStart() {
    try (var watched = watched()) {
      return watched.taken(ASKED);
    }
  }

  private WatchedDatabase watched() {
    return new WatchedDatabase(address, care(file()));
  }

  private Path file() {
    return folder.resolve("ids");
  }

  private static Database.DirectoryCare care(Path file) {
    return new Database.DirectoryCare(Optional.of(file), Duration.ZERO);
  }

  private void execute(String statement) throws SQLException {
    TestDatabase.execute(address, statement);
  }
}
