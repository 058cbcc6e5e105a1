package dk.porten.core.fact;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets of unknown facts, each of which would make a verdict a yes were its facts favourable; kept
 * down to the smallest by inclusion. Holds facts of up to 24 documents. Not thread-safe.
 */
public final class FactSets {

  private static final DocumentFact[] FACTS = DocumentFact.values();
  private static final int DOCUMENTS_PER_WORD = Long.SIZE / FACTS.length;
  private static final int ALL_FACTS = (1 << FACTS.length) - 1;

  /** A set: a group of bits for each document, in two words. */
  private record FactSet(long low, long high) {

    boolean contains(FactSet part) {
      return (part.low & ~low) == 0 && (part.high & ~high) == 0;
    }

    FactSet with(int document, int facts) {
      int shift = document % DOCUMENTS_PER_WORD * FACTS.length;
      return document < DOCUMENTS_PER_WORD
          ? new FactSet(low | (long) facts << shift, high)
          : new FactSet(low, high | (long) facts << shift);
    }

    int of(int document) {
      int shift = document % DOCUMENTS_PER_WORD * FACTS.length;
      return (int) ((document < DOCUMENTS_PER_WORD ? low : high) >>> shift) & ALL_FACTS;
    }
  }

  private static final FactSet EMPTY = new FactSet(0, 0);

  private final List<FactSet> smallest = new ArrayList<>();

  /**
   * Adds the set of the facts of one document.
   *
   * @param facts bits of {@link DocumentFact}
   */
  public void add(int document, int facts) {
    add(EMPTY.with(document, facts));
  }

  /** Adds the set of the facts of two documents. */
  public void add(int document, int facts, int otherDocument, int otherFacts) {
    add(EMPTY.with(document, facts).with(otherDocument, otherFacts));
  }

  private void add(FactSet set) {
    for (FactSet other : smallest) {
      if (set.contains(other)) {
        return;
      }
    }
    smallest.removeIf(other -> other.contains(set));
    smallest.add(set);
  }

  /** Returns the facts that are in any of the smallest sets, by document. */
  public List<UnknownFact> union() {
    long low = 0;
    long high = 0;
    for (FactSet set : smallest) {
      low |= set.low;
      high |= set.high;
    }
    var all = new FactSet(low, high);
    var facts = new ArrayList<UnknownFact>();
    for (int document = 0; document < 2 * DOCUMENTS_PER_WORD; document++) {
      for (int rest = all.of(document); rest != 0; rest &= rest - 1) {
        facts.add(new UnknownFact(document, FACTS[Integer.numberOfTrailingZeros(rest)]));
      }
    }
    return facts;
  }
}
