package dk.porten.gateway.auth;

import java.time.Duration;
import java.util.Set;

/**
 * What is demanded of a token besides its signature.
 *
 * @param issuer what {@code iss} has to be
 * @param audiences of which one has to be in {@code aud}
 * @param leeway by how much the clocks of issuer and gateway may differ
 * @param maxLifetime for how long a token may be good; zero for any time
 * @param names by which it tells who calls
 */
public record TokenTerms(
    String issuer, Set<String> audiences, Duration leeway, Duration maxLifetime, ClaimNames names) {

  public TokenTerms {
    audiences = Set.copyOf(audiences);
  }
}
