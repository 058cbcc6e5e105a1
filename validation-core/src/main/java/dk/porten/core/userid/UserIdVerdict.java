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
   * Decides on a well-formed ID (U7). An end that has come by this clock frees nothing: the ID may
   * have been claimed before, and is free once the fact says so.
   *
   * @param fact what is known; null if nothing is
   * @param asOf the moment up to which the fact is known to be right
   * @param maxStaleness how old a fact may be to be believed; "taken" whose end, if it has one, is
   *     still to come is believed however old
   */
  public static UserIdVerdict decide(
      @Nullable UserIdFact fact, Instant now, Instant asOf, Duration maxStaleness) {
    if (fact == null) {
      return UNKNOWN;
    }
    if (fact.isTakenAt(now)) {
      return TAKEN;
    }
    if (asOf.plus(maxStaleness).isBefore(now)) {
      return UNKNOWN;
    }
    return fact.takenUntil() == null ? AVAILABLE : TAKEN;
  }
}
