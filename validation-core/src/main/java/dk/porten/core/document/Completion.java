package dk.porten.core.document;

import dk.porten.core.document.DocumentAnswer.Bring;
import dk.porten.core.document.DocumentAnswer.Item;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.AcceptanceTable;
import dk.porten.core.pack.DocumentClass;
import dk.porten.core.pack.DocumentClass.Acceptance;
import dk.porten.core.pack.DocumentRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What else to bring to one venue (D40), worked out when the pack is loaded. A further document is
 * an item: a class, with or without the demand that it shows the CPR number. Items are bits of a
 * mask, two for each class, in the order of ease: the plain one first. A set has one or two items,
 * since no route takes more than two documents.
 */
final class Completion {

  private static final int ITEMS = 2 * DocumentRules.MAX_CLASSES;

  private final @Nullable Item[] items = new @Nullable Item[ITEMS];
  private final long[] classesOfItem = new long[ITEMS];

  /** For each item the one that differs only in that nothing is demanded; -1 if there is none. */
  private final int[] plainOfItem = new int[ITEMS];

  /** Items that suffice with nothing in hand. */
  private final Enough alone;

  /**
   * Items that suffice with a document of a class: by whether it shows the CPR number, by class.
   */
  private final Enough[][] with = new Enough[2][DocumentRules.MAX_CLASSES];

  /** For each item, later ones that suffice with it where nothing less does. */
  private final long[] together = new long[ITEMS];

  private final long firstOfPairs;

  /**
   * Items that suffice, and those that only demand more than one of them.
   *
   * @param items those that demand more may be among them
   */
  private record Enough(long items, long demandMore) {}

  /**
   * @param routes all of them as one
   */
  Completion(DocumentRules rules, AcceptanceTable table, RouteTable routes, Venue venue) {
    listItems(rules, table, venue);
    alone = enough(item -> routes.isMetBy(classesOfItem[item], isCprShown(item)));
    for (int shown = 0; shown < 2; shown++) {
      for (int c = 0; c < DocumentRules.MAX_CLASSES; c++) {
        long inHand = 1L << c;
        boolean cprShown = shown == 1;
        with[shown][c] = enough(item -> isMetBy(routes, inHand, cprShown, item));
      }
    }
    firstOfPairs = listPairs(routes);
  }

  /**
   * Returns the sets that complete a hand which does not suffice.
   *
   * @param limit how many sets are named at most; all are counted
   */
  Bring bring(Hand certain, int limit) {
    long enough = alone.items;
    long demandMore = alone.demandMore;
    for (int i = 0; i < certain.size(); i++) {
      Enough[] withIt = with[certain.isCprShown(i) ? 1 : 0];
      for (long rest = certain.classesOf(i); rest != 0; rest &= rest - 1) {
        Enough more = withIt[Long.numberOfTrailingZeros(rest)];
        enough |= more.items;
        demandMore |= more.demandMore;
      }
    }
    long singles = enough & ~demandMore;
    long needless = enough | demandMore;
    long firsts = firstOfPairs & ~needless;

    int total = Long.bitCount(singles);
    for (long rest = firsts; rest != 0; rest &= rest - 1) {
      total += Long.bitCount(together[Long.numberOfTrailingZeros(rest)] & ~needless);
    }
    var sets = new ArrayList<List<Item>>(Math.min(limit, total));
    for (long rest = singles; rest != 0 && sets.size() < limit; rest &= rest - 1) {
      sets.add(List.of(item(Long.numberOfTrailingZeros(rest))));
    }
    for (long rest = firsts; rest != 0 && sets.size() < limit; ) {
      int first = Long.numberOfTrailingZeros(rest) & ~1;
      addPairs(sets, limit, first, partners(first, needless), partners(first + 1, needless));
      rest &= ~(3L << first);
    }
    return new Bring(sets, total);
  }

  private long partners(int item, long needless) {
    return (needless & 1L << item) != 0 ? 0 : together[item] & ~needless;
  }

