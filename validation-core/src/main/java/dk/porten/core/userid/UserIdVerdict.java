package dk.porten.core.userid;

import dk.porten.core.fact.UserIdFact;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to: is this user ID well-formed and free? */
public enum UserIdVerdict {
  AVAILABLE("available"),
  TAKEN("taken"),
  INVALID("invalid"),
  /** Well-formed, but the directory is out of reach and what is known of it too old. */
  UNKNOWN("unknown");

  private final String code;

  UserIdVerdict(String code) {
    this.code = code;
  }

  /** Returns the name in answers and metrics. */
  public String code() {
    return code;
  }

  /**
   * Decides on a well-formed ID (U7).
   *
   * @param fact what is known; null if nothing is
   * @param asOf the moment up to which the fact is known to be right
   * @param maxStaleness how old a "not taken" may be to be believed; a "taken" is always believed
   */
  public static UserIdVerdict decide(
      @Nullable UserIdFact fact, Instant now, Instant asOf, Duration maxStaleness) {
    if (fact == null) {
      return UNKNOWN;
    }
    if (fact.isTakenAt(now)) {
      return TAKEN;
    }
    return asOf.plus(maxStaleness).isBefore(now) ? UNKNOWN : AVAILABLE;
  }
}
