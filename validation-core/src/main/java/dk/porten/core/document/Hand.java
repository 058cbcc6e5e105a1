package dk.porten.core.document;

import dk.porten.core.fact.Truth;
import dk.porten.core.pack.Standing;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The documents of a case at one level of certainty: what holds for sure, or what might hold. */
final class Hand {

  private final long[] classes;
  private final int cprShown;

  /**
   * @param classes the classes that each document is in
   * @param cprShown a bit for each document that shows the CPR number
   */
  private Hand(long[] classes, int cprShown) {
    this.classes = classes;
    this.cprShown = cprShown;
  }

  /** Returns what holds for sure. */
  static Hand certain(List<Standing> standings) {
    return of(standings, Standing::certainClasses, Truth.TRUE);
  }

  /** Returns what holds if every unknown fact is favourable. */
  static Hand possible(List<Standing> standings) {
    return of(standings, Standing::possibleClasses, Truth.UNKNOWN);
  }

  /** Returns what might hold if, besides, every document showed the CPR number. */
  static Hand withCprNumbers(List<Standing> standings) {
    return of(standings, s -> s.codes() == 0 ? s.classes() : 0, Truth.FALSE);
  }

  private static Hand of(
      List<Standing> standings, ToLongFunction<Standing> classesOf, Truth leastShown) {
    long[] classes = new long[standings.size()];
    int cprShown = 0;
    for (int i = 0; i < classes.length; i++) {
      Standing standing = standings.get(i);
      classes[i] = classesOf.applyAsLong(standing);
      if (standing.cprNumberShown().compareTo(leastShown) >= 0) {
        cprShown |= 1 << i;
      }
    }
    return new Hand(classes, cprShown);
  }

  int size() {
    return classes.length;
  }

  /** Returns a mask of the classes that a document is in. */
  long classesOf(int document) {
    return classes[document];
  }

  boolean isCprShown(int document) {
    return (cprShown & 1 << document) != 0;
  }

  /** Says whether the documents meet a route. */
  boolean meets(RouteTable route) {
    return firstUse(route) != null;
  }

  /** Returns the documents that meet a route, lowest indexes first (D13); null if none do. */
  int @Nullable [] firstUse(RouteTable route) {
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] == 0) {
        continue;
      }
      if (route.isMetByOne()) {
        if (route.isMetBy(classes[i], isCprShown(i))) {
          return new int[] {i};
        }
        continue;
      }
      for (int j = i + 1; j < classes.length; j++) {
        if (route.isMetBy(classes[i], isCprShown(i), classes[j], isCprShown(j))) {
          return new int[] {i, j};
        }
      }
    }
    return null;
  }
}
