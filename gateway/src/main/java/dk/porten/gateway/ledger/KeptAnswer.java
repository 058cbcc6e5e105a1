package dk.porten.gateway.ledger;

import io.vertx.core.buffer.Buffer;

/**
 * What became of a write under a key, whether this request did it or an earlier one.
 *
 * @param <O> what can become of such a request
 */
public sealed interface KeptAnswer<O> {

  /**
   * What became of the key's first request, the same for every one that repeats it.
   *
   * @param answer what was given to be kept for that outcome, byte for byte; the ledger does not
   *     know what it says
   * @param isReplay whether it was kept before
   */
  record Answered<O>(O outcome, Buffer answer, boolean isReplay) implements KeptAnswer<O> {}

  /** There was an answer, but what it told of has been erased since. */
  record Erased<O>() implements KeptAnswer<O> {}

  /** The key came with another body before. */
  record KeyReused<O>() implements KeptAnswer<O> {}
}
