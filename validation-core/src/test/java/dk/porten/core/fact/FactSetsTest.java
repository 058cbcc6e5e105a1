package dk.porten.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Compares the union of the smallest sets with one found by trying every pair of sets. */
class FactSetsTest {

  private static final int CASES = 100_000;
  private static final int DOCUMENTS = 24;

  private final FactSets sets = new FactSets();

  @Test
  void union_nothingAdded_empty() {
    assertThat(sets.union()).isEmpty();
  }

  @Test
  void union_emptySetAdded_nothingElseCounts() {
    sets.add(3, DocumentFact.YEAR.bit());
    sets.add(0, 0);
    sets.add(1, DocumentFact.ISSUED_ON.bit());
    assertThat(sets.union()).isEmpty();
  }

  @Test
  void union_lastFactOfLastDocument_kept() {
    sets.add(DOCUMENTS - 1, DocumentFact.CPR_NUMBER_SHOWN.bit());
    assertThat(sets.union())
        .containsExactly(new UnknownFact(DOCUMENTS - 1, DocumentFact.CPR_NUMBER_SHOWN));
  }

  @Test
  void union_randomSets_agreesWithBruteForce() {
    for (long seed = 0; seed < CASES; seed++) {
      var random = new SplittableRandom(seed);
      var compact = new FactSets();
      var plain = new ArrayList<Set<UnknownFact>>();
      int documents = random.nextBoolean() ? 3 : DOCUMENTS;
      for (int count = random.nextInt(9); count > 0; count--) {
        plain.add(addSet(compact, documents, random));
      }
      assertThat(compact.union()).as("seed %d", seed).isEqualTo(unionOfSmallest(plain));
    }
  }

  private static Set<UnknownFact> addSet(FactSets compact, int documents, RandomGenerator random) {
    int first = random.nextInt(documents);
    int firstFacts = facts(random);
    Set<UnknownFact> set = set(first, firstFacts);
    if (random.nextBoolean()) {
      compact.add(first, firstFacts);
      return set;
    }
    int second = random.nextInt(documents);
    int secondFacts = facts(random);
    compact.add(first, firstFacts, second, secondFacts);
    set.addAll(set(second, secondFacts));
    return set;
  }

  /** Few facts, so that one set is often a part of another. */
  private static int facts(RandomGenerator random) {
    int facts = 0;
    for (DocumentFact fact : DocumentFact.values()) {
      facts |= random.nextInt(4) == 0 ? fact.bit() : 0;
    }
    return facts;
  }

  private static Set<UnknownFact> set(int document, int bits) {
    var set = new HashSet<UnknownFact>();
    for (DocumentFact fact : DocumentFact.values()) {
      if ((bits & fact.bit()) != 0) {
        set.add(new UnknownFact(document, fact));
      }
    }
    return set;
  }

  private static List<UnknownFact> unionOfSmallest(List<Set<UnknownFact>> sets) {
    return sets.stream()
        .filter(set -> sets.stream().noneMatch(o -> set.containsAll(o) && !o.containsAll(set)))
        .flatMap(Set::stream)
        .distinct()
        .sorted(Comparator.comparing(UnknownFact::document).thenComparing(UnknownFact::fact))
        .toList();
  }
}
