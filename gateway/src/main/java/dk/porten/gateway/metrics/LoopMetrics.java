package dk.porten.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one event loop counts of its requests (docs/decisions/0053). Only that loop may call; any
 * thread may scrape.
 */
public final class LoopMetrics {

  /** Receives what became of the requests to one endpoint. */
  interface Reader {
    void read(EndpointName endpoint, String outcome, Latency latency);
  }

  private final Map<EndpointName, Map<String, Latency>> requests =
      new EnumMap<>(EndpointName.class);
  private final Counter streamLines;
  private final Counter repetitions;

  LoopMetrics(Counter streamLines, Counter repetitions) {
    this.streamLines = streamLines;
    this.repetitions = repetitions;
    for (EndpointName endpoint : EndpointName.values()) {
      requests.put(endpoint, new ConcurrentHashMap<>());
    }
  }

  /**
   * Counts a request that was answered.
   *
   * @param outcome the verdict's code, the problem's, {@code ok}, or {@code cancelled} if the
   *     caller left a stream: never a value of the request
   * @param nanos from the request's head to the answer
   */
  public void request(EndpointName endpoint, String outcome, long nanos) {
    of(endpoint).computeIfAbsent(outcome, first -> new Latency()).record(nanos);
  }

  /** Counts a line of a stream. */
  public void streamLine() {
    streamLines.increment();
  }

  /** Counts a request that was answered without reading its head anew. */
  public void repetition() {
    repetitions.increment();
  }

  /** Lets the longest times age: to be called now and then. */
  public void turn() {
    requests.values().forEach(outcomes -> outcomes.values().forEach(Latency::turn));
  }

  void read(Reader reader) {
    requests.forEach(
        (endpoint, outcomes) ->
            outcomes.forEach((outcome, latency) -> reader.read(endpoint, outcome, latency)));
  }

  private Map<String, Latency> of(EndpointName endpoint) {
    return Objects.requireNonNull(requests.get(endpoint));
  }
}
