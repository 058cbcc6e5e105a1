package dk.porten.gateway.load;

import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.witness.WitnessDecision;
import java.time.LocalDate;

/**
 * A line of attestations that can be judged.
 *
 * @param source what it is called where it comes from, as the database knows it
 * @param rulePack id and version
 * @param decision that pack's
 */
record AttestationRow(
    long lineNumber,
    PersonHash source,
    LocalDate on,
    PersonHash witness,
    Person applicant,
    String rulePack,
    WitnessDecision decision) {

  /** Returns nothing of the persons. */
  @Override
  public String toString() {
    return "AttestationRow";
  }
}
