package dk.porten.gateway.http.loop;

import dk.porten.gateway.http.head.RequestIds;
import dk.porten.gateway.http.head.TraceParent;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one event loop share. Only that loop calls.
 *
 * @param shed counts the requests that are refused because there is too much to do
 */
public record Loop(
    RequestIds ids,
    LoadShedder shedder,
    GatewayMetrics metrics,
    Map<Priority, Counter> shed,
    Optional<LoopLog> log,
    ResponseDate date) {

  /** Counts what became of a request; once. */
  public void count(
      String requestId,
      @Nullable TraceParent trace,
      EndpointName endpoint,
      String method,
      int status,
      String outcome,
      long startNanos) {
    long nanos = System.nanoTime() - startNanos;
    metrics.request(endpoint, outcome, nanos);
    log.ifPresent(lines -> lines.add(requestId, trace, endpoint, method, status, outcome, nanos));
  }
}
