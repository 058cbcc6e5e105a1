package dk.porten.gateway.postgres;

import java.time.Duration;
import java.time.Instant;

/**
 * How far changes have been told.
 *
 * @param lineage which server's transactions they are; snapshots of another one do not compare
 * @param snapshot what it sees has been told
 * @param asOf a moment before the snapshot, by the gateway's clock
 */
record FeedPosition(String lineage, String snapshot, Instant asOf) {

  /** Well under the day for which {@link TidyUp} leaves a user ID that is free again. */
  private static final Duration MOST_AGE = Duration.ofHours(12);

  /** Says whether what changed between the two can be told. */
  boolean isContinuedBy(FeedPosition now) {
    return lineage.equals(now.lineage) && !isTooOld(now.asOf);
  }

  /** Says whether rows may be gone by now whose last change was not told. */
  boolean isTooOld(Instant now) {
    return asOf.plus(MOST_AGE).isBefore(now);
  }
}
