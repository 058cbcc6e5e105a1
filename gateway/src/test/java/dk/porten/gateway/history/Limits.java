package dk.porten.gateway.history;

import java.time.Duration;

/**
 * What the checker allows for.
 *
 * @param clockSlack how far the database's, the gateways' and the clients' clocks may be apart
 * @param feedBound how late an undisturbed gateway may learn of a write
 */
record Limits(Duration clockSlack, Duration feedBound) {
  /** For one machine. A crowded one may keep a gateway from its turn for a good while. */
  static final Limits ONE_MACHINE = new Limits(Duration.ofMillis(500), Duration.ofSeconds(5));

  long slackNanos() {
    return clockSlack.toNanos();
  }

  long feedBoundNanos() {
    return feedBound.toNanos();
  }
}
