package dk.porten.core.fact;

import java.time.Instant;
import java.util.List;

/**
 * What is recorded of a witness: every attestation that counts, in order of day.
 *
 * @param asOf the moment up to which the record is complete
 */
public record AttestationFact(List<Attestation> attestations, Instant asOf) {

  public AttestationFact {
    attestations = List.copyOf(attestations);
  }
}
