package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.UserIdFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** A claim from before the end may be committed up to a second after it. */
  @ParameterizedTest
  @CsvSource({
    "U7, -1,    taken",
    "U7, 0,     taken",
    "U7, 999,   taken",
    "U7, 1000,  free",
    "U7, 86400, free",
  })
  void held_roundOfAMomentAfterTheEnd_isFree(String clause, int millisAfter, String expected) {
    var held = new UserIdFact(NOW);
    directory.taken().put(STINE, held);
    assertThat(directory.held(STINE)).as(clause).isEqualTo(held);

    directory.endRound(directory.beginRound(), NOW.plusMillis(millisAfter));

    assertThat(directory.held(STINE))
        .as(clause)
        .isEqualTo(expected.equals("free") ? UserIdFact.NOBODYS : held);
  }

  @Test
  void held_claimToldWithAMomentAfterTheEnd_isForGood() {
    directory.taken().put(STINE, new UserIdFact(NOW));
    long round = directory.beginRound();
    directory.taken().put(STINE, UserIdFact.FOR_GOOD);
    directory.endRound(round, NOW.plusSeconds(60));

    assertThat(directory.held(STINE)).isEqualTo(UserIdFact.FOR_GOOD);
  }

  @Test
  void endRound_atTimes_dropsWhatHasEnded() {
    directory.taken().put(STINE, new UserIdFact(NOW.plusSeconds(59)));
    directory.taken().put(BIRTHE, new UserIdFact(NOW.plusSeconds(60)));
    directory.endRound(directory.beginRound(), NOW);
    assertThat(directory.size()).isEqualTo(2);
    directory.endRound(directory.beginRound(), NOW.plusSeconds(60));
    assertThat(directory.size()).isEqualTo(1);
    assertThat(directory.held(BIRTHE)).isNotEqualTo(UserIdFact.NOBODYS);
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
