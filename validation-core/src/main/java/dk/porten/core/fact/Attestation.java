package dk.porten.core.fact;

import java.time.LocalDate;

/**
 * One time that a witness confirmed an applicant's identity (W4); denied and voided ones are not
 * among the facts (W6).
 */
public record Attestation(LocalDate on, PersonHash applicant) {

  /** Returns nothing of the persons. */
  @Override
  public String toString() {
    return "Attestation";
  }
}
