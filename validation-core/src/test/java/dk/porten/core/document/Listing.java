package dk.porten.core.document;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Line;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.ReasonCode;
import java.util.List;

/**
 * Where a pack's lists have a document (D6–D8), which no day changes.
 *
 * @param classes the classes whose lines it meets, CPR number aside
 * @param codes why there are none: one code, or empty if there are
 */
record Listing(List<ClassClause> classes, List<ReasonCode> codes) {

  static Listing of(PackClauses pack, Document document, Venue venue) {
    List<ClassClause> classes =
        pack.classes().stream()
            .filter(c -> c.venues().contains(venue) && takes(c, document))
            .toList();
    return new Listing(
        classes, classes.isEmpty() ? List.of(whyNotListed(pack, document, venue)) : List.of());
  }

  private static boolean takes(ClassClause documentClass, Document document) {
    for (Line line : documentClass.lines()) {
      if (line.lists(document)
          && line.forms().contains(document.form())
          && line.hasItsPhoto(document)) {
        return true;
      }
    }
    return false;
  }

  /** Each step looks at what the one before left. */
  private static ReasonCode whyNotListed(PackClauses pack, Document document, Venue venue) {
    boolean listed = false;
    boolean takenInItsForm = false;
    boolean takenHere = false;
    for (ClassClause c : pack.classes()) {
      for (Line line : c.lines()) {
        boolean lists = line.lists(document);
        boolean inItsForm = lists && line.forms().contains(document.form());
        listed |= lists;
        takenInItsForm |= inItsForm;
        takenHere |= inItsForm && c.venues().contains(venue);
      }
    }
    if (!listed) {
      return ReasonCode.NOT_ACCEPTED;
    }
    if (!takenInItsForm) {
      return ReasonCode.APP_NOT_ACCEPTED;
    }
    return takenHere ? ReasonCode.PHOTO_MISSING : ReasonCode.ACCEPTED_ELSEWHERE;
  }
}
