package dk.porten.gateway.load;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment the configuration's variables
 * @param input what {@code -} stands for
 */
public record Surroundings(Map<String, String> environment, InputStream input, Clock clock) {

  /** Returns nothing of the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Surroundings";
  }
}
