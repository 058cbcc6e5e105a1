package dk.porten.gateway.postgres.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.postgres.connection.Connector;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.connection.OneLoop;
import dk.porten.gateway.postgres.connection.SessionSettings;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.Schema;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writes that are done together end as if each had been done alone: the same random ones go to two
 * databases, which answer alike and hold alike at the end.
 */
@Timeout(120)
final class WritesTogetherTest {
  private static final int ROUNDS = 60;
  private static final int MOST = 8;

  /** Two holds, their claims and two attestations, each two together. */
  private static final String MANY =
      """
      SELECT count(*) FROM hold_user_ids('{a,a}', '{s,s}', '{r,r}', '{/v,/v}', '{key-%1$s,key-%2$s}',
        ARRAY[sha256(''), sha256('')], ARRAY[md5('h%1$s')::uuid, md5('h%2$s')::uuid],
        '{user-%1$s,user-%2$s}', ARRAY[sha256('1'), sha256('2')], '{900,900}',
        ARRAY['h', 'h']::bytea[], ARRAY['t', 't']::bytea[]);
      SELECT count(*) FROM claim_user_ids(
        '{a,a}', '{s,s}', '{r,r}', ARRAY[md5('h%1$s')::uuid, md5('h%2$s')::uuid]);
      SELECT count(*) FROM settle_attestations('{a,a}', '{s,s}', '{r,r}', '{/w,/w}',
        '{key-%1$s,key-%2$s}', ARRAY[sha256(''), sha256('')],
        ARRAY[sha256('w%1$s'), sha256('w%2$s')], ARRAY['', '']::bytea[], '{recorded,recorded}'::text[],
        ARRAY['', '']::bytea[], ARRAY[md5('a%1$s')::uuid, md5('a%2$s')::uuid],
        ARRAY[sha256(''), sha256('')], ARRAY[current_date, current_date], '{p,p}');
      """;

  private static final String AUDIT =
      """
      SELECT action, client, subject, request_id, user_id_hash, witness, applicant, hold_id,
        attestation_id, until - recorded_at
      FROM audit_record ORDER BY request_id, action
      """;

  private static final String KEYS =
      """
      SELECT caller, path, key, body_digest, outcome, answer, attestation_id,
        until IN (SELECT expires_at FROM user_id_hold)
      FROM idempotency_key ORDER BY 1, 2, 3
      """;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomWrites writes = new RandomWrites(random);
  private final Vertx vertx = Vertx.vertx();
  private DatabaseAddress together;
  private DatabaseAddress alone;
  private OneLoop<Lane> togetherLane;
  private OneLoop<Lane> aloneLane;

