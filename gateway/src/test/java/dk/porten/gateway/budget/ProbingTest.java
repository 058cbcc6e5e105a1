package dk.porten.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The score of clients that behave in different ways. */
final class ProbingTest {
  private static final long SEED = 1_418;
  private static final int MANY = 500;

  @Test
  void numbersBehindAName_areProbing() {
    assertThat(score(i -> "stine" + i, 0)).isGreaterThan(0.95);
    assertThat(score(i -> "stine.%03d".formatted(999 - i), 0)).isGreaterThan(0.95);
  }

  @Test
  void severalNamesInTurn_eachWithNumbers_areProbing() {
    String[] names = {"stine", "anders", "birthe", "mette"};
    assertThat(score(i -> names[i % 4] + i / 4, 0)).isGreaterThan(0.9);
  }

  @Test
  void alphabeticalList_isProbing_eitherWay() {
    assertThat(
            score(i -> "%c%c%c.list".formatted('a' + i / 60, 'a' + i / 10 % 26, 'a' + i % 10), 0))
        .isGreaterThan(0.7);
    assertThat(score(i -> "%c%c.list".formatted('z' - i / 25, 'z' - i % 25), 0)).isGreaterThan(0.7);
  }

  @Test
  void takenOnes_areProbing() {
    assertThat(score(ProbingTest::wish, 1.0)).isEqualTo(1);
    assertThat(score(ProbingTest::wish, 0.75)).isBetween(0.35, 0.65);
  }

  @Test
  void wishesOfCitizens_ofWhichFourInTenAreTaken_areNot() {
    System.out.println("Wishes of citizens, seed " + SEED);
    assertThat(score(ProbingTest::wish, 0.4)).isLessThan(0.3);
  }

  @Test
  void fewUserIds_scoreLess() {
    var probing = new Probing();
    assertThat(probing.score()).isZero();
    for (int i = 0; i < Probing.ENOUGH / 5; i++) {
      probing.asked("stine" + i);
    }
    assertThat(probing.score()).isCloseTo(0.2, within(0.05));
  }

  @Test
  void score_looksBackSoFarOnly() {
    var probing = new Probing();
    for (int i = 0; i < MANY; i++) {
      probing.asked("stine" + i);
    }
    for (int i = 0; i < Probing.WINDOW; i++) {
      probing.asked(wish(i));
    }
    assertThat(probing.score()).isLessThan(0.3);
  }

  private static double score(IntFunction<String> userIds, double takenShare) {
    var probing = new Probing();
    var random = new Random(SEED);
    for (int i = 0; i < MANY; i++) {
      probing.asked(userIds.apply(i));
      probing.answered(random.nextDouble() < takenShare);
    }
    return probing.score();
  }

  /** Returns what somebody may wish for; some have a year of birth or another number behind. */
  private static String wish(int number) {
    var random = new Random(SEED + number);
    var wish = new StringBuilder();
    for (int i = 0; i < 5 + random.nextInt(8); i++) {
      wish.append((char) ('a' + random.nextInt(26)));
    }
    return random.nextBoolean() ? wish.append(random.nextInt(2_000)).toString() : wish.toString();
  }
}
