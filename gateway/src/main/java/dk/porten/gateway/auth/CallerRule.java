package dk.porten.gateway.auth;

import dk.porten.gateway.metrics.TokenMetrics;
import java.time.Clock;

/** How the gateway knows who calls. */
public sealed interface CallerRule permits TokenRule, NoTokenRule {

  /**
   * Returns who calls by this rule; to be closed. Blocks while the issuer's keys are fetched.
   *
   * @throws KeySetUnavailable which says why they cannot be had
   */
  Callers callers(Clock clock, TokenMetrics metrics);

  /** Returns synthetic callers by a rule like this one; to be closed. They ask no issuer. */
  SyntheticCallers synthetic(Clock clock, TokenMetrics metrics);
}
