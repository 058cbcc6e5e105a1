package dk.porten.gateway.wiring;

import java.util.List;

/** Thrown when the configuration is refused; the message has a line for each fault. */
public final class InvalidConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidConfigurationException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
