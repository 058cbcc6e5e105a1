package dk.porten.core.userid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.UserIdFact;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has what, as it was recorded. */
@Timeout(60)
final class TakenUserIdsTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  private static final UserIdFact FOR_A_WHILE = new UserIdFact(START.plusSeconds(900));

  private final TakenUserIds taken = new TakenUserIds(new SipHash(new byte[16]));

  @Test
  void find_neverRecorded_isNobodys() {
    assertThat(taken.find(userId(1))).isEqualTo(UserIdFact.NOBODYS);
  }

  @Test
  void anyRecords_theLastOneCounts() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    Map<Integer, UserIdFact> oracle = new HashMap<>();
    Instant now = START;
    for (int step = 0; step < 50_000; step++) {
      int id = random.nextInt(5_000);
      UserIdFact fact =
          switch (random.nextInt(3)) {
            case 0 -> UserIdFact.NOBODYS;
            case 1 -> UserIdFact.FOR_GOOD;
            default -> new UserIdFact(now.plusSeconds(random.nextInt(1, 100)));
          };
      taken.put(userId(id), fact);
      oracle.put(id, fact);
      if (random.nextInt(1_000) == 0) {
        now = now.plusSeconds(random.nextInt(50));
        taken.dropEnded(now);
        Instant then = now;
        oracle.values().removeIf(held -> !held.isTakenAt(then));
        assertThat(taken.size()).as("seed %d, step %d", seed, step).isEqualTo(oracle.size());
        Instant later = now.plusSeconds(random.nextInt(50));
        assertThat(taken.digest(later))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(digest(oracle, later));
      }
      int asked = random.nextInt(5_000);
      assertThat(taken.find(userId(asked)))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(oracle.getOrDefault(asked, UserIdFact.NOBODYS));
    }
  }

  @Test
  void digest_otherIdOrOtherEnd_isAnother() {
    taken.put(userId(1), FOR_A_WHILE);
    taken.put(userId(2), UserIdFact.FOR_GOOD);
    TakenDigest digest = taken.digest(START);

    taken.put(userId(1), new UserIdFact(START.plusSeconds(901)));
    assertThat(taken.digest(START)).isNotEqualTo(digest);
    taken.put(userId(1), UserIdFact.FOR_GOOD);
    assertThat(taken.digest(START)).isNotEqualTo(digest);
    taken.put(userId(1), UserIdFact.NOBODYS);
    taken.put(userId(3), FOR_A_WHILE);
    assertThat(taken.digest(START)).isNotEqualTo(digest);
    taken.put(userId(3), UserIdFact.NOBODYS);
    taken.put(userId(1), FOR_A_WHILE);
    assertThat(taken.digest(START)).isEqualTo(digest);
  }

  @Test
  void fingerprint_isTheKeysAlone() {
    taken.put(userId(1), UserIdFact.FOR_GOOD);

    assertThat(taken.fingerprint()).isEqualTo(taken.emptied(0).fingerprint());
    assertThat(new TakenUserIds(new SipHash("another key, too".getBytes(UTF_8))).fingerprint())
        .isNotEqualTo(taken.fingerprint());
  }

  @Test
  void forEach_whileAnotherThreadDropsWhatEnded_tellsNoneAsForGood() {
    for (int i = 0; i < 1_000; i++) {
      taken.put(userId(i), i % 2 == 0 ? UserIdFact.FOR_GOOD : FOR_A_WHILE);
    }
    for (int round = 0; round < 200; round++) {
      for (int i = 1; i <= 100; i++) {
        taken.put(userId(-i), new UserIdFact(START.plusSeconds(i)));
      }
      var writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 1; i <= 100; i++) {
                  taken.dropEnded(START.plusSeconds(i));
                }
              });
      TakenUserIds told = taken.emptied(0);
      taken.forEach((fact, key) -> told.put(key, fact));
      writer.join();

      for (int i = 0; i < 1_000; i++) {
        assertThat(told.find(userId(i))).isEqualTo(i % 2 == 0 ? UserIdFact.FOR_GOOD : FOR_A_WHILE);
      }
      for (int i = 1; i <= 100; i++) {
        assertThat(told.find(userId(-i))).isNotEqualTo(UserIdFact.FOR_GOOD);
      }
    }
  }

  /** It is held, becomes somebody's and goes into quarantine, while others come and go. */
  @Test
  void find_whileAnIdStaysTaken_isNeverFree() {
    var isOver = new AtomicBoolean();
    var reader = CompletableFuture.supplyAsync(() -> firstWrongAnswer(isOver));
    taken.put(userId(1), FOR_A_WHILE);
    for (int i = 0; i < 300_000; i++) {
      taken.put(userId(1), i % 2 == 0 ? UserIdFact.FOR_GOOD : FOR_A_WHILE);
      taken.put(userId(2), i % 3 == 0 ? UserIdFact.NOBODYS : FOR_A_WHILE);
    }
    isOver.set(true);
    assertThat(reader.join()).isEmpty();
  }

  private String firstWrongAnswer(AtomicBoolean isOver) {
    boolean hasBegun = false;
    while (!isOver.get()) {
      hasBegun |= taken.find(userId(1)).isTakenAt(START);
      if (hasBegun && !taken.find(userId(1)).isTakenAt(START)) {
        return "what stays taken is free";
      }
      if (taken.find(userId(3)).isTakenAt(START)) {
        return "what stays free is taken";
      }
    }
    return "";
  }

  private TakenDigest digest(Map<Integer, UserIdFact> oracle, Instant moment) {
    TakenDigest digest = TakenDigest.NONE;
    for (Map.Entry<Integer, UserIdFact> entry : oracle.entrySet()) {
      if (entry.getValue().isTakenAt(moment)) {
        digest = digest.plus(taken.key(userId(entry.getKey())), entry.getValue());
      }
    }
    return digest;
  }

  private static UserId userId(int number) {
    return new UserId("user." + number);
  }
}
