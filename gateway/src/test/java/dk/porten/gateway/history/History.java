package dk.porten.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * All that clients did and learned, on one clock. It begins with every user ID free, and ends with
 * reads of everything after the last write was answered.
 *
 * @param startedAt the wall clock at 0 nanoseconds
 * @param given attestations that were there before
 */
record History(Instant startedAt, List<Attempt> attempts, List<Given> given, List<Outage> outages) {

  History {
    attempts = List.copyOf(attempts);
    given = List.copyOf(given);
    outages = List.copyOf(outages);
  }

  /** An attestation that was there before. */
  record Given(UUID attestationId, UUID witness, UUID applicant, LocalDate on, String rulePack) {}

  /**
   * A time in which something was down, its recovery included.
   *
   * @param gateway which one, or {@link #DATABASE}
   */
  record Outage(int gateway, long fromNanos, long toNanos) {
    static final int DATABASE = -1;

    boolean concerns(int asked) {
      return gateway == DATABASE || gateway == asked;
    }
  }

  /** Returns where a moment of the wall clock is in this history. */
  long nanosAt(Instant moment) {
    return Duration.between(startedAt, moment).toNanos();
  }
}
