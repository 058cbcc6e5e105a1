package dk.porten.gateway.budget;

import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.ledger.TooManyRequestsException.EndedBudget;
import java.time.Duration;

/**
 * How much one client may ask. Each number may be {@link #UNLIMITED}: what has no limit is not
 * counted.
 *
 * @param userIdsPerDay different user IDs
 * @param checksPerSecond by each gateway
 * @param openHolds at the same time
 * @param streams at the same time, by each gateway
 * @param heldKibibytes of memory, by each gateway
 */
public record ClientBudget(
    int userIdsPerDay,
    int checksPerSecond,
    int openHolds,
    int claimsPerDay,
    int attestationsPerDay,
    int streams,
    int heldKibibytes) {

  /** Beyond every limit that can be set. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int OUT_OF_REACH = 1_000_000;

  /** What a client has that nobody configured. */
  static final ClientBudget DEFAULT = new ClientBudget(1_000, 500, 1_000, 1_000, 1_000, 4, 2_048);

  static final ClientBudget NO_LIMITS =
      new ClientBudget(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

  /** Returns a budget that counts what this one counts, up to more. */
  ClientBudget outOfReach() {
    return new ClientBudget(
        outOfReach(userIdsPerDay),
        outOfReach(checksPerSecond),
        outOfReach(openHolds),
        outOfReach(claimsPerDay),
        outOfReach(attestationsPerDay),
        outOfReach(streams),
        outOfReach(heldKibibytes));
  }

  private static int outOfReach(int limit) {
    return limit == UNLIMITED ? UNLIMITED : Math.max(limit, OUT_OF_REACH);
  }

  /**
   * Makes what says that a budget has ended.
   *
   * @param seconds after which there may be room again
   */
  TooManyRequestsException ended(BudgetName name, long seconds) {
    return new TooManyRequestsException(
        new EndedBudget(name.label(), most(name), name.window(), Duration.ofSeconds(seconds)));
  }

  private int most(BudgetName name) {
    return switch (name) {
      case DISTINCT_USER_IDS -> userIdsPerDay;
      case CHECKS -> checksPerSecond;
      case OPEN_HOLDS -> openHolds;
      case CLAIMS -> claimsPerDay;
      case ATTESTATIONS -> attestationsPerDay;
      case STREAMS -> streams;
      case HELD_KIBIBYTES -> heldKibibytes;
    };
  }
}
