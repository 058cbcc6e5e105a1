package dk.porten.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The requests of all event loops, as Prometheus reads them. */
final class LoopMetricsTest {
  private static final int REQUESTS = 10_000;
  private static final List<String> OUTCOMES = List.of("available", "taken", "internal-error");
  private static final List<EndpointName> ENDPOINTS =
      List.of(EndpointName.USER_ID_CHECKS, EndpointName.NONE);

  private final GatewayMetrics metrics = new GatewayMetrics();

  @Test
  void scrape_requestsOfSeveralLoops_looksAsMicrometersTimerDoes() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var oracle = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    List<LoopMetrics> loops = List.of(metrics.ofLoop(), metrics.ofLoop(), metrics.ofLoop());

    for (int i = 0; i < REQUESTS; i++) {
      EndpointName endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
      String outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
      long nanos = nanos(random);
      loops.get(random.nextInt(loops.size())).request(endpoint, outcome, nanos);
      timer(oracle, endpoint, outcome).record(Duration.ofNanos(nanos));
    }

    assertThat(requestLines(metrics.scrape()))
        .as("seed %d", seed)
        .isEqualTo(requestLines(oracle.scrape()))
        .hasSizeGreaterThan(ENDPOINTS.size() * OUTCOMES.size() * 14);
  }

  @Test
  void scrape_noRequest_saysNothingOfRequests() {
    metrics.ofLoop();

    assertThat(requestLines(metrics.scrape())).isEmpty();
  }

  @Test
  void longest_secondTurnAfterIt_isForgotten() {
    LoopMetrics loop = metrics.ofLoop();
    loop.request(EndpointName.NONE, "not-found", 7_000_000);
    loop.turn();
    loop.request(EndpointName.NONE, "not-found", 1_000_000);

    assertThat(longest()).isEqualTo("0.007");
    loop.turn();
    assertThat(longest()).isEqualTo("0.001");
    loop.turn();
    assertThat(longest()).isEqualTo("0.0");
  }

  @Test
  void streamLines_ofSeveralLoops_areSummed() {
    metrics.ofLoop().streamLine();
    metrics.ofLoop().streamLine();

    assertThat(metrics.scrape().lines()).contains("porten_stream_lines_total 2.0");
  }

  /** Mostly short, now and then exactly at a bucket's bound; whole microseconds sum exactly. */
  private static long nanos(Random random) {
    long[] bounds = Latency.upperBoundsMicros();
    long micros =
        switch (random.nextInt(3)) {
          case 0 -> bounds[random.nextInt(bounds.length)];
          case 1 -> random.nextInt(200);
          default -> random.nextInt(2_000_000);
        };
    return micros * 1_000;
  }

  private String longest() {
    return requestLines(metrics.scrape()).stream()
        .filter(line -> line.startsWith("porten_requests_seconds_max{"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> requestLines(String scrape) {
    return scrape.lines().filter(line -> line.contains("porten_requests")).toList();
  }

  private static Timer timer(
      PrometheusMeterRegistry registry, EndpointName endpoint, String outcome) {
    return Timer.builder("porten.requests")
        .description("Requests answered, from the head of the request to the answer")
        .tag("endpoint", endpoint.label())
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            LongStream.of(Latency.upperBoundsMicros())
                .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
                .toArray(Duration[]::new))
        .register(registry);
  }
}
