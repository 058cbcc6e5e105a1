package dk.porten.gateway.postgres.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the change feed has come (docs/decisions/0031).
 *
 * @param lineage which server's transactions they are; snapshots of another one do not compare
 * @param snapshot all that it sees is recorded; as PostgreSQL writes it, {@code xmin:xmax:xip}
 * @param asOf a moment before the snapshot, by the gateway's clock
 */
record FeedPosition(String lineage, String snapshot, Instant asOf) {

  /** Well under the day for which {@code TidyUp} leaves a user ID that is free again. */
  private static final Duration MOST_AGE = Duration.ofHours(12);

  /**
   * Says whether the server can tell what changed between the two. If transaction numbers have gone
   * backwards, somebody put an older copy of the server's files back.
   */
  boolean isContinuedBy(FeedPosition now) {
    return lineage.equals(now.lineage)
        && Long.compareUnsigned(nextTransaction(), now.nextTransaction()) <= 0
        && !isTooOld(now.asOf);
  }

  /** Returns the number that the first transaction after the snapshot gets. */
  private long nextTransaction() {
    return Long.parseUnsignedLong(snapshot.split(":", -1)[1]);
  }

  /** Says whether rows may have been deleted by now whose last change was never told. */
  boolean isTooOld(Instant now) {
    return asOf.plus(MOST_AGE).isBefore(now);
  }
}
