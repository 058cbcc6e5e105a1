package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.UserIdFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is answered from memory, and what is asked for. */
final class UserIdDirectoryTest {
  private static final UserId STINE = new UserId("stine.b");
  private static final UserId BIRTHE = new UserId("birthe.h");
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final List<UserId> asked = new ArrayList<>();
  private final UserIdDirectory directory =
      new UserIdDirectory(
          new SipHash(new byte[16]),
          userId -> {
            asked.add(userId);
            return CompletableFuture.completedFuture(UserIdFact.FOR_GOOD);
          });

  @Test
  void find_neverWritten_isHeldAndNobodyIsAsked() {
    assertThat(directory.find(STINE)).isCompletedWithValue(UserIdFact.NOBODYS);
    assertThat(asked).isEmpty();
  }

  @Test
  void find_invalidated_isAskedFor() {
    directory.invalidate(STINE);

    assertThat(directory.held(STINE)).isNull();
    assertThat(directory.find(STINE)).isCompletedWithValue(UserIdFact.FOR_GOOD);
    assertThat(directory.held(BIRTHE)).isEqualTo(UserIdFact.NOBODYS);
    assertThat(asked).containsExactly(STINE);
  }

  @Test
  void endRound_begunAfterTheInvalidation_isHeldAgain() {
    directory.invalidate(STINE);
    long round = directory.beginRound();
    directory.taken().put(STINE, UserIdFact.FOR_GOOD);
    directory.endRound(round, NOW);

    assertThat(directory.held(STINE)).isEqualTo(UserIdFact.FOR_GOOD);
  }

  @Test
  void endRound_begunBeforeTheInvalidation_isStillAskedFor() {
    long round = directory.beginRound();
    directory.invalidate(STINE);
    directory.endRound(round, NOW);

    assertThat(directory.held(STINE)).isNull();
  }

  @Test
  void endRound_invalidatedAgainMeanwhile_isStillAskedFor() {
    directory.invalidate(STINE);
    long round = directory.beginRound();
    directory.invalidate(STINE);
    directory.endRound(round, NOW);

    assertThat(directory.held(STINE)).isNull();
  }

  @Test
  void invalidate_moreThanAreKeptOneByOne_allAreAskedForUntilARoundEnds() {
    for (int i = 0; i < UserIdDirectory.MOST_TOUCHED; i++) {
      directory.invalidate(new UserId("user." + i));
    }
    assertThat(directory.held(STINE)).isNotNull();
    directory.invalidate(BIRTHE);
    assertThat(directory.held(STINE)).isNull();
    assertThat(directory.held(BIRTHE)).isNull();

    directory.endRound(directory.beginRound(), NOW);
    assertThat(directory.held(STINE)).isEqualTo(UserIdFact.NOBODYS);
    assertThat(directory.held(new UserId("user.1"))).isEqualTo(UserIdFact.NOBODYS);
  }

  @Test
  void endRound_atTimes_dropsWhatHasEnded() {
    directory.taken().put(STINE, new UserIdFact(NOW.plusSeconds(30)));
    directory.endRound(directory.beginRound(), NOW);
    assertThat(directory.size()).isEqualTo(1);
    directory.endRound(directory.beginRound(), NOW.plusSeconds(60));
    assertThat(directory.size()).isZero();
  }

  @Test
  void replace_anotherSet_answersFromIt() {
    TakenUserIds other = directory.taken().emptied(0);
    other.put(STINE, UserIdFact.FOR_GOOD);
    directory.replace(other);

    assertThat(directory.held(STINE)).isEqualTo(UserIdFact.FOR_GOOD);
    assertThat(directory.size()).isEqualTo(1);
  }
}
