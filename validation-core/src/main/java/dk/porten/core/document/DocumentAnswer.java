package dk.porten.core.document;

import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.DocumentClass;
import dk.porten.core.pack.ReasonCode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pack's document rules answer.
 *
 * @param route the route that is met (D13); null unless sufficient
 * @param use the indexes of the documents that carry the verdict
 * @param unknown the facts that decide; only where the case needs assessment
 * @param verdictUntil the last day of this verdict (D41); null if it does not end
 */
public record DocumentAnswer(
    DocumentVerdict verdict,
    @Nullable String route,
    List<Integer> use,
    List<Reason> reasons,
    List<UnknownFact> unknown,
    Bring bring,
    @Nullable LocalDate verdictUntil) {

  /** A reason and the indexes of the documents it is about (D42). */
  public record Reason(ReasonCode code, List<Integer> documents) {}

  /**
   * What else to bring (D40).
   *
   * @param sets the first of them, as many as were asked for
   * @param total how many sets there are in all
   */
  public record Bring(List<List<Item>> sets, int total) {
    static final Bring NOTHING = new Bring(List.of(), 0);
  }

  /** A further document: any of a class, showing the CPR number if that is required. */
  public record Item(DocumentClass documentClass, boolean cprNumberRequired) {}
}
