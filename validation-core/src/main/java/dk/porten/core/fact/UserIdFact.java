package dk.porten.core.fact;

import java.time.Instant;

/**
 * Whether a user ID is taken (U7); that nobody has it is a fact too.
 *
 * @param asOf the moment up to which this is known
 */
public record UserIdFact(boolean taken, Instant asOf) {}
