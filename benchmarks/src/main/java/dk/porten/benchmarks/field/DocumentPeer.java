package dk.porten.benchmarks.field;

import dk.porten.benchmarks.National;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentRules;
import java.util.Objects;

/** Who decides on documents by the national rules, each in its fastest documented way. */
public enum DocumentPeer {
  /** Porten, naming five sets of what else to bring. */
  PORTEN_BRING_5,
  /** Porten, naming none. */
  PORTEN,
  /** Porten's verdict and route without any explanation. */
  PORTEN_VERDICT,
  HAND_WRITTEN,
  CAMUNDA_DMN,
  KIE_DMN,
  JSON_LOGIC,
  CEL;

  /** Makes the engine. */
  DocumentEngine<?> engine() {
    return switch (this) {
      case PORTEN_BRING_5 -> new PortenDocuments(rules(), 5);
      case PORTEN -> porten();
      case PORTEN_VERDICT -> new PortenVerdicts(rules());
      case HAND_WRITTEN -> new HandWrittenDocuments();
      case CAMUNDA_DMN -> new CamundaDocuments(ruleset());
      case KIE_DMN -> new KieDocuments(ruleset());
      case JSON_LOGIC -> JsonLogicDocuments.of(ruleset());
      case CEL -> CelDocuments.of(ruleset());
    };
  }

  /** Returns the one whose verdicts the others must give. */
  static DocumentEngine<DocumentQuestion> porten() {
    return new PortenDocuments(rules(), 0);
  }

  private static DocumentRules rules() {
    return Objects.requireNonNull(National.PACK.documents());
  }

  private static DocumentRuleset ruleset() {
    return new DocumentRuleset(rules(), Venue.CITIZEN_SERVICE);
  }
}
