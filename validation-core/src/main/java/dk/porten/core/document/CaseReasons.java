package dk.porten.core.document;

import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.Route;
import dk.porten.core.pack.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Why a case is as it is (D42). */
final class CaseReasons {

  private final long twoDocumentClasses;
  private final long notTogether;

  CaseReasons(List<Route> routes) {
    long classes = 0;
    long apart = 0;
    for (Route route : routes) {
      if (route instanceof Route.TwoDifferent two) {
        classes |= two.classes();
        apart |= two.notTogether();
      }
    }
    twoDocumentClasses = classes;
    notTogether = apart;
  }

  /** Returns what speaks against each document, in a list that may grow. */
  List<Reason> ofDocuments(List<Standing> standings) {
    var reasons = new ArrayList<Reason>();
    for (int i = 0; i < standings.size(); i++) {
      for (ReasonCode code : standings.get(i).reasonCodes()) {
        reasons.add(new Reason(code, List.of(i)));
      }
    }
    return reasons;
  }

  /**
   * Returns why documents against which nothing speaks do not suffice.
   *
   * @param cprNumbersWouldDo whether they might, if each showed the CPR number
   */
  List<Reason> ofCase(List<Standing> standings, boolean cprNumbersWouldDo) {
    List<Integer> sound =
        IntStream.range(0, standings.size())
            .filter(i -> standings.get(i).codes() == 0)
            .boxed()
            .toList();
    var reasons = new ArrayList<Reason>();
    List<Integer> apart = sound.stream().filter(i -> isIn(standings, i, notTogether)).toList();
    long present =
        apart.stream().mapToLong(i -> standings.get(i).classes()).reduce(0, (a, b) -> a | b);
    if (notTogether != 0 && (present & notTogether) == notTogether) {
      reasons.add(new Reason(ReasonCode.TAX_WITH_BENEFIT, apart));
    }
    List<Integer> alike = alike(standings, sound);
    if (!alike.isEmpty()) {
      reasons.add(new Reason(ReasonCode.SAME_CLASS, alike));
    }
    reasons.add(
        new Reason(
            cprNumbersWouldDo ? ReasonCode.CPR_NUMBER_NOT_SHOWN : ReasonCode.MORE_DOCUMENTS_NEEDED,
            sound));
    return reasons;
  }

  private List<Integer> alike(List<Standing> standings, List<Integer> sound) {
    var alike = new TreeSet<Integer>();
    for (long rest = twoDocumentClasses; rest != 0; rest &= rest - 1) {
      long one = Long.lowestOneBit(rest);
      List<Integer> ofClass = sound.stream().filter(i -> isIn(standings, i, one)).toList();
      if (ofClass.size() > 1) {
        alike.addAll(ofClass);
      }
    }
    return List.copyOf(alike);
  }

  private static boolean isIn(List<Standing> standings, int document, long classes) {
    return (standings.get(document).classes() & classes) != 0;
  }
}
