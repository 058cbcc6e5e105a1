package dk.porten.core.witness;

import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.WitnessRules;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pack's witness rules answer.
 *
 * @param unknown the facts of the witness that decide; only where the case needs assessment
 * @param unknownOfDocuments the same of the witness's documents
 * @param quota null if the witness is not known
 * @param allowedFrom the first day on which the witness may be one (W8); null if none is known
 */
public record WitnessAnswer(
    WitnessVerdict verdict,
    List<ReasonCode> reasons,
    List<WitnessFact> unknown,
    List<UnknownFact> unknownOfDocuments,
    @Nullable QuotaUse quota,
    @Nullable LocalDate allowedFrom) {

  /**
   * How much of the quota is used on the day (W4).
   *
   * @param used what the fullest window that contains the day holds
   * @param remaining places for a person not yet helped in it; never below 0
   */
  public record QuotaUse(WitnessRules.Quota quota, int used, int remaining) {}
}
