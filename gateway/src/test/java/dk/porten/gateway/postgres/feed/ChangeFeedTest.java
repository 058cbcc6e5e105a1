package dk.porten.gateway.postgres.feed;

import static dk.porten.gateway.postgres.feed.WatchedDatabase.insert;
import static dk.porten.gateway.postgres.feed.WatchedDatabase.insertMany;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What others change is recorded or forgotten. Each test has a fact held first: one whose change is
 * not told would be answered for ever.
 */
@Timeout(120)
final class ChangeFeedTest {
  private static final int COMMITTERS = 6;
  private static final int STEPS = 2_000;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final DatabaseAddress address = DATABASE.newDatabase();
  private WatchedDatabase watched;

  @BeforeEach
  void start() {
    watched = new WatchedDatabase(address);
  }

  @AfterEach
  void stop() {
    watched.close();
  }

  @Test
  void userIdTaken_byAnother_isToldOnce() throws SQLException {
    assertThat(watched.isTaken("stine.b")).isFalse();
    watched.execute(insert("stine.b"));
    watched.awaitPoll();
    assertThat(watched.isTaken("stine.b")).isTrue();
    watched.awaitPoll();
    assertThat(watched.changes()).isEqualTo(1);
    assertThat(watched.resets()).isZero();
  }

  @Test
  void userIdFreed_byAnother_isTold() throws SQLException {
    watched.execute(insert("stine.b"));
    watched.awaitPoll();
    assertThat(watched.isTaken("stine.b")).isTrue();
    watched.execute(
        """
        UPDATE taken_user_id
        SET free_from = now(), changed_xid = pg_current_xact_id()
        WHERE user_id = 'stine.b'
        """);
    watched.awaitPoll();
    assertThat(watched.isTaken("stine.b")).isFalse();
  }

  @Test
  void attestation_recordedAndVoidedByAnother_isTold() throws SQLException {
    byte[] witness = new byte[32];
    new SplittableRandom(1).nextBytes(witness);
    PersonHash hash = PersonHash.of(witness);
    assertThat(watched.attestations(hash)).isZero();
    watched.execute(
        """
        INSERT INTO attestation (
          attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
        VALUES (gen_random_uuid(), '\\x%1$s', '\\x%1$s', '2026-12-01', 'p@1', 'test')
        """
            .formatted(HexFormat.of().formatHex(witness)));
    watched.awaitPoll();
    assertThat(watched.attestations(hash)).isEqualTo(1);
    watched.execute(
        """
        UPDATE attestation
        SET voided_at = now(), voided_by = 'test', void_reason = 'struck',
          changed_xid = pg_current_xact_id()
        """);
    watched.awaitPoll();
    assertThat(watched.attestations(hash)).isZero();
  }

  @Test
  void commit_ofTheTransactionThatBeganFirst_isToldThoughItComesLast() throws SQLException {
    assertThat(watched.taken(List.of("first", "second"))).isEmpty();
    try (Connection slow = watched.begin();
        Statement first = slow.createStatement()) {
      first.execute(insert("first"));
      watched.execute(insert("second"));
      watched.awaitPoll();
      assertThat(watched.taken(List.of("first", "second"))).containsExactly("second");
      slow.commit();
    }
    watched.awaitPoll();
    assertThat(watched.isTaken("first")).isTrue();
    assertThat(watched.changes()).isEqualTo(2);
  }

  @Test
  void transaction_openForLong_delaysNobody() throws SQLException {
    try (Connection slow = watched.begin();
        Statement open = slow.createStatement()) {
      open.execute(insert("open"));
      for (int i = 0; i < 20; i++) {
        assertThat(watched.isTaken("quick-" + i)).isFalse();
        watched.execute(insert("quick-" + i));
        watched.awaitPoll();
        assertThat(watched.isTaken("quick-" + i)).isTrue();
      }
      assertThat(watched.changes()).isEqualTo(20);
      slow.rollback();
    }
  }

  @Test
  void rollback_ofATransactionAndOfASavepoint_tellsNothing() throws SQLException {
    assertThat(watched.taken(List.of("undone", "kept", "undone too"))).isEmpty();
    try (Connection connection = watched.begin();
        Statement statement = connection.createStatement()) {
      statement.execute(insert("undone"));
      watched.awaitPoll();
      connection.rollback();
      statement.execute("SAVEPOINT one; " + insert("kept"));
      statement.execute("SAVEPOINT two; " + insert("undone too"));
      statement.execute("ROLLBACK TO two");
      connection.commit();
    }
    watched.awaitPoll();
    assertThat(watched.taken(List.of("undone", "kept", "undone too"))).containsExactly("kept");
    assertThat(watched.changes()).isEqualTo(1);
  }

