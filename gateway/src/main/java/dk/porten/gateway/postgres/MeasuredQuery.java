package dk.porten.gateway.postgres;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A query that is counted, timed, and given up after a while: one that a frozen database never
 * answers must not hold its place among those under way.
 */
final class MeasuredQuery<K, F> implements Query<K, F> {

  private final Query<K, F> query;
  private final Duration timeout;
  private final Timer answered;
  private final Counter failed;

  MeasuredQuery(Query<K, F> query, String statement, Duration timeout, GatewayMetrics metrics) {
    this.query = query;
    this.timeout = timeout;
    this.answered = metrics.databaseQueries(statement);
    this.failed = metrics.databaseFailures(statement);
  }

  @Override
  public Future<Map<K, F>> find(List<K> keys) {
    long startNanos = System.nanoTime();
    return query
        .find(keys)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            facts -> answered.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS),
            failure -> failed.increment());
  }
}
