package dk.porten.gateway.postgres.feed;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often the change feed was lost, and when it was recently. A feed that is lost again and again
 * may come back each time before it lags, but nobody should rely on it. Any thread may call.
 */
final class FeedLosses {

  private static final int TOO_MANY = 3;
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final Counter count;
  private final Deque<Instant> latest = new ArrayDeque<>(TOO_MANY);

  FeedLosses(Counter count) {
    this.count = count;
  }

  synchronized void add(Instant now) {
    count.increment();
    if (latest.size() == TOO_MANY) {
      latest.remove();
    }
    latest.add(now);
  }

  /** Says whether it was lost three times within the last minute. */
  synchronized boolean areTooMany(Instant now) {
    return latest.size() == TOO_MANY && latest.element().plus(LATELY).isAfter(now);
  }
}
