package dk.porten.gateway.postgres.gathering;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.gateway.postgres.connection.FailureReading;
import io.vertx.core.Future;
import java.util.List;

/**
 * What is asked of the database about many keys at once, on the event loop whose connection it has.
 *
 * @param <K> what is asked about
 * @param <A> the answer
 */
@FunctionalInterface
public interface Query<K, A> {

  /** Asks the database; there is an answer to each key, in their order. */
  Future<List<A>> ask(List<K> keys);

  /** Returns the things of this key that no other key of the same query may share. */
  default List<Object> exclusive(K key) {
    return List.of();
  }

  /** Notes that a key was refused because too much waits already. */
  default void refused() {}

  /**
   * Returns the answer for a key after the query for it and others has failed. A fault of ours
   * stays one.
   */
  default Future<A> askAlone(K key, Throwable failure) {
    return Future.failedFuture(
        FailureReading.isOurs(failure)
            ? failure
            : new FactsUnavailableException(Reason.OUT_OF_REACH));
  }
}
