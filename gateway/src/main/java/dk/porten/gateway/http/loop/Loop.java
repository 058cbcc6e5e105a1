package dk.porten.gateway.http.loop;

import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.head.RequestIds;
import dk.porten.gateway.http.head.TraceParent;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one event loop share. Only that loop calls.
 *
 * @param longWork batches and streams, which take turns
 * @param shed counts the requests that are refused because there is too much to do
 */
public record Loop(
    RequestIds ids,
    LoadShedder shedder,
    LongWork longWork,
    GatewayMetrics metrics,
    Map<Priority, Counter> shed,
    Optional<LoopLog> log,
    ResponseDate date) {

  /**
   * Says whether a request is refused because there is too much to do; counts it then.
   *
   * @param isMemoryShort says that nothing large is to begin
   * @param startNanos when it came
   */
  public boolean sheds(Priority priority, BooleanSupplier isMemoryShort, long startNanos) {
    boolean isTooLarge =
        priority == Priority.BATCHES && (longWork.isTooMuch() || isMemoryShort.getAsBoolean());
    boolean isShed = isTooLarge || shedder.refuses(priority, startNanos);
    if (isShed) {
      Objects.requireNonNull(shed.get(priority)).increment();
    }
    return isShed;
  }

  /**
   * Counts what became of a request; once.
   *
   * @param account of its caller; null if nobody knows who that is
   */
  public void count(
      String requestId,
      @Nullable TraceParent trace,
      @Nullable ClientAccount account,
      EndpointName endpoint,
      String method,
      int status,
      String outcome,
      long startNanos) {
    long nanos = System.nanoTime() - startNanos;
    metrics.request(endpoint, outcome, nanos);
    if (log.isPresent()) {
      String client = account == null ? null : account.label();
      log.get().add(requestId, trace, client, endpoint, method, status, outcome, nanos);
    }
  }
}
