package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Unknown;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What a run came to, added up over its histories. */
final class Figures {
  private final Map<Faults.Kind, Integer> faults = new EnumMap<>(Faults.Kind.class);
  private final long startNanos = System.nanoTime();
  private long attempts;
  private long unknown;
  private long troubled;
  private long notSent;
  private long violations;

  void add(History history, Iterable<Violation> found) {
    for (Attempt attempt : history.attempts()) {
      if (!attempt.isSent()) {
        notSent++;
        continue;
      }
      attempts++;
      if (attempt.outcome() instanceof Unknown) {
        unknown++;
      } else if (attempt.answer().isEmpty()) {
        troubled++;
      }
    }
    found.forEach(violation -> violations++);
  }

  void add(Map<Faults.Kind, Integer> counts) {
    counts.forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
  }

  long attempts() {
    return attempts;
  }

  long violations() {
    return violations;
  }

  /** Returns how many attempts have an outcome that nobody knows. */
  long unknown() {
    return unknown + troubled;
  }

  @Override
  public String toString() {
    long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    return "%,d attempts, faults %s, %,d unknown outcomes (%,d cut or timed out, %,d answered 429 or 5xx), %,d without a connection, %,d violations, %d s"
        .formatted(attempts, faults, unknown(), unknown, troubled, notSent, violations, seconds);
  }
}
