package dk.porten.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is measured of each client: the label is a name from the configuration, or a hash. */
public final class ClientMetrics {

  private final MeterRegistry registry;

  ClientMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * What is counted of a client.
   *
   * @param refusals by budget
   */
  public record Counters(Counter checks, Map<String, Counter> refusals) {

    /** Counts checks, each user ID of a batch or stream for itself. */
    public void checks(int more) {
      checks.increment(more);
    }

    /** Says whether there is such a budget: the sandbox has one of its own. */
    public boolean isOf(String budget) {
      return refusals.containsKey(budget);
    }

    /** Counts a request, or a line of a stream, that was refused. */
    public void refused(String budget) {
      Objects.requireNonNull(refusals.get(budget)).increment();
    }
  }

  /** Returns what counts of a client; the same for the same label. */
  public Counters counters(String label, List<String> budgets) {
    return new Counters(
        Counter.builder("porten.client.checks")
            .description("Checks that a client asked for, each user ID for itself")
            .tag("client", label)
            .register(registry),
        budgets.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    budget ->
                        Counter.builder("porten.budget.refusals")
                            .description("Times that a client asked for more than its budget")
                            .tag("client", label)
                            .tag("budget", budget)
                            .register(registry))));
  }

  /** Watches a number of a client. */
  public void watch(String label, String name, String description, DoubleSupplier value) {
    Gauge.builder("porten.client." + name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tag("client", label)
        .strongReference(true)
        .register(registry);
  }
}
