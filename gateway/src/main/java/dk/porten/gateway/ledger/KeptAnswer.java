package dk.porten.gateway.ledger;

import io.vertx.core.buffer.Buffer;

/** An answer that is kept under its key, or that the key's first request got. */
public sealed interface KeptAnswer {

  /**
   * The answer, the same bytes for every request with the key.
   *
   * @param isReplay whether an earlier request got it first
   */
  record Answered(int status, Buffer body, boolean isReplay) implements KeptAnswer {}

  /** There was an answer, but what it told of has been erased since. */
  record Erased() implements KeptAnswer {}

  /** The key came with another body before. */
  record KeyReused() implements KeptAnswer {}
}
