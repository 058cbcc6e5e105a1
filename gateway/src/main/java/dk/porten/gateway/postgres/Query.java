package dk.porten.gateway.postgres;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * A query for the facts about many keys at once.
 *
 * @param <K> what a fact is about
 * @param <F> the fact
 */
@FunctionalInterface
interface Query<K, F> {

  /** Asks the database; the answer has every key. */
  Future<Map<K, F>> find(List<K> keys);
}
