package dk.porten.core.document;

import dk.porten.core.fact.Document;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.List;

/**
 * What is asked of a pack's document rules.
 *
 * @param documents at most {@link #MAX_DOCUMENTS}
 * @param on the day that is judged
 * @param bringLimit how many sets of further documents the answer names at most
 */
public record DocumentQuestion(
    List<Document> documents, LocalDate on, Venue venue, int bringLimit) {

  /** The greatest number of documents. */
  public static final int MAX_DOCUMENTS = 20;

  public DocumentQuestion {
    documents = List.copyOf(documents);
    assert documents.size() <= MAX_DOCUMENTS;
  }
}
