package dk.porten.gateway.budget;

import dk.porten.gateway.ledger.TooManyRequestsException.EndedBudget;
import dk.porten.gateway.metrics.ClientMetrics;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often one client was told that a budget has ended: in metrics, once a day and budget in the
 * log, and whether it asks on regardless. Any thread may call.
 */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /** Far more than a client needs to learn that it has to wait. */
  private static final int PROMPT_PER_SECOND = 50;

  private final String label;
  private final ClientMetrics.Counters counters;
  private final Clock clock;
  private final Rate prompt = new Rate(PROMPT_PER_SECOND, System.nanoTime());

  /** The last day on which it was logged that a budget has ended, by its name. */
  private final Map<String, Long> logged = new ConcurrentHashMap<>();

  /**
   * @param label the client's name in log and metrics
   */
  Refusals(String label, ClientMetrics.Counters counters, Clock clock) {
    this.label = label;
    this.counters = counters;
    this.clock = clock;
  }

  /** Counts that the client was told of the end of a budget; logs it once a day and budget. */
  public void add(EndedBudget ended) {
    if (!counters.isOf(ended.name())) {
      return;
    }
    counters.refused(ended.name());
    long today = DailyMarks.day(clock.instant().getEpochSecond());
    Long last = logged.put(ended.name(), today);
    if (last == null || last != today) {
      LOG.warn("Client {} has used up its budget {} of {}", label, ended.name(), ended.most());
    }
  }

  /**
   * Says whether the client is told of one more at once, and takes it from those of a second. If
   * not, it has heard of many and asks on, so that each answer to it is work for nothing.
   *
   * @param nowNanos by {@link System#nanoTime}
   */
  public boolean isPrompt(long nowNanos) {
    return prompt.isTaken(1, nowNanos);
  }
}
