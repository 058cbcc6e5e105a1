package dk.porten.gateway.postgres;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query that is counted, timed, and given up after a while: one that a frozen database never
 * answers must not hold its place among those under way.
 */
final class MeasuredQuery<K, F> implements Query<K, F> {

  private static final Logger LOG = LoggerFactory.getLogger(MeasuredQuery.class);

  private final Query<K, F> query;
  private final Duration timeout;
  private final String statement;
  private final AtomicBoolean isFailing = new AtomicBoolean();
  private final Timer answered;
  private final Counter failed;

  MeasuredQuery(Query<K, F> query, String statement, Duration timeout, GatewayMetrics metrics) {
    this.query = query;
    this.timeout = timeout;
    this.statement = statement;
    this.answered = metrics.databaseQueries(statement);
    this.failed = metrics.databaseFailures(statement);
  }

  @Override
  public Future<Map<K, F>> find(List<K> keys) {
    long startNanos = System.nanoTime();
    return query
        .find(keys)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(facts -> answered(System.nanoTime() - startNanos), this::failed);
  }

  private void answered(long nanos) {
    isFailing.set(false);
    answered.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Tells the first of a row of failures, without its message, which may repeat a value. */
  private void failed(Throwable failure) {
    failed.increment();
    if (!isFailing.getAndSet(true)) {
      String state = failure instanceof PgException refused ? refused.getSqlState() : "none";
      LOG.warn(
          "The query {} fails: {}, SQLSTATE {}",
          statement,
          failure.getClass().getSimpleName(),
          state);
    }
  }
}
