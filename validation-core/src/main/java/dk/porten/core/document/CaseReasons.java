package dk.porten.core.document;

import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.Route;
import dk.porten.core.pack.Standing;
import java.util.ArrayList;
import java.util.List;

/** Why a case is as it is (D42). Sets of documents are masks with a bit for each. */
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
  List<Reason> ofDocuments(Standing[] standings) {
    var reasons = new ArrayList<Reason>();
    for (int i = 0; i < standings.length; i++) {
      if (standings[i].codes() != 0) {
        List<Integer> document = Indexes.of(1 << i);
        standings[i].forEachCode(code -> reasons.add(new Reason(code, document)));
      }
    }
    return reasons;
  }

  /**
   * Adds why documents against which nothing speaks do not suffice.
   *
   * @param cprNumbersWouldDo whether they might, if each showed the CPR number
   */
  void addOfCase(Standing[] standings, boolean cprNumbersWouldDo, List<Reason> reasons) {
    int sound = 0;
    long present = 0;
    long presentTwice = 0;
    for (int i = 0; i < standings.length; i++) {
      if (standings[i].codes() == 0) {
        sound |= 1 << i;
        presentTwice |= present & standings[i].classes();
        present |= standings[i].classes();
      }
    }
    if (notTogether != 0 && (present & notTogether) == notTogether) {
      int apart = among(sound, standings, notTogether);
      reasons.add(new Reason(ReasonCode.TAX_WITH_BENEFIT, Indexes.of(apart)));
    }
    int alike = among(sound, standings, presentTwice & twoDocumentClasses);
    if (alike != 0) {
      reasons.add(new Reason(ReasonCode.SAME_CLASS, Indexes.of(alike)));
    }
    reasons.add(
        new Reason(
            cprNumbersWouldDo ? ReasonCode.CPR_NUMBER_NOT_SHOWN : ReasonCode.MORE_DOCUMENTS_NEEDED,
            Indexes.of(sound)));
  }

  /** Returns those of some documents that are in any of the classes. */
  private static int among(int documents, Standing[] standings, long classes) {
    int found = 0;
    for (int rest = documents; rest != 0; rest &= rest - 1) {
      int document = Integer.numberOfTrailingZeros(rest);
      found |= (standings[document].classes() & classes) != 0 ? 1 << document : 0;
    }
    return found;
  }
}
