package dk.porten.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted of requests, as Prometheus reads it. */
final class GatewayMetricsTest {

  private final GatewayMetrics metrics = new GatewayMetrics();

  @Test
  void scrape_requestsOfOneKind_areOneHistogramWithTheLongest() {
    metrics.request(EndpointName.USER_ID_CHECKS, "available", 100_000);
    metrics.request(EndpointName.USER_ID_CHECKS, "available", 7_000_000);
    metrics.request(EndpointName.USER_ID_CHECKS, "taken", 2_000_000_000);

    String labels = "{endpoint=\"user-id-checks\",outcome=\"available\"";
    assertThat(requestLines())
        .contains(
            "porten_requests_seconds_bucket" + labels + ",le=\"1.0E-4\"} 1",
            "porten_requests_seconds_bucket" + labels + ",le=\"0.005\"} 1",
            "porten_requests_seconds_bucket" + labels + ",le=\"0.01\"} 2",
            "porten_requests_seconds_bucket" + labels + ",le=\"+Inf\"} 2",
            "porten_requests_seconds_count" + labels + "} 2",
            "porten_requests_seconds_sum" + labels + "} 0.0071",
            "porten_requests_seconds_max" + labels + "} 0.007",
            "porten_requests_seconds_bucket"
                + labels.replace("available", "taken")
                + ",le=\"1.0\"} 0");
  }

  @Test
  void scrape_noRequest_saysNothingOfRequests() {
    assertThat(requestLines()).isEmpty();
  }

  private List<String> requestLines() {
    return metrics.scrape().lines().filter(line -> line.startsWith("porten_requests_")).toList();
  }
}
