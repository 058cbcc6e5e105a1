package dk.porten.gateway.auth;

import java.time.Clock;
import java.time.Duration;

/**
 * Callers have a bearer JWT.
 *
 * @param keys where the keys are with which tokens are signed
 * @param issuer what {@code iss} has to be
 * @param audience what has to be in {@code aud}
 * @param leeway by how much the clocks of issuer and gateway may differ
 */
public record TokenRule(KeySource keys, String issuer, String audience, Duration leeway)
    implements CallerRule {

  @Override
  public Callers callers(Clock clock) {
    return new TokenCallers(this, keys.read(), clock);
  }
}
