package dk.porten.gateway.auth;

import dk.porten.gateway.metrics.TokenMetrics;
import java.time.Clock;

/**
 * Callers have a bearer JWT.
 *
 * @param keys where the keys are with which tokens are signed
 * @param care how they are kept up to date
 * @param terms what is demanded of a token
 */
public record TokenRule(KeySource keys, KeyCare care, TokenTerms terms) implements CallerRule {

  @Override
  public Callers callers(Clock clock, TokenMetrics metrics) {
    return new TokenCallers(
        LiveKeys.open(keys, care, clock, metrics), terms, clock, new RefusalLog(metrics));
  }

  @Override
  public SyntheticCallers synthetic(Clock clock, TokenMetrics metrics) {
    return SyntheticCallers.of(this, clock, metrics);
  }
}
