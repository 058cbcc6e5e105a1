package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.document.DocumentTimeline;
import dk.porten.core.pack.DocumentRules;
import java.util.Objects;

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
    return switch (timeline.on(input.on())) {
      case TRUE -> Objects.requireNonNull(timeline.route(input.on()));
      case UNKNOWN -> DocumentRuleset.NEEDS_ASSESSMENT;
      case FALSE -> DocumentRuleset.INSUFFICIENT;
    };
  }
}
