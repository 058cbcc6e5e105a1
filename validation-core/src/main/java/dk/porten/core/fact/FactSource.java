package dk.porten.core.fact;

import java.util.concurrent.CompletionStage;

/**
 * Where facts come from: the port which a database fills.
 *
 * @param <K> what a fact is about
 * @param <F> the fact
 */
@FunctionalInterface
public interface FactSource<K, F> {

  /**
   * Asks for a fact. Does not block; a source that cannot answer fails the stage, within a bounded
   * time. Any thread may ask and any may complete the stage.
   */
  CompletionStage<F> load(K key);
}
