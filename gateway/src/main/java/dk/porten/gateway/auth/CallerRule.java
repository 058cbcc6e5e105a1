package dk.porten.gateway.auth;

import java.time.Clock;

/** By what callers are known. */
public sealed interface CallerRule permits TokenRule, NoTokenRule {

  /** Returns who calls by this rule. */
  Callers callers(Clock clock);
}