  @BeforeEach
  void open() throws Exception {
    together = DATABASE.newDatabase();
    alone = DATABASE.newDatabase();
    Schema.migrate(together, TestDatabase.PATIENCE);
    Schema.migrate(alone, TestDatabase.PATIENCE);
    togetherLane = lane(together);
    aloneLane = lane(alone);
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void holdsAndClaims_togetherAndAlone_endAlike() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      compare(new HoldStatement(), writes::hold);
      compare(new ClaimStatement(), writes::claim);
      both(
          "UPDATE taken_user_id SET free_from = now() WHERE free_from IS NOT NULL AND user_id = '%s'"
              .formatted(writes.userId().canonical()));
      both(
          "UPDATE user_id_hold SET released_at = now() WHERE claimed_at IS NULL AND hold_id = '%s'"
              .formatted(writes.known()));
      both(
          "UPDATE idempotency_key SET kept_at = now() - interval '1 day' WHERE key = '%s'"
              .formatted(writes.keyInUse()));
    }
    assertAlike(
        "SELECT user_id, hold_id, free_from IS NULL FROM taken_user_id ORDER BY 1",
        """
        SELECT hold_id, user_id, caller, expires_at - held_at, claimed_at IS NULL, released_at IS NULL
        FROM user_id_hold ORDER BY 1
        """,
        AUDIT,
        KEYS);
  }

  @Test
  void attestations_togetherAndAlone_endAlike() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      compare(new AttestationStatement(), () -> writes.attestation(this::counting));
      both(
          "UPDATE attestation SET voided_at = now(), voided_by = '', void_reason = '' WHERE attestation_id = '%s'"
              .formatted(writes.known()));
    }
    assertAlike(
        """
        SELECT attestation_id, witness, applicant, attested_on, rule_pack, recorded_by
        FROM attestation ORDER BY 1
        """,
        AUDIT,
        KEYS);
  }

  /** Plans that were made while the tables were empty look up single rows once they are not. */
  @Test
  void together_tablesHaveGrown_onlyTheirOwnRowsAreRead() throws Exception {
    try (Connection connection = together.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(MANY.formatted(1, 2));
      statement.execute(
          """
          INSERT INTO taken_user_id (user_id, hold_id, free_from)
            SELECT n, md5(n::text)::uuid, now() FROM generate_series(1, 10000) AS n;
          INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
            SELECT md5(n::text)::uuid, n, sha256(''), 'a', now() FROM generate_series(1, 10000) AS n;
          INSERT INTO idempotency_key (caller, path, key, body_digest, outcome, answer)
            SELECT 'a', '/w', n, sha256(''), 'taken', '' FROM generate_series(1, 10000) AS n;
          INSERT INTO attestation
            (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
            SELECT md5(n::text)::uuid, sha256(n::text::bytea), sha256(''), now(), '', ''
            FROM generate_series(1, 10000) AS n;
          """);
      connection.setAutoCommit(false);
      statement.execute(MANY.formatted(3, 4));
      try (ResultSet read =
          statement.executeQuery(
              "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")) {
        assertThat(read.next()).isTrue();
        assertThat(read.getLong(1)).isLessThan(100);
      }
    }
  }

  private <W, A> void compare(WriteStatement<W, A> kind, Supplier<W> next) {
    List<W> writes = new ArrayList<>();
    Set<Object> exclusive = new HashSet<>();
    for (int i = random.nextInt(2, MOST + 1); i > 0; i--) {
      W write = next.get();
      if (kind.exclusive(write).stream().allMatch(exclusive::add)) {
        writes.add(write);
      }
    }
    List<String> answers =
        rows(togetherLane, kind.many(), kind.values(writes)).map(row -> told(kind, row)).toList();
    List<String> expected =
        writes.stream()
            .map(
                write ->
                    told(
                        kind,
                        rows(aloneLane, kind.one(), kind.values(write)).findFirst().orElse(null)))
            .toList();
    assertThat(answers).as("seed %d", seed).isEqualTo(expected);
  }

  private static <W, A> String told(WriteStatement<W, A> kind, @Nullable Row row) {
    return kind.read(row).toString().replaceAll("[0-9]{4}-[0-9-]*T[0-9:.]*Z", "moment");
  }

  private OneLoop<Lane> lane(DatabaseAddress address) {
    Duration timeout = Duration.ofSeconds(20);
    var settings = new SessionSettings(address, timeout, Duration.ZERO);
    return new OneLoop<>(
        vertx, () -> new Lane(vertx, new Connector(vertx, address, settings, List.of()), timeout));
  }

  private static Stream<Row> rows(OneLoop<Lane> lane, String statement, Tuple values) {
    RowSet<Row> rows =
        lane.ask(own -> own.ask(statement, values).toCompletionStage().toCompletableFuture())
            .await();
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private void both(String statement) throws SQLException {
    TestDatabase.execute(together, statement);
    TestDatabase.execute(alone, statement);
  }

  private void assertAlike(String... questions) throws SQLException {
    for (String question : questions) {
      String asText = "SELECT held::text FROM (%s) AS held".formatted(question);
      assertThat(TestDatabase.query(together, asText))
          .as("seed %d: %s", seed, question)
          .isNotEmpty()
          .isEqualTo(TestDatabase.query(alone, asText));
    }
  }

  private Buffer counting(PersonHash witness) {
    return rows(aloneLane, "SELECT counting($1::bytea)", Tuple.of(Buffer.buffer(witness.bytes())))
        .map(row -> row.getBuffer(0))
        .findFirst()
        .orElseThrow();
  }
}
