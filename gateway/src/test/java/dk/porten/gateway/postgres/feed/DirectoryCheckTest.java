package dk.porten.gateway.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.UserIdFact;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.facts.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A directory in memory that is not the database's is found out and read anew; no other is. */
@Timeout(120)
final class DirectoryCheckTest {
  private static final int CHECKS = 50;
  private static final int USER_IDS = 2_000;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final DatabaseAddress address = DATABASE.newDatabase();
  private WatchedDatabase watched;

  @BeforeEach
  void start() throws SQLException {
    TestDatabase.execute(
        address,
        """
        INSERT INTO taken_user_id (user_id, free_from)
        VALUES
          ('somebodys', NULL),
          ('held', now() + interval '1 hour'),
          ('free', now() - interval '1 hour')
        """);
    watched =
        new WatchedDatabase(
            address, new Database.DirectoryCare(Optional.empty(), Duration.ofMillis(1)));
    awaitChecks(2);
    assertThat(watched.drift()).isZero();
  }

  @AfterEach
  void stop() {
    watched.close();
  }

  @Test
  void check_idTakenThatIsNot_isADrift() {
    assertMended("free", UserIdFact.FOR_GOOD);
  }

  @Test
  void check_idFreeThatIsNot_isADrift() {
    assertMended("somebodys", UserIdFact.NOBODYS);
  }

  @Test
  void check_holdThatIsForGood_isADrift() {
    assertMended("held", UserIdFact.FOR_GOOD);
  }

  @Test
  void check_holdOfAnotherEnd_isADrift() throws SQLException {
    assertMended("held", new UserIdFact(TestDatabase.now(address).plusSeconds(1_800)));
  }

  @Test
  void check_ofADatabaseThatWasChangedBehindTheFeed_isADrift() throws SQLException {
    TestDatabase.execute(
        address, "UPDATE taken_user_id SET user_id = 'other' WHERE user_id = 'somebodys'");
    Eventually.holds("it is found", () -> watched.resets() == 1);
    Eventually.holds("it is mended", () -> watched.isTaken("other"));
    assertThat(watched.isTaken("somebodys")).isFalse();
  }

  /** IDs are held for moments and for longer, become somebody's and are freed all the time. */
  @Test
  void check_whileAllChanges_findsNothing() {
    long seed = System.nanoTime();
    var isOver = new AtomicBoolean();
    var writers =
        LongStream.range(0, 3)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> change(seed + i, isOver), task -> new Thread(task).start()))
            .toList();
    try {
      awaitChecks(CHECKS);
    } finally {
      isOver.set(true);
      writers.forEach(CompletableFuture::join);
    }
    assertThat(watched.drift()).as("seed %d", seed).isZero();
    assertThat(watched.resets()).as("seed %d", seed).isZero();
    assertThat(watched.changes()).as("seed %d", seed).isGreaterThan(CHECKS);
  }

  private void assertMended(String userId, UserIdFact wrong) {
    UserIdFact right = watched.fact(userId);
    watched.putBehindTheFeed(userId, wrong);

    Eventually.holds("it is found", () -> watched.resets() == 1);
    Eventually.holds("it is mended", () -> watched.fact(userId).equals(right));
    Eventually.holds("it is found to be mended", () -> watched.drift() == 0);
    assertThat(watched.resets()).isEqualTo(1);
  }

  private void change(long seed, AtomicBoolean isOver) {
    var random = new SplittableRandom(seed);
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      while (!isOver.get()) {
        String freeFrom =
            switch (random.nextInt(4)) {
              case 0 -> "NULL";
              case 1 -> "now() - interval '1 second'";
              case 2 -> "now() + interval '%d milliseconds'".formatted(random.nextInt(200));
              default -> "now() + interval '%d seconds'".formatted(random.nextInt(55, 70));
            };
        statement.execute(
            """
            INSERT INTO taken_user_id AS t (user_id, free_from) VALUES ('id.%d', %s)
            ON CONFLICT (user_id) DO UPDATE
            SET free_from = excluded.free_from, changed_xid = excluded.changed_xid
            """
                .formatted(random.nextInt(USER_IDS), freeFrom));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void awaitChecks(int checks) {
    for (int i = 0; i < checks; i++) {
      watched.awaitCheck();
    }
  }
}
