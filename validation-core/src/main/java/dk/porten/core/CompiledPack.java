package dk.porten.core;

import dk.porten.core.document.DocumentDecision;
import dk.porten.core.pack.RulePack;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.visit.VisitDecision;
import dk.porten.core.witness.WitnessDecision;
import java.util.Optional;

/** A rule pack ready to decide; a question that it does not rule is empty. */
public record CompiledPack(
    RulePack pack,
    Optional<UserIdDecision> userId,
    Optional<DocumentDecision> documents,
    Optional<WitnessDecision> witness,
    Optional<VisitDecision> visit) {

  /** Compiles a pack. */
  public static CompiledPack of(RulePack pack) {
    Optional<DocumentDecision> documents =
        Optional.ofNullable(pack.documents()).map(DocumentDecision::new);
    Optional<WitnessDecision> witness =
        Optional.ofNullable(pack.witness())
            .map(rules -> new WitnessDecision(rules, pack.documents()));
    return new CompiledPack(
        pack,
        Optional.ofNullable(pack.userId()).map(UserIdDecision::new),
        documents,
        witness,
        documents.map(decision -> new VisitDecision(decision, witness.orElse(null))));
  }
}
