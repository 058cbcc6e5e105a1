package dk.porten.gateway.postgres.gathering;

import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.FailureReading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query that is counted and timed; of failures in a row only the first is logged. */
public final class MeasuredQuery<K, A> implements Query<K, A> {

  private static final Logger LOG = LoggerFactory.getLogger(MeasuredQuery.class);

  /** A lock has to be waited for, which is done on the pool. */
  private static final String LOCKED = "55P03";

  private final Query<K, A> query;
  private final String statement;
  private final Timer answered;
  private final Counter failed;
  private final Counter refused;
  private boolean isFailing;

  public MeasuredQuery(Query<K, A> query, String statement, GatewayMetrics metrics) {
    this.query = query;
    this.statement = statement;
    this.answered = metrics.databaseQueries(statement);
    this.failed = metrics.databaseFailures(statement);
    this.refused = metrics.databaseRefusals(statement);
  }

  @Override
  public Future<List<A>> ask(List<K> keys) {
    long startNanos = System.nanoTime();
    return query
        .ask(keys)
        .onComplete(answers -> answered(System.nanoTime() - startNanos), this::failed);
  }

  @Override
  public List<Object> exclusive(K key) {
    return query.exclusive(key);
  }

  @Override
  public Future<A> askAlone(K key, Throwable failure) {
    return query.askAlone(key, failure);
  }

  @Override
  public void refused() {
    refused.increment();
  }

  private void answered(long nanos) {
    isFailing = false;
    answered.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Tells the first of a row of failures, without its message, which may repeat a value. */
  private void failed(Throwable failure) {
    if (failure instanceof PgException refused && LOCKED.equals(refused.getSqlState())) {
      return;
    }
    failed.increment();
    if (!isFailing) {
      isFailing = true;
      LOG.warn("The query {} fails: {}", statement, FailureReading.brief(failure));
    }
  }
}
