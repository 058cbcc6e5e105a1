package dk.porten.core.document;

import dk.porten.core.pack.Route;
import dk.porten.core.pack.Route.Slot;
import java.util.List;

/**
 * Routes compiled to masks: which classes suffice alone, and which suffice beside which. A document
 * counts as a mask of the classes it is in, and whether it shows the CPR number.
 */
final class RouteTable {

  private final long[] single = new long[2];

  /** By class, whether its document shows the CPR number, and whether the other one does. */
  private final long[] partners = new long[4 * Long.SIZE];

  /** Compiles one route. */
  RouteTable(Route route) {
    if (route instanceof Route.Single one) {
      addAlone(one.slot());
    } else if (route instanceof Route.Pair pair) {
      addPair(pair.first(), pair.second());
      addPair(pair.second(), pair.first());
    } else if (route instanceof Route.TwoDifferent two) {
      addDifferent(two);
    }
  }

  /** Compiles routes as one, which is met where any of them is. */
  RouteTable(List<RouteTable> routes) {
    for (RouteTable route : routes) {
      addAll(route.single, single);
      addAll(route.partners, partners);
    }
  }

  /** Says whether a document meets a route that takes one. */
  boolean isMetBy(long classes, boolean cprShown) {
    return (classes & single[cprShown ? 1 : 0]) != 0;
  }

  /** Says whether two documents meet a route that takes two. */
  boolean isMetBy(long classes, boolean cprShown, long otherClasses, boolean otherCprShown) {
    for (long rest = classes; rest != 0; rest &= rest - 1) {
      int c = Long.numberOfTrailingZeros(rest);
      if ((partners[index(c, cprShown, otherCprShown)] & otherClasses) != 0) {
        return true;
      }
    }
    return false;
  }

  private void addAlone(Slot slot) {
    single[1] = slot.classes();
    single[0] = slot.cprNumberRequired() ? 0 : slot.classes();
  }

  private void addPair(Slot slot, Slot other) {
    for (int c = 0; c < Long.SIZE; c++) {
      for (int shown = 0; shown < 4; shown++) {
        boolean cpr = shown >= 2;
        boolean otherCpr = shown % 2 == 1;
        if (isFilled(slot, 1L << c, cpr)) {
          partners[index(c, cpr, otherCpr)] |= isFilled(other, -1, otherCpr) ? other.classes() : 0;
        }
      }
    }
  }

  private void addDifferent(Route.TwoDifferent two) {
    for (int c = 0; c < Long.SIZE; c++) {
      long own = 1L << c;
      if ((two.classes() & own) != 0) {
        long others = (two.anchors() & own) != 0 ? two.classes() : two.anchors();
        others &= ~own;
        others &= (two.notTogether() & own) != 0 ? ~two.notTogether() : -1;
        partners[index(c, true, false)] = others;
        partners[index(c, false, true)] = others;
        partners[index(c, true, true)] = others;
      }
    }
  }

  private static boolean isFilled(Slot slot, long classes, boolean cprShown) {
    return (slot.classes() & classes) != 0 && (cprShown || !slot.cprNumberRequired());
  }

  private static void addAll(long[] from, long[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] |= from[i];
    }
  }

  private static int index(int documentClass, boolean cprShown, boolean otherCprShown) {
    return documentClass * 4 + (cprShown ? 2 : 0) + (otherCprShown ? 1 : 0);
  }
}
