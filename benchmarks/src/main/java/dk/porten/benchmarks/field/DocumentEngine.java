package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;

/**
 * Something that decides on documents.
 *
 * @param <I> the form in which it is given a case
 */
interface DocumentEngine<I> {

  /** Returns a case as the engine takes it; this is never measured. */
  I input(DocumentQuestion question);

  /** Decides, and returns the route that is met or else the verdict. */
  String decide(I input);
}
