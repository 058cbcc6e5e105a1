package dk.porten.core.witness;

import dk.porten.core.fact.AttestationFact;
import org.jspecify.annotations.Nullable;

/** A question put to the witness rules, with what is recorded; null if nobody knows of whom. */
record WitnessCase(WitnessQuestion question, @Nullable AttestationFact fact) {}
