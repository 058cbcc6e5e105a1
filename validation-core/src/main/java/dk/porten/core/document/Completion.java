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

  private final long enoughAlone;

  /** By class in hand and whether its document shows the CPR number: items that go with it. */
  private final long[][] enoughWith = new long[2][DocumentRules.MAX_CLASSES];

  /** For each item, later ones that suffice with it where nothing less does. */
  private final long[] enoughTogether = new long[ITEMS];

  Completion(DocumentRules rules, AcceptanceTable table, List<RouteTable> routes, Venue venue) {
    listItems(rules, table, venue);
    long alone = 0;
    for (int item = 0; item < ITEMS; item++) {
      if (isAnyMetBy(routes, item)) {
        alone |= 1L << item;
      }
      for (int c = 0; c < rules.classes().size(); c++) {
        for (int cpr = 0; cpr < 2; cpr++) {
          if (isAnyMetBy(routes, 1L << c, cpr == 1, item)) {
            enoughWith[cpr][c] |= 1L << item;
          }
        }
      }
    }
    enoughAlone = alone;
    listPairs(routes);
  }

  /**
   * Returns the sets that complete a hand which does not suffice.
   *
   * @param limit how many sets are named at most; all are counted
   */
  Bring bring(Hand certain, int limit) {
    long enough = enoughAlone;
    for (int i = 0; i < certain.size(); i++) {
      long[] with = enoughWith[certain.isCprShown(i) ? 1 : 0];
      for (long rest = certain.classesOf(i); rest != 0; rest &= rest - 1) {
        enough |= with[Long.numberOfTrailingZeros(rest)];
      }
    }
    long singles = enough & ~withMoreDemanded(enough);
    long needless = enough | withMoreDemanded(enough);

    int total = Long.bitCount(singles);
    var sets = new ArrayList<List<Item>>(Math.min(limit, total + 1));
    for (long rest = singles; rest != 0 && sets.size() < limit; rest &= rest - 1) {
      sets.add(List.of(item(Long.numberOfTrailingZeros(rest))));
    }
    for (int first = 0; first < ITEMS; first += 2) {
      long others = partners(first, needless);
      long othersOfDemanded = partners(first + 1, needless);
      total += Long.bitCount(others) + Long.bitCount(othersOfDemanded);
      addPairs(sets, limit, first, others, othersOfDemanded);
    }
    return new Bring(sets, total);
  }

  private long partners(int item, long needless) {
    return (needless & 1L << item) != 0 ? 0 : enoughTogether[item] & ~needless;
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

  private void listPairs(List<RouteTable> routes) {
    long needless = enoughAlone | withMoreDemanded(enoughAlone);
    for (int one = 0; one < ITEMS; one++) {
      for (int two = (one | 1) + 1; two < ITEMS; two++) {
        boolean lessWillDo =
            ((1L << one | 1L << two) & needless) != 0
                || (isDemanding(one) && isAnyMetBy(routes, plainOfItem[one], two))
                || (isDemanding(two) && isAnyMetBy(routes, one, plainOfItem[two]));
        if (!lessWillDo && isAnyMetBy(routes, one, two)) {
          enoughTogether[one] |= 1L << two;
        }
      }
    }
  }

  private boolean isDemanding(int item) {
    return items[item] != null && plainOfItem[item] >= 0 && items[plainOfItem[item]] != null;
  }

  /** Returns the items that demand more than one of the given items does. */
  private long withMoreDemanded(long given) {
    long more = 0;
    for (int item = 1; item < ITEMS; item += 2) {
      if (isDemanding(item) && (given & 1L << plainOfItem[item]) != 0) {
        more |= 1L << item;
      }
    }
    return more;
  }

  private boolean isAnyMetBy(List<RouteTable> routes, int item) {
    return routes.stream().anyMatch(r -> r.isMetBy(classesOfItem[item], isCprShown(item)));
  }

  private boolean isAnyMetBy(List<RouteTable> routes, int one, int two) {
    return isAnyMetBy(routes, classesOfItem[one], isCprShown(one), two);
  }

  private boolean isAnyMetBy(List<RouteTable> routes, long classes, boolean cprShown, int item) {
    return routes.stream()
        .anyMatch(r -> r.isMetBy(classes, cprShown, classesOfItem[item], isCprShown(item)));
  }

  private static boolean isCprShown(int item) {
    return item % 2 == 1;
  }

  private Item item(int index) {
    return Objects.requireNonNull(items[index]);
  }
}
