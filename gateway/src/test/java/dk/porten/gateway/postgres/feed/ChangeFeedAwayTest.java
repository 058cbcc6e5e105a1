package dk.porten.gateway.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.OwnServer;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The change feed when the server dies or freezes, and that nothing is missed afterwards. */
@Timeout(90)
final class ChangeFeedAwayTest {
  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  private WatchedDatabase watched;

  @BeforeEach
  void start() {
    Schema.migrate(SERVER.address(), TestDatabase.PATIENCE);
    watched = new WatchedDatabase(SERVER.address());
  }

  @AfterEach
  void stop() {
    watched.close();
  }

  @Test
  void serverKilledAndStartedAgain_allIsReadAnewAndTheFeedGoesOn() throws Exception {
    assertThat(watched.isTaken("meanwhile")).isFalse();
    assertThat(watched.isTaken("later")).isFalse();
    SERVER.kill();
    watched.awaitLoss();
    assertThat(watched.isTaken("later")).isFalse();
    SERVER.startAgain();
    take("meanwhile");

    watched.awaitPoll();
    assertThat(watched.isTaken("meanwhile")).isTrue();
    assertThat(watched.resets()).isEqualTo(1);
    assertThat(watched.isTaken("later")).isFalse();
    take("later");
    watched.awaitPoll();
    assertThat(watched.isTaken("later")).isTrue();
  }

  /** A change that the feed is not told of shows that all was read. */
  @Test
  void serverStoppedImmediately_directoryIsReadAnew() throws Exception {
    take("before");
    watched.awaitPoll();
    TestDatabase.execute(
        SERVER.address(), "UPDATE taken_user_id SET user_id = 'after' WHERE user_id = 'before'");
    watched.awaitPoll();
    assertThat(watched.taken(List.of("before", "after"))).containsExactly("before");
    SERVER.stopImmediately();
    SERVER.startAgain();

    watched.awaitPoll();
    assertThat(watched.taken(List.of("before", "after"))).containsExactly("after");
    assertThat(watched.resets()).isEqualTo(1);
  }

  @Test
  void serverStoppedCleanly_feedGoesOnFromWhereItWas() throws Exception {
    assertThat(watched.isTaken("stopped")).isFalse();
    SERVER.startAgain();
    take("stopped");

    watched.awaitPoll();
    assertThat(watched.isTaken("stopped")).isTrue();
    assertThat(watched.resets()).isZero();
  }

  /** The copy knows less than what was told: its transactions are behind. */
  @Test
  void olderCopyOfTheFilesPutBack_directoryIsReadAnew() throws Exception {
    take("in.the.copy");
    SERVER.stop();
    SERVER.keepCopy();
    SERVER.startAgain();
    for (int i = 0; i < 10; i++) {
      take("lost." + i);
    }
    watched.awaitPoll();
    assertThat(watched.taken(List.of("in.the.copy", "lost.0")))
        .containsExactly("in.the.copy", "lost.0");
    SERVER.stop();
    SERVER.putCopyBack();
    SERVER.startAgain();

    watched.awaitPoll();
    assertThat(watched.taken(List.of("in.the.copy", "lost.0"))).containsExactly("in.the.copy");
    assertThat(watched.resets()).isEqualTo(1);
  }

  /** Frozen for longer than a question is waited for: its session is broken off. */
  @Test
  void serverFrozen_sessionIsBrokenOffAndTakenUp() throws Exception {
    assertThat(watched.isTaken("frozen")).isFalse();
    SERVER.freeze();
    try {
      watched.awaitLoss();
      assertThat(watched.isTaken("frozen")).isFalse();
    } finally {
      SERVER.thaw();
    }
    take("frozen");
    watched.awaitPoll();
    assertThat(watched.isTaken("frozen")).isTrue();
    assertThat(watched.resets()).isZero();
  }

  private static void take(String userId) throws Exception {
    TestDatabase.execute(
        SERVER.address(), "INSERT INTO taken_user_id (user_id) VALUES ('" + userId + "')");
  }
}
