package dk.porten.core.fact;

import java.util.List;

/** What is recorded of a witness: every attestation that counts, in order of day. */
public record AttestationFact(List<Attestation> attestations) {

  public AttestationFact {
    attestations = List.copyOf(attestations);
  }
}
