package dk.porten.gateway.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The requests of all event loops, summed when Prometheus asks. Looks as a timer of Micrometer
 * does, which would cost each request several locked instructions.
 */
final class RequestCollector implements MultiCollector {

  private static final String NAME = "porten_requests_seconds";
  private static final String HELP =
      "Requests answered, from the head of the request to the answer";
  private static final double[] UPPER_BOUNDS =
      DoubleStream.concat(
              LongStream.of(Latency.upperBoundsMicros()).mapToDouble(micros -> micros / 1e6),
              DoubleStream.of(Double.POSITIVE_INFINITY))
          .toArray();

  private final List<LoopMetrics> loops = new CopyOnWriteArrayList<>();

  void add(LoopMetrics loop) {
    loops.add(loop);
  }

  @Override
  public List<String> getPrometheusNames() {
    return List.of(NAME, NAME + "_max");
  }

  @Override
  public MetricSnapshots collect() {
    Map<Labels, Latency> all = new HashMap<>();
    for (LoopMetrics loop : loops) {
      loop.read(
          (endpoint, outcome, latency) ->
              all.computeIfAbsent(
                      Labels.of("endpoint", endpoint.label(), "outcome", outcome),
                      first -> new Latency())
                  .add(latency));
    }
    var times = HistogramSnapshot.builder().name(NAME).help(HELP);
    var longest = GaugeSnapshot.builder().name(NAME + "_max").help(HELP);
    all.forEach(
        (labels, latency) -> {
          times.dataPoint(times(labels, latency));
          longest.dataPoint(longest(labels, latency));
        });
    return MetricSnapshots.of(times.build(), longest.build());
  }

  private static HistogramDataPointSnapshot times(Labels labels, Latency latency) {
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(UPPER_BOUNDS, latency.buckets()))
        .sum(latency.sumNanos() / 1e9)
        .build();
  }

  private static GaugeDataPointSnapshot longest(Labels labels, Latency latency) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(latency.maxNanos() / 1e9).build();
  }
}
