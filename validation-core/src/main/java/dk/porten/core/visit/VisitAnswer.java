package dk.porten.core.visit;

import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.pack.ChecklistItem;
import dk.porten.core.witness.WitnessAnswer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a visit.
 *
 * @param witness null if nobody comes along
 * @param checklist in the order in which it is read out (V4)
 * @param earliestOn the first day on which the visit is ready (V5); null if none is known
 */
public record VisitAnswer(
    VisitVerdict verdict,
    DocumentAnswer documents,
    @Nullable WitnessAnswer witness,
    List<ChecklistItem> checklist,
    @Nullable LocalDate earliestOn) {}
