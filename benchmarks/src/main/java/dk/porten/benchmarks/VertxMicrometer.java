package dk.porten.benchmarks;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Arrays;

/**
 * Has vertx-micrometer measure the HTTP requests of a gateway that finds this on its class path,
 * besides what the gateway measures itself; only where the system property {@code
 * benchmarks.vertxMicrometer} is set. For a comparison of what the two cost.
 */
public final class VertxMicrometer implements VertxServiceProvider {

  private static final String SWITCH = "benchmarks.vertxMicrometer";

  /** The one category that {@link MetricsDomain} leaves out. */
  private static final String SQL = "sql";

  /** Made by Vert.x, which looks for providers on its class path. */
  public VertxMicrometer() {}

  @Override
  public void init(VertxBootstrap bootstrap) {
    if (System.getProperty(SWITCH) == null) {
      return;
    }
    var options = new MicrometerMetricsOptions();
    options.setEnabled(true);
    Arrays.stream(MetricsDomain.values())
        .filter(domain -> domain != MetricsDomain.HTTP_SERVER)
        .forEach(options::addDisabledMetricsCategory);
    options.addDisabledMetricsCategory(SQL);
    bootstrap.options().setMetricsOptions(options);
    new MicrometerMetricsFactory(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
        .init(bootstrap);
  }
}
