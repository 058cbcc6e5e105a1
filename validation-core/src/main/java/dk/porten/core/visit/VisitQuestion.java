package dk.porten.core.visit;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Truth;
import dk.porten.core.witness.WitnessQuestion;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about a visit.
 *
 * @param documents the citizen's, with the day and the venue of the visit
 * @param witness who comes along, asked about for the same day and venue; null is nobody
 * @param canAnswerControlQuestions whether the citizen can answer questions on data from CPR
 * @param recommendsWitness whether the citizen is a foreigner or lives abroad (D14)
 */
public record VisitQuestion(
    DocumentQuestion documents,
    @Nullable WitnessQuestion witness,
    Truth canAnswerControlQuestions,
    boolean recommendsWitness) {}