  /** Adds pairs of a class with later ones, class by class. */
  private void addPairs(
      List<List<Item>> sets, int limit, int first, long others, long othersOfDemanded) {
    long rest = others | othersOfDemanded;
    while (rest != 0 && sets.size() < limit) {
      int second = Long.numberOfTrailingZeros(rest) & ~1;
      for (int demands = 0; demands < 4 && sets.size() < limit; demands++) {
        int one = first + demands / 2;
        int two = second + demands % 2;
        if (((demands < 2 ? others : othersOfDemanded) & 1L << two) != 0) {
          sets.add(List.of(item(one), item(two)));
        }
      }
      rest &= ~(3L << second);
    }
  }

  private void listItems(DocumentRules rules, AcceptanceTable table, Venue venue) {
    for (int rank = 0; rank < rules.easeOrder().size(); rank++) {
      int number = rules.easeOrder().get(rank);
      DocumentClass documentClass = rules.classes().get(number);
      boolean hasDemandingTwin = false;
      int plainRank = rank;
      for (DocumentClass other : rules.classes()) {
        hasDemandingTwin |= documentClass.id().equals(other.plain());
        if (other.id().equals(documentClass.plain())) {
          plainRank = rules.easeOrder().indexOf(rules.classes().indexOf(other));
        }
      }
      long certain = classesOfAll(documentClass, table) & table.classesAt(venue);
      boolean taken = (certain & 1L << number) != 0;
      int plain = 2 * rank;
      plainOfItem[plain] = -1;
      plainOfItem[plain + 1] = 2 * plainRank;
      if (taken && !documentClass.cprNumberRequired()) {
        items[plain] = new Item(documentClass, false);
        classesOfItem[plain] = certain & ~table.cprNumberRequired();
      }
      if (taken && !hasDemandingTwin) {
        items[plain + 1] = new Item(documentClass, true);
        classesOfItem[plain + 1] = certain;
      }
    }
  }

  /** Returns the classes that every document of a class is in, CPR number aside. */
  private static long classesOfAll(DocumentClass documentClass, AcceptanceTable table) {
    long certain = -1;
    for (Acceptance line : documentClass.accepts()) {
      for (DocumentForm form : line.forms()) {
        for (Country country : Country.all()) {
          if (line.issuers().contain(country)) {
            certain &= table.taking(line.type(), country, form);
          }
        }
      }
    }
    return certain;
  }

  /** Fills in {@link #together} and returns the items that begin a pair. */
  private long listPairs(RouteTable routes) {
    long needless = alone.items | alone.demandMore;
    long firsts = 0;
    for (int one = 0; one < ITEMS; one++) {
      for (int two = (one | 1) + 1; two < ITEMS; two++) {
        boolean lessWillDo =
            ((1L << one | 1L << two) & needless) != 0
                || (isDemanding(one) && isMetBy(routes, plainOfItem[one], two))
                || (isDemanding(two) && isMetBy(routes, one, plainOfItem[two]));
        if (!lessWillDo && isMetBy(routes, one, two)) {
          together[one] |= 1L << two;
          firsts |= 1L << one;
        }
      }
    }
    return firsts;
  }

  private boolean isDemanding(int item) {
    return items[item] != null && plainOfItem[item] >= 0 && items[plainOfItem[item]] != null;
  }

  /** Asks of each item whether it suffices. */
  private Enough enough(IntPredicate isEnough) {
    long enough = 0;
    long demandMore = 0;
    for (int item = 0; item < ITEMS; item++) {
      if (isEnough.test(item)) {
        enough |= 1L << item;
      }
      if (isDemanding(item) && isEnough.test(plainOfItem[item])) {
        demandMore |= 1L << item;
      }
    }
    return new Enough(enough, demandMore);
  }

  private boolean isMetBy(RouteTable routes, int one, int two) {
    return isMetBy(routes, classesOfItem[one], isCprShown(one), two);
  }

  private boolean isMetBy(RouteTable routes, long classes, boolean cprShown, int item) {
    return routes.isMetBy(classes, cprShown, classesOfItem[item], isCprShown(item));
  }

  private static boolean isCprShown(int item) {
    return item % 2 == 1;
  }

  private Item item(int index) {
    return Objects.requireNonNull(items[index]);
  }
}
