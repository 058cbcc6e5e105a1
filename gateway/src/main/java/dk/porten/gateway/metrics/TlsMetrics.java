package dk.porten.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;

/** What is measured of the callers' TLS. */
public final class TlsMetrics {

  private final MeterRegistry registry;

  TlsMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Watches when the certificate that callers are shown ends. */
  public void watchCertificate(Supplier<Instant> end) {
    Gauge.builder("porten.tls.certificate.expiry.time", end, e -> e.get().getEpochSecond())
        .description("When the certificate that callers are shown ends, since 1970")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  /**
   * Returns a counter for the times that new files were found.
   *
   * @param outcome what became of them
   */
  public Counter reloads(String outcome) {
    return Counter.builder("porten.tls.reloads")
        .description("Times that new files of TLS were found, and taken or refused")
        .tag("outcome", outcome)
        .register(registry);
  }
}