  @Test
  void commits_ofManyInAnyOrder_areAllTold() throws SQLException {
    long seed = System.nanoTime();
    List<String> userIds =
        IntStream.range(0, COMMITTERS * STEPS).mapToObj(i -> "wish-" + i).toList();
    assertThat(watched.taken(userIds)).isEmpty();

    var committers =
        IntStream.range(0, COMMITTERS)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> commitInAnyOrder(i, seed + i), task -> new Thread(task).start()))
            .toList();
    committers.forEach(CompletableFuture::join);
    watched.awaitPoll();

    List<String> taken =
        TestDatabase.query(
            address, "SELECT user_id FROM taken_user_id ORDER BY substr(user_id, 6)::int");
    assertThat(watched.taken(userIds)).as("seed %d", seed).isEqualTo(taken);
    assertThat(watched.changes()).isEqualTo(taken.size());
    assertThat(watched.resets()).isZero();
  }

  @Test
  void changes_asManyAsAreTold_areTold() throws SQLException {
    assertThat(watched.isTaken("untouched")).isFalse();
    watched.execute(insertMany(ChangeFeed.MOST_CHANGES));
    watched.awaitPoll();
    assertThat(watched.isTaken("many-1")).isTrue();
    assertThat(watched.changes()).isEqualTo(ChangeFeed.MOST_CHANGES);
    assertThat(watched.resets()).isZero();
  }

  @Test
  void changes_moreThanAreTold_areRead() throws SQLException {
    watched.execute(insert("stays") + "; " + insert("freed"));
    watched.awaitPoll();
    watched.execute(
        """
        UPDATE taken_user_id SET free_from = now(), changed_xid = pg_current_xact_id()
        WHERE user_id = 'freed';
        """
            + insertMany(2 * ChangeFeed.MOST_CHANGES));
    watched.awaitPoll();
    assertThat(watched.taken(List.of("stays", "freed", "many-1")))
        .containsExactly("stays", "many-1");
    assertThat(watched.resets()).isEqualTo(1);
    watched.execute(insert("later"));
    watched.awaitPoll();
    assertThat(watched.isTaken("later")).isTrue();
  }

  @Test
  void changes_manyOfThem_areKnown() throws SQLException {
    int many = 3 * ChangeFeed.MOST_CHANGES;
    List<String> userIds = IntStream.rangeClosed(1, many).mapToObj(i -> "many-" + i).toList();
    assertThat(watched.taken(userIds)).isEmpty();
    watched.execute(insertMany(many));
    watched.awaitPoll();
    assertThat(watched.taken(userIds)).hasSize(many);
    assertThat(watched.resets()).isEqualTo(1);
  }

  @Test
  void session_terminatedWhileAChangeCommits_goesOnWithoutReadingAnew() throws SQLException {
    for (int i = 1; i <= 5; i++) {
      String userId = "cut-" + i;
      assertThat(watched.isTaken(userId)).isFalse();
      watched.execute(
          insert(userId)
              + """
              ; SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE query LIKE '%feed_changes%' AND pid <> pg_backend_pid()
                AND datname = current_database()
              """);
      watched.awaitPoll();
      assertThat(watched.isTaken(userId)).isTrue();
    }
    assertThat(watched.resets()).isZero();
  }

  @Test
  void functionBroken_onALivingSession_asOfStandsStillUntilItIsMended() throws SQLException {
    assertThat(watched.isTaken("meanwhile")).isFalse();
    watched.execute("ALTER FUNCTION feed_changes RENAME TO changes_lost");
    watched.execute(insert("meanwhile"));
    watched.awaitLoss();
    watched.execute("ALTER FUNCTION changes_lost RENAME TO feed_changes");
    watched.awaitPoll();
    assertThat(watched.isTaken("meanwhile")).isTrue();
  }

  /** Has up to four transactions open at a time, and ends a random one of them now and then. */
  private void commitInAnyOrder(int committer, long seed) {
    var random = new SplittableRandom(seed);
    List<Connection> open = new ArrayList<>();
    List<Connection> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        idle.add(watched.begin());
      }
      for (int step = 0; step < STEPS; step++) {
        if (open.isEmpty() || (!idle.isEmpty() && random.nextBoolean())) {
          open.add(idle.remove(idle.size() - 1));
        }
        try (Statement statement = open.get(random.nextInt(open.size())).createStatement()) {
          statement.execute(insert("wish-" + (committer * STEPS + step)));
        }
        if (random.nextInt(3) == 0) {
          Connection ended = open.remove(random.nextInt(open.size()));
          if (random.nextInt(5) == 0) {
            ended.rollback();
          } else {
            ended.commit();
          }
          idle.add(ended);
        }
      }
      for (Connection connection : open) {
        connection.commit();
      }
      open.addAll(idle);
      for (Connection connection : open) {
        connection.close();
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
