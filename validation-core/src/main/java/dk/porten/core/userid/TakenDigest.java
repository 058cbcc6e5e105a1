package dk.porten.core.userid;

import dk.porten.core.fact.UserIdFact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A digest of the taken user IDs, independent of their order: their number, and a sum over their
 * keys. Keys, and so their sums, are evenly spread over 64 bits: another set has the same sum with
 * a probability of 5e-20.
 */
public record TakenDigest(long count, long sum) {

  /** Of nothing. */
  public static final TakenDigest NONE = new TakenDigest(0, 0);

  /** Returns the digest with one more that is taken until some moment, or for good. */
  public TakenDigest plus(long key, UserIdFact fact) {
    return new TakenDigest(count + 1, sum + part(key, fact));
  }

  TakenDigest minus(long key, UserIdFact fact) {
    return new TakenDigest(count - 1, sum - part(key, fact));
  }

  /** Returns the key itself if it is for good, else its product with an odd number of its own. */
  private static long part(long key, UserIdFact fact) {
    return fact.equals(UserIdFact.FOR_GOOD)
        ? key
        : key * (2 * ChronoUnit.MICROS.between(Instant.EPOCH, fact.takenUntil()) + 1);
  }
}
