package dk.porten.gateway.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rotation wraps every stored hash, or none. */
@Timeout(120)
final class HashWrappingTest {
  /** The common pool may have one thread, which would wait for what is behind it. */
  static final Executor OWN_THREAD = task -> new Thread(task).start();

  private static final String OLD_HEX = "00".repeat(32);
  private static final String BOTH_HEX = OLD_HEX + "," + "01".repeat(32);
  private static final PersonKey OLD = PersonKey.parse(OLD_HEX);
  private static final PersonKey BOTH = PersonKey.parse(BOTH_HEX);
  private static final UUID WITNESS = UUID.randomUUID();
  private static final UUID APPLICANT = UUID.randomUUID();
  private static final UserId STINE = UserId.recorded("stine.b");

  /** What is in the columns of bytes that no person key has to do with. */
  private static final String NO_HASHES = "idempotency_key.%|budget_use.marks";

  private static final String HASHES =
      """
      SELECT concat_ws(' ', 'attestation', encode(witness, 'hex'), encode(applicant, 'hex'), encode(source_hash, 'hex'))
      FROM attestation
      UNION ALL
      SELECT concat_ws(' ', 'audit', encode(witness, 'hex'), encode(applicant, 'hex'), encode(user_id_hash, 'hex'))
      FROM audit_record
      UNION ALL
      SELECT 'erased ' || encode(source_hash, 'hex') FROM erased_source
      UNION ALL
      SELECT 'hold ' || encode(user_id_hash, 'hex') FROM user_id_hold
      UNION ALL
      SELECT 'check ' || encode(check_value, 'hex') FROM person_key
      """;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private DatabaseAddress address = DATABASE.address();

  @BeforeEach
  void storeEveryHash() throws SQLException {
    address = DATABASE.newDatabase();
    Schema.claim(address, OLD);
    write("INSERT INTO erased_source VALUES (?)", OLD.hashOfSource("case 1"));
    write(
        """
        INSERT INTO attestation (attestation_id, witness, applicant, source_hash, attested_on, rule_pack, recorded_by)
        VALUES (gen_random_uuid(), ?, ?, ?, current_date, '', ''), (gen_random_uuid(), ?, ?, NULL, current_date, '', '')
        """,
        OLD.hash(WITNESS),
        OLD.hash(APPLICANT),
        OLD.hashOfSource("case 2"),
        OLD.hash(WITNESS),
        OLD.hash(WITNESS));
    write(
        """
        INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
        VALUES (gen_random_uuid(), 'stine.b', ?, 'c', now())
        """,
        OLD.hash(STINE));
    write(
        """
        INSERT INTO audit_record (action, client, subject, request_id, witness, applicant, user_id_hash)
        VALUES ('attestation-recorded', '', '', '', ?, ?, NULL), ('user-id-held', '', '', '', NULL, NULL, ?),
          ('person-erased', '', '', '', NULL, NULL, NULL)
        """,
        OLD.hash(WITNESS),
        OLD.hash(APPLICANT),
        OLD.hash(STINE));
  }

  @Test
  void run_everyHash_isTheOneByAllKeys() throws SQLException {
    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(OLD));

