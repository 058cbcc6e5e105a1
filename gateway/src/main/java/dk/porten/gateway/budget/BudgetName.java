package dk.porten.gateway.budget;

import java.time.Duration;
import java.util.Locale;

/** What a client has a budget of. */
public enum BudgetName {
  /** Different user IDs that are asked about or held, in a UTC day. */
  DISTINCT_USER_IDS(86_400),

  /** Checks, each user ID of a batch or stream for itself. */
  CHECKS(1),

  /** Holds that are neither over nor claimed nor released. */
  OPEN_HOLDS(0),

  /** Holds that became taken user IDs, in a UTC day. */
  CLAIMS(86_400),

  /** Attestations that were recorded, in a UTC day. */
  ATTESTATIONS(86_400),

  /** Streams of checks at the same time. */
  STREAMS(0),

  /** Memory held for the client: of bodies, and of answers that it does not read. */
  HELD_KIBIBYTES(0);

  private final Duration window;
  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  BudgetName(int windowSeconds) {
    window = Duration.ofSeconds(windowSeconds);
  }

  /** Returns the name in headers, metrics and the log. */
  public String label() {
    return label;
  }

  /** Returns for how long its budget is; zero if that has no end. */
  Duration window() {
    return window;
  }
}
