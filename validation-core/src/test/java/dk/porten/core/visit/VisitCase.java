package dk.porten.core.visit;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.core.witness.WitnessQuestion;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question about a visit with what is recorded. */
record VisitCase(
    VisitQuestion question, @Nullable AttestationFact fact, List<UserIdVerdict> wishes) {

  /** Returns the same case for another day. */
  VisitCase on(LocalDate day) {
    DocumentQuestion documents = question.documents();
    WitnessQuestion witness = question.witness();
    return new VisitCase(
        new VisitQuestion(
            new DocumentQuestion(
                documents.documents(), day, documents.venue(), documents.bringLimit()),
            witness == null
                ? null
                : new WitnessQuestion(
                    witness.personId(),
                    witness.birthDate(),
                    witness.mitIdSince(),
                    witness.professional(),
                    witness.documents(),
                    witness.applicant(),
                    day,
                    witness.venue()),
            question.canAnswerControlQuestions(),
            question.recommendsWitness()),
        fact,
        wishes);
  }
}
