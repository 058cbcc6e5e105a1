package dk.porten.core.fact;

/**
 * A fact of a document that was left out and decides the verdict.
 *
 * @param document the document's index in the request
 */
public record UnknownFact(int document, DocumentFact fact) {}
