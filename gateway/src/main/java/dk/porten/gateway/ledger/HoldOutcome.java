package dk.porten.gateway.ledger;

import java.time.Instant;

/** What became of a request to hold a user ID. */
public sealed interface HoldOutcome {

  /** It is held. */
  record Held(Instant until) implements HoldOutcome {}

  /** Somebody has it. */
  record Taken() implements HoldOutcome {}

  /** It is none that anybody could have. */
  record Malformed() implements HoldOutcome {}
}
