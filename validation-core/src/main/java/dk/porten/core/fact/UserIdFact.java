package dk.porten.core.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a user ID is taken (U7); that nobody has it is a fact too.
 *
 * @param takenUntil the end of a hold or a quarantine; {@link Instant#MAX} if it is somebody's for
 *     good, null if it is nobody's
 */
public record UserIdFact(@Nullable Instant takenUntil) {}
