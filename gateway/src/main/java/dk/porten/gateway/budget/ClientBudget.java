package dk.porten.gateway.budget;

/**
 * How much one client may ask. Each number may be {@link #UNLIMITED}: what has no limit is not
 * counted.
 *
 * @param userIdsPerDay different user IDs
 * @param checksPerSecond by each gateway
 * @param openHolds at the same time
 * @param streams at the same time, by each gateway
 */
public record ClientBudget(
    int userIdsPerDay,
    int checksPerSecond,
    int openHolds,
    int claimsPerDay,
    int attestationsPerDay,
    int streams) {

  /** Beyond every limit that can be set. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** What a client has that nobody configured. */
  static final ClientBudget DEFAULT = new ClientBudget(1_000, 500, 1_000, 1_000, 1_000, 4);

  static final ClientBudget NO_LIMITS =
      new ClientBudget(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

  int most(BudgetName name) {
    return switch (name) {
      case DISTINCT_USER_IDS -> userIdsPerDay;
      case CHECKS -> checksPerSecond;
      case OPEN_HOLDS -> openHolds;
      case CLAIMS -> claimsPerDay;
      case ATTESTATIONS -> attestationsPerDay;
      case STREAMS -> streams;
    };
  }
}
