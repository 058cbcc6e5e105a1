package dk.porten.gateway.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No hash by the earlier keys is stored once a rotation is done, whatever is written beside it. */
@Timeout(120)
final class WritesBesideRotationTest {
  private static final PersonKey OLD = PersonKey.parse("00".repeat(32));
  private static final PersonKey BOTH = PersonKey.parse("00".repeat(32) + "," + "01".repeat(32));
  private static final UserId STINE = UserId.recorded("stine.b");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private DatabaseAddress address = DATABASE.address();

  @BeforeEach
  void freshDatabase() {
    address = DATABASE.newDatabase();
    Schema.claim(address, OLD);
  }

  /** Its transaction began before the rotation and ends before it. */
  @Test
  void run_writeUnderWay_isWaitedForAndWrapped() throws SQLException {
    CompletableFuture<KeyRotation.Outcome> rotation;
    try (Connection writing = address.withPersonKey(OLD.checkValue()).connect()) {
      writing.setAutoCommit(false);
      audit(writing, OLD);
      rotation = HashWrappingTest.rotating(address, BOTH);
      TestDatabase.awaitLockWait(address);
      writing.commit();
    }
    assertThat(rotation.join().hashes()).isEqualTo(1);
    assertThat(auditsOf(BOTH)).isEqualTo(1);
    assertThat(auditsOf(OLD)).isZero();
  }

  /** It waits for the rotation, which was there first. */
  @Test
  void run_writeThatBeginsMeanwhile_isRefused() throws SQLException {
    CompletableFuture<KeyRotation.Outcome> rotation;
    CompletableFuture<Void> write;
    try (Connection holding = HashWrappingTest.holdKey(address)) {
      rotation = HashWrappingTest.rotating(address, BOTH);
      TestDatabase.awaitLockWait(address);
      write = CompletableFuture.runAsync(this::auditByOldKey, HashWrappingTest.OWN_THREAD);
      TestDatabase.awaitLockWaits(address, 2);
      holding.rollback();
    }
    rotation.join();
    assertThatThrownBy(write::join).rootCause().hasMessageContaining("the person key was rotated");
    assertThat(auditsOf(OLD)).isZero();
  }

  /** It says nothing of a key, and has the oldest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO audit_record (action, client, subject, request_id)"
            + " VALUES ('user-id-held', '', '', '')",
        "SELECT counting('')",
        "SELECT feed_changes(pg_current_snapshot(), 1)"
      })
  void previousRelease_afterARotation_neitherWritesNorFollows(String statement)
      throws SQLException {
    TestDatabase.execute(address, statement);
    KeyRotation.run(address, BOTH);
    assertThatThrownBy(() -> TestDatabase.execute(address, statement))
        .isInstanceOf(SQLException.class)
        .extracting(failure -> ((SQLException) failure).getSQLState())
        .isEqualTo("55000");
  }

  private void auditByOldKey() {
    try (Connection connection = address.withPersonKey(OLD.checkValue()).connect()) {
      audit(connection, OLD);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void audit(Connection connection, PersonKey key) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit_record (action, client, subject, request_id, user_id_hash)"
                + " VALUES ('user-id-held', '', '', '', ?)")) {
      insert.setBytes(1, key.hash(STINE));
      insert.executeUpdate();
    }
  }

  private long auditsOf(PersonKey key) throws SQLException {
    return TestDatabase.query(address, "SELECT encode(user_id_hash, 'hex') FROM audit_record")
        .stream()
        .filter(HexFormat.of().formatHex(key.hash(STINE))::equals)
        .count();
  }
}
