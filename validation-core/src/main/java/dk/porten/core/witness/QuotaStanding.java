package dk.porten.core.witness;

import dk.porten.core.witness.WitnessAnswer.QuotaUse;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a witness stands with the quota on a day.
 *
 * @param allowedFrom the first day from that one on which the witness may be one (W8); null if no
 *     such day comes
 */
public record QuotaStanding(QuotaUse use, @Nullable LocalDate allowedFrom) {}
