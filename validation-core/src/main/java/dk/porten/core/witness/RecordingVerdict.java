package dk.porten.core.witness;

import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.ReasonCode;
import java.util.List;

/** The answer to: may this attestation be recorded? */
public sealed interface RecordingVerdict {

  /**
   * It may.
   *
   * @param after what is left of the quota once it is recorded
   */
  record Allowed(QuotaStanding after) implements RecordingVerdict {}

  /**
   * Nothing but the quota speaks against it.
   *
   * @param now from which day there is a place for this applicant, by the facts given
   */
  record Exhausted(QuotaStanding now) implements RecordingVerdict {}

  /**
   * Another rule than the quota speaks against it, or may do so by a fact that is unknown.
   *
   * @param unknown the facts of the witness that decide; only where no other rule says no
   * @param unknownOfDocuments the same of the witness's documents
   */
  record NotEligible(
      List<ReasonCode> reasons, List<WitnessFact> unknown, List<UnknownFact> unknownOfDocuments)
      implements RecordingVerdict {}
}
