package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.pack.DocumentRules;

/** Porten's decision: always the whole answer, with reasons, unknown facts and what to bring. */
final class PortenDocuments implements DocumentEngine<DocumentQuestion> {

  private final DocumentDecision decision;
  private final int bringLimit;

  /**
   * @param bringLimit how many sets of further documents the answer names at most
   */
  PortenDocuments(DocumentRules rules, int bringLimit) {
    decision = new DocumentDecision(rules);
    this.bringLimit = bringLimit;
  }

  @Override
  public DocumentQuestion input(DocumentQuestion question) {
    return new DocumentQuestion(question.documents(), question.on(), question.venue(), bringLimit);
  }

  @Override
  public String decide(DocumentQuestion input) {
    DocumentAnswer answer = decision.decide(input);
    String route = answer.route();
    return route == null ? answer.verdict().code() : route;
  }
}
