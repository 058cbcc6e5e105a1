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

  /**
   * Returns the union of the smallest sets of unknown facts that would make the case suffice.
   *
   * @param routes all of them as one
   */
  static List<UnknownFact> find(Standing[] standings, RouteTable routes) {
    List<Option> options = options(standings);
    var sets = new FactSets();
    for (Option option : options) {
      if (routes.isMetBy(option.classes, option.cprShown)) {
        sets.add(option.document, option.facts);
        continue;
      }
      for (Option other : options) {
        if (option.document < other.document
            && routes.isMetBy(option.classes, option.cprShown, other.classes, other.cprShown)) {
          sets.add(option.document, option.facts, other.document, other.facts);
        }
      }
    }
    return sets.union();
  }

  private static List<Option> options(Standing[] standings) {
    var options = new ArrayList<Option>(2 * standings.length);
    for (int i = 0; i < standings.length; i++) {
      Standing standing = standings[i];
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
