package dk.porten.gateway.postgres;

import dk.porten.core.fact.FactSource;
import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fact source that gathers what is asked while its queries are under way into the next ones: one
 * key alone leaves at once, many share a round trip. Bounded in queries, in keys that wait and in
 * time. Any thread may call.
 */
final class Gathering<K, F> implements FactSource<K, F> {

  /** Keys of one query. */
  private static final int MAX_KEYS = 1_000;

  private record Ask<K, F>(K key, CompletableFuture<F> fact) {}

  private final Query<K, F> query;
  private final int maxQueries;
  private final int maxWaiting;
  private final Duration timeout;
  private final ConcurrentLinkedQueue<Ask<K, F>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param maxQueries under way at the same time
   * @param maxWaiting keys that wait for a query; one more is refused at once
   * @param timeout from being asked until a key is given up
   */
  Gathering(Query<K, F> query, int maxQueries, int maxWaiting, Duration timeout) {
    this.query = query;
    this.maxQueries = maxQueries;
    this.maxWaiting = maxWaiting;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<F> load(K key) {
    if (waitingCount.incrementAndGet() > maxWaiting) {
      waitingCount.decrementAndGet();
      return unavailable(Reason.OVERLOADED);
    }
    var fact = new CompletableFuture<F>();
    waiting.add(new Ask<>(key, fact));
    sendWhatWaits();
    return fact.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> unavailable(Reason.OUT_OF_REACH));
  }

  /** Returns how many keys wait for a query. */
  int waiting() {
    return waitingCount.get();
  }

  /** Returns how many queries are under way. */
  int underWay() {
    return underWay.get();
  }

  private void sendWhatWaits() {
    while (!waiting.isEmpty() && startQuery()) {
      List<Ask<K, F>> asks = take();
      if (asks.isEmpty()) {
        underWay.decrementAndGet();
      } else {
        send(asks);
      }
    }
  }

  private void send(List<Ask<K, F>> asks) {
    Future<Map<K, F>> facts;
    try {
      facts = query.find(asks.stream().map(Ask::key).distinct().toList());
    } catch (RuntimeException failure) {
      facts = Future.failedFuture(failure);
    }
    facts.onComplete(found -> finish(asks, found), failure -> finish(asks, Map.of()));
  }

  /**
   * Takes a place among the queries under way, or none at all: a place taken for a moment and given
   * back could make the query that ends just then leave keys behind.
   */
  private boolean startQuery() {
    int now = underWay.get();
    while (now < maxQueries) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
      now = underWay.get();
    }
    return false;
  }

  /** Takes keys out of the queue, those aside that were given up meanwhile. */
  private List<Ask<K, F>> take() {
    var asks = new ArrayList<Ask<K, F>>();
    while (asks.size() < MAX_KEYS) {
      Ask<K, F> ask = waiting.poll();
      if (ask == null) {
        break;
      }
      waitingCount.decrementAndGet();
      if (!ask.fact.isDone()) {
        asks.add(ask);
      }
    }
    return asks;
  }

  private void finish(List<Ask<K, F>> asks, Map<K, F> facts) {
    for (Ask<K, F> ask : asks) {
      F fact = facts.get(ask.key);
      if (fact != null) {
        ask.fact.complete(fact);
      } else {
        ask.fact.completeExceptionally(new FactsUnavailableException(Reason.OUT_OF_REACH));
      }
    }
    underWay.decrementAndGet();
    sendWhatWaits();
  }

  /** Whatever the database's failure was, the asker is not told. */
  private static <F> CompletableFuture<F> unavailable(Reason reason) {
    return CompletableFuture.failedFuture(new FactsUnavailableException(reason));
  }
}
