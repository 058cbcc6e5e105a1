package dk.porten.core.document;

import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.FactSets;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.Standing;
import java.util.ArrayList;
import java.util.List;

/** Which unknown facts decide a case that needs assessment (SPEC, "Facts"). */
final class DecisiveFacts {

  /** A document taken at its best with only some of its unknown facts being favourable. */
  private record Option(int document, long classes, boolean cprShown, int facts) {}

  private DecisiveFacts() {}

  /** Returns the union of the smallest sets of unknown facts that would make the case suffice. */
  static List<UnknownFact> find(List<Standing> standings, List<RouteTable> routes) {
    List<Option> options = options(standings);
    var sets = new FactSets();
    for (RouteTable route : routes) {
      for (Option option : options) {
        if (route.isMetByOne()) {
          if (route.isMetBy(option.classes, option.cprShown)) {
            sets.add(option.document, option.facts);
          }
          continue;
        }
        for (Option other : options) {
          if (option.document < other.document
              && route.isMetBy(option.classes, option.cprShown, other.classes, other.cprShown)) {
            sets.add(option.document, option.facts, other.document, other.facts);
          }
        }
      }
    }
    return sets.union();
  }

  private static List<Option> options(List<Standing> standings) {
    var options = new ArrayList<Option>();
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      if (standing.codes() != 0) {
        continue;
      }
      boolean shown = standing.cprNumberShown() == Truth.TRUE;
      options.add(new Option(i, standing.classesIf(shown), shown, standing.unknownFacts()));
      if (standing.cprNumberShown() == Truth.UNKNOWN) {
        int facts = standing.unknownFacts() | DocumentFact.CPR_NUMBER_SHOWN.bit();
        options.add(new Option(i, standing.classesIf(true), true, facts));
      }
    }
    return options;
  }
}
