package dk.porten.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** What is measured of callers' tokens and of the keys that they are signed with. */
public final class TokenMetrics {

  private final MeterRegistry registry;

  TokenMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Returns a counter for the requests that were refused for their token, for one reason. */
  public Counter refused(String reason) {
    return Counter.builder("porten.tokens.refused")
        .description("Requests refused because of their token")
        .tag("reason", reason)
        .register(registry);
  }

  /** Returns a counter for the fetches of the issuer's keys that had one outcome. */
  public Counter fetches(String outcome) {
    return Counter.builder("porten.issuer.keys.fetches")
        .description("Times that the token issuer's keys were asked for")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Watches how old the issuer's keys are. */
  public void watchKeySet(DoubleSupplier ageSeconds) {
    Gauge.builder("porten.issuer.keys.age", ageSeconds, DoubleSupplier::getAsDouble)
        .description("Time since the token issuer's keys were last fetched")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }
}
