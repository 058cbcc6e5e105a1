package dk.porten.gateway.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The directory in memory on its way from state to state, with a real database and a real file. */
@Timeout(60)
final class HeldDirectoryTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  private final DatabaseAddress address = DATABASE.newDatabase();
  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private UserIdDirectory userIds;
  private HeldDirectory directory;

  @BeforeEach
  void start() throws SQLException {
    startAnew();
    TestDatabase.execute(address, "INSERT INTO taken_user_id (user_id) VALUES ('somebodys')");
  }

  @Test
  void read_withoutAFile_readsAllIntoAnotherSet() throws SQLException {
    TakenUserIds first = userIds.taken();
    directory.restore();

    assertThat(directory.mustBeReadAnew()).isTrue();
    assertThat(read().isWhole()).isTrue();
    assertThat(userIds.taken()).isNotSameAs(first);
    assertThat(userIds.held(UserId.recorded("somebodys"))).isEqualTo(UserIdFact.FOR_GOOD);
    assertThat(directory.mustBeReadAnew()).isFalse();
    assertThat(directory.isFromFile()).isFalse();
  }

  @Test
  void expected_isWhatTheServerLastCounted() throws SQLException {
    assertThat(expected()).isZero();
    TestDatabase.execute(address, "ANALYZE taken_user_id");
    assertThat(expected()).isEqualTo(1);
  }

  private int expected() throws SQLException {
    try (DirectoryReader reader = DirectoryReader.open(address)) {
      return reader.expected();
    }
  }

  @Test
  void read_afterEverythingWasRead_readsWhatChangedIntoTheSameSet() throws SQLException {
    read();
    TakenUserIds whole = userIds.taken();
    TestDatabase.execute(address, "INSERT INTO taken_user_id (user_id) VALUES ('later')");

    assertThat(read().isWhole()).isFalse();
    assertThat(userIds.taken()).isSameAs(whole);
    assertThat(userIds.held(UserId.recorded("later"))).isEqualTo(UserIdFact.FOR_GOOD);
  }

  @Test
  void restore_ofAFile_isContinuedAndSaved() throws Exception {
    read();
    directory.save();
    startAnew();
    directory.restore();
    TakenUserIds restored = userIds.taken();
    Files.delete(file());

    assertThat(directory.isFromFile()).isTrue();
    assertThat(read().isWhole()).isFalse();
    assertThat(userIds.taken()).isSameAs(restored);
    assertThat(directory.isFromFile()).isTrue();
    directory.save();
    assertThat(file()).exists();
  }

  @Test
  void sever_ofWhatCameFromAFile_hasAllReadIntoAnotherSet() throws Exception {
    read();
    directory.save();
    startAnew();
    directory.restore();
    read();
    TakenUserIds restored = userIds.taken();

    directory.sever();
    assertThat(directory.mustBeReadAnew()).isTrue();
    assertThat(userIds.taken()).as("what answers meanwhile").isSameAs(restored);
    assertThat(read().isWhole()).isTrue();
    assertThat(userIds.taken()).isNotSameAs(restored);
    assertThat(directory.isFromFile()).isFalse();
  }

  @Test
  void compare_withADrift_savesNothingUntilAllWasReadAnew() throws Exception {
    read();
    assertThat(directory.compare()).isTrue();
    userIds.taken().put(UserId.recorded("nobodys"), UserIdFact.FOR_GOOD);

    assertThat(directory.compare()).isFalse();
    assertThat(directory.mustBeReadAnew()).isTrue();
    directory.save();
    assertThat(file()).doesNotExist();

    assertThat(read().isWhole()).isTrue();
    assertThat(directory.compare()).isTrue();
    directory.save();
    assertThat(file()).exists();
  }

  @Test
  void record_whileADriftIsFound_leavesItToBeReadAnew() throws Exception {
    read();
    FeedPosition position = directory.position();
    userIds.taken().put(UserId.recorded("nobodys"), UserIdFact.FOR_GOOD);
    assertThat(directory.compare()).isFalse();
    directory.record(new String[] {"told"}, new Long[1], position);

    assertThat(directory.mustBeReadAnew()).isTrue();
    assertThat(userIds.held(UserId.recorded("told"))).isEqualTo(UserIdFact.FOR_GOOD);
  }

  @Test
  void compare_duringATurnOfTheFeed_waitsForItsEnd() throws Exception {
    read();
    Turns.Turn poll = directory.nextTurn();
    var comparing = new FutureTask<>(directory::compare);
    var worker = new Thread(comparing);
    worker.start();
    Eventually.holds("it waits for its turn", () -> isAwaitingATurn(worker));
    assertThat(comparing.isDone()).isFalse();

    poll.close();
    assertThat(comparing.get()).isTrue();
    assertThat(hasBegun(directory.nextTurn())).isTrue();
  }

  @Test
  void compare_interruptedWhileItWaits_keepsNobodyFromWriting() throws Exception {
    read();
    Turns.Turn poll = directory.nextTurn();
    var comparing = new FutureTask<>(directory::compare);
    var worker = new Thread(comparing);
    worker.start();
    Eventually.holds("it waits for its turn", () -> isAwaitingATurn(worker));
    worker.interrupt();
    assertThatThrownBy(comparing::get).hasCauseInstanceOf(InterruptedException.class);

    poll.close();
    assertThat(hasBegun(directory.nextTurn())).isTrue();
  }

  private HeldDirectory.Reading read() throws SQLException {
    return directory.read(clock.instant());
  }

  private void startAnew() {
    userIds =
        new UserIdDirectory(
            new SipHash(new byte[SipHash.KEY_BYTES]),
            key -> CompletableFuture.failedFuture(new IOException("nobody asks")));
    directory = new HeldDirectory(userIds, address, Optional.of(file()), clock);
  }

  private Path file() {
    return folder.resolve("ids");
  }

  private static boolean isAwaitingATurn(Thread worker) {
    return worker.getState() == Thread.State.TIMED_WAITING
        && Stream.of(worker.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(Turns.Turn.class.getName()));
  }

  private static boolean hasBegun(Turns.Turn turn) {
    return turn.begun().toCompletableFuture().isDone();
  }
}
