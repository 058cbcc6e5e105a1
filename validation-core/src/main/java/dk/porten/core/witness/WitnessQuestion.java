package dk.porten.core.witness;

import dk.porten.core.fact.Document;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a pack's witness rules. What is null was left out.
 *
 * @param personId the witness
 * @param applicant whom the witness would help
 * @param documents the witness's own; an empty list says that there is none
 * @param on the day that is judged
 */
public record WitnessQuestion(
    @Nullable UUID personId,
    @Nullable LocalDate birthDate,
    @Nullable LocalDate mitIdSince,
    boolean professional,
    @Nullable List<Document> documents,
    @Nullable Person applicant,
    LocalDate on,
    Venue venue) {

  public WitnessQuestion {
    documents = documents == null ? null : List.copyOf(documents);
  }

  /** Returns the same question about helping a person not yet helped. */
  WitnessQuestion forSomebodyNew() {
    return new WitnessQuestion(
        personId, birthDate, mitIdSince, professional, documents, null, on, venue);
  }

  /** Returns the day and venue only: the rest is the persons'. */
  @Override
  public String toString() {
    return "WitnessQuestion[" + on + ", " + venue.code() + "]";
  }
}
