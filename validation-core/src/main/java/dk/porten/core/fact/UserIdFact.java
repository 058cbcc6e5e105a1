package dk.porten.core.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a user ID is taken (U7); that nobody has it is a fact too.
 *
 * @param takenUntil the end of a hold or a quarantine; {@link Instant#MAX} if it is somebody's for
 *     good, null if it is nobody's
 */
public record UserIdFact(@Nullable Instant takenUntil) {

  public static final UserIdFact NOBODYS = new UserIdFact(null);

  public static final UserIdFact FOR_GOOD = new UserIdFact(Instant.MAX);

  /** Says whether it is somebody's at a moment. */
  public boolean isTakenAt(Instant moment) {
    return takenUntil != null && moment.isBefore(takenUntil);
  }
}
