package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.document.DocumentTimeline;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.DocumentRules;

/** Porten's bare verdict and route, which is all that the other engines work out. */
final class PortenVerdicts implements DocumentEngine<DocumentQuestion> {

  private final DocumentDecision decision;

  PortenVerdicts(DocumentRules rules) {
    decision = new DocumentDecision(rules);
  }

  @Override
  public DocumentQuestion input(DocumentQuestion question) {
    return question;
  }

  @Override
  public String decide(DocumentQuestion input) {
    DocumentTimeline timeline = decision.timeline(input);
    String route = timeline.route(input.on());
    if (route != null) {
      return route;
    }
    return timeline.on(input.on()) == Truth.UNKNOWN
        ? DocumentRuleset.NEEDS_ASSESSMENT
        : DocumentRuleset.INSUFFICIENT;
  }
}