    assertThat(KeyRotation.run(address, BOTH))
        .isEqualTo(new KeyRotation.Outcome(10, false, BOTH.keyIds()));

    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(BOTH));
  }

  /** A new column of bytes belongs into the rotation, or into the list of those that do not. */
  @Test
  void run_everyColumnOfBytes_isWrappedOrNoHash() throws SQLException {
    assertThat(
            TestDatabase.query(
                address,
                """
                SELECT table_name || '.' || column_name
                FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND data_type = 'bytea' AND table_type = 'BASE TABLE'
                  AND table_name || '.' || column_name NOT SIMILAR TO '(%s)'
                """
                    .formatted(NO_HASHES)))
        .containsExactlyInAnyOrder(
            "erased_source.source_hash",
            "attestation.witness",
            "attestation.applicant",
            "attestation.source_hash",
            "user_id_hold.user_id_hash",
            "audit_record.witness",
            "audit_record.applicant",
            "audit_record.user_id_hash",
            "person_key.check_value");
  }

  @Test
  void run_moreRowsThanABatch_areAllWrapped() throws SQLException {
    String sources = "SELECT encode(source_hash, 'hex') FROM erased_source";
    TestDatabase.execute(
        address,
        "INSERT INTO erased_source SELECT sha256(int4send(i)) FROM generate_series(1, 25000) AS i");
    List<String> before = TestDatabase.query(address, sources);

    KeyRotation.run(address, BOTH);

    assertThat(TestDatabase.query(address, sources).stream().sorted().toList())
        .isEqualTo(
            before.stream()
                .map(hash -> hex(BOTH.wrap(HexFormat.of().parseHex(hash))))
                .sorted()
                .toList());
  }

  @Test
  void run_again_changesNothing() throws SQLException {
    KeyRotation.run(address, BOTH);
    assertThat(KeyRotation.run(address, BOTH))
        .isEqualTo(new KeyRotation.Outcome(0, true, BOTH.keyIds()));
    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(BOTH));
  }

  @Test
  void run_otherEarlierKeys_isRefusedAndChangesNothing() throws SQLException {
    PersonKey others = PersonKey.parse("02".repeat(32) + "," + "01".repeat(32));
    assertThatThrownBy(() -> KeyRotation.run(address, others))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("does not match this database");
    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(OLD));
  }

  @Test
  void run_oneKeyOnly_isRefused() {
    assertThatThrownBy(() -> KeyRotation.run(address, OLD))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("put a new one behind it");
  }

  /** A claim locks its hold's row before it writes: neither may wait for the other for ever. */
  @Test
  void run_rowLockedThatIsWrittenLater_comesAfterIt() throws SQLException {
    CompletableFuture<KeyRotation.Outcome> rotation;
    try (Connection claiming = address.connect()) {
      claiming.setAutoCommit(false);
      claiming.createStatement().execute("SELECT FROM user_id_hold FOR UPDATE");
      rotation = rotating(address, BOTH);
      TestDatabase.awaitLockWait(address);
      claiming.createStatement().execute("UPDATE user_id_hold SET expires_at = now()");
      claiming.commit();
    }
    assertThat(rotation.join().hashes()).isEqualTo(10);
    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(BOTH));
  }

  @Test
  void run_twoAtOnce_oneWraps() throws SQLException {
    var one = rotating(address, BOTH);
    var other = rotating(address, BOTH);
    assertThat(List.of(one.join().isDoneBefore(), other.join().isDoneBefore()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(BOTH));
  }

  /** It is killed when only the last row of all is still to be written. */
  @Test
  void run_killedOnTheWay_hasChangedNothing() throws Exception {
    Process process;
    try (Connection holding = holdKey(address)) {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  RotatingMain.class.getName(),
                  TestDatabase.url(address),
                  BOTH_HEX)
              .inheritIO()
              .start();
      TestDatabase.awaitLockWait(address);
      process.destroyForcibly().waitFor();
      holding.rollback();
    }
    Eventually.holds("the server has let go of it", () -> sessions() == 1);

    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(OLD));
    assertThatCode(() -> Schema.claim(address, OLD)).doesNotThrowAnyException();
    assertThat(KeyRotation.run(address, BOTH).isDoneBefore()).isFalse();
    assertThat(hashes()).containsExactlyInAnyOrderElementsOf(expected(BOTH));
  }

  private static List<String> expected(PersonKey key) {
    String witness = hex(key.hash(WITNESS));
    String applicant = hex(key.hash(APPLICANT));
    String stine = hex(key.hash(STINE));
    return List.of(
        "attestation %s %s %s".formatted(witness, applicant, hex(key.hashOfSource("case 2"))),
        "attestation %s %s".formatted(witness, witness),
        "audit %s %s".formatted(witness, applicant),
        "audit " + stine,
        "audit",
        "erased " + hex(key.hashOfSource("case 1")),
        "hold " + stine,
        "check " + key.checkValue());
  }

  /** Rotates on a thread of its own. */
  static CompletableFuture<KeyRotation.Outcome> rotating(DatabaseAddress address, PersonKey key) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return KeyRotation.run(address, key);
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        },
        OWN_THREAD);
  }

  /** Keeps a rotation from its last statement. */
  static Connection holdKey(DatabaseAddress address) throws SQLException {
    Connection holding = address.connect();
    holding.setAutoCommit(false);
    holding.createStatement().execute("SELECT FROM person_key FOR UPDATE");
    return holding;
  }

  private void write(String statement, byte[]... hashes) throws SQLException {
    try (Connection connection = address.connect();
        PreparedStatement write = connection.prepareStatement(statement)) {
      for (int i = 0; i < hashes.length; i++) {
        write.setBytes(i + 1, hashes[i]);
      }
      write.executeUpdate();
    }
  }

  private List<String> hashes() throws SQLException {
    return TestDatabase.query(address, HASHES);
  }

  private long sessions() {
    try {
      return TestDatabase.query(
              address, "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database()")
          .size();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
