package dk.porten.core.document;

import dk.porten.core.fact.Truth;
import dk.porten.core.pack.Standing;
import java.time.LocalDate;

/**
 * The documents of a case on a day at one level of certainty: what holds for sure, or what might
 * hold.
 */
final class Hand {

  private final long[] classes;
  private int cprShown;

  private Hand(int size) {
    classes = new long[size];
  }

  /** Returns what holds for sure. */
  static Hand certain(Standing[] standings, LocalDate day) {
    var hand = new Hand(standings.length);
    for (int i = 0; i < standings.length; i++) {
      hand.put(i, standings[i].certainClasses(day), standings[i].cprNumberShown() == Truth.TRUE);
    }
    return hand;
  }

  /** Returns what holds if every unknown fact is favourable. */
  static Hand possible(Standing[] standings, LocalDate day) {
    var hand = new Hand(standings.length);
    for (int i = 0; i < standings.length; i++) {
      hand.put(i, standings[i].possibleClasses(day), standings[i].cprNumberShown() != Truth.FALSE);
    }
    return hand;
  }

  /** Returns what might hold if, besides, every document showed the CPR number. */
  static Hand withCprNumbers(Standing[] standings, LocalDate day) {
    var hand = new Hand(standings.length);
    for (int i = 0; i < standings.length; i++) {
      hand.put(i, standings[i].isSoundOn(day) ? standings[i].classes() : 0, true);
    }
    return hand;
  }

  private void put(int document, long classesOf, boolean isCprShown) {
    classes[document] = classesOf;
    cprShown |= isCprShown ? 1 << document : 0;
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

  /** Says whether one or two documents meet a route: each is held against all before it. */
  boolean meets(RouteTable route) {
    long before = 0;
    long beforeWithCpr = 0;
    for (int i = 0; i < classes.length; i++) {
      boolean shown = isCprShown(i);
      if (route.isMetBy(classes[i], shown)
          || route.isMetBy(classes[i], shown, before, false)
          || route.isMetBy(classes[i], shown, beforeWithCpr, true)) {
        return true;
      }
      if (shown) {
        beforeWithCpr |= classes[i];
      } else {
        before |= classes[i];
      }
    }
    return false;
  }

  /**
   * Returns a bit for each document that meets a route which is met, lowest indexes first (D13).
   */
  int firstUse(RouteTable route) {
    for (int i = 0; i < classes.length; i++) {
      if (route.isMetBy(classes[i], isCprShown(i))) {
        return 1 << i;
      }
      for (int j = i + 1; j < classes.length; j++) {
        if (route.isMetBy(classes[i], isCprShown(i), classes[j], isCprShown(j))) {
          return 1 << i | 1 << j;
        }
      }
    }
    throw new IllegalArgumentException("the route is not met");
  }
}
