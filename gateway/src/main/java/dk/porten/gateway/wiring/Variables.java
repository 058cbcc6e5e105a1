package dk.porten.gateway.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Environment variables read one by one. Faults are gathered, without values, which may be secrets.
 * {@link #end} throws all of them, including unknown {@code GATEWAY_} variables.
 */
final class Variables {

  private static final String PREFIX = "GATEWAY_";

  /** What Kubernetes sets for a service that is named gateway. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("GATEWAY_SERVICE_.+|GATEWAY_PORT_[0-9]+_.+");

  private final Map<String, String> environment;
  private final Set<String> asked = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns a variable's text; one that is empty counts as not set. */
  Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }

  /** Returns what a text stands for; the parser's exception says what was expected. */
  <T> Optional<T> parsed(String name, Function<String, T> parser) {
    try {
      return text(name).map(parser);
    } catch (IllegalArgumentException wrong) {
      fault(name, "is refused: " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /** Returns a TCP port; 0 is any free one. */
  int port(String name, int byDefault) {
    if (text(name).filter(text -> text.startsWith("tcp://")).isPresent()) {
      fault(name, "is a service link of Kubernetes: set enableServiceLinks: false");
      return byDefault;
    }
    return integer(name, byDefault, 0, 65_535);
  }

  Duration seconds(String name, int byDefault, int least, int most) {
    return Duration.ofSeconds(integer(name, byDefault, least, most));
  }

  Duration milliseconds(String name, int byDefault, int least, int most) {
    return Duration.ofMillis(integer(name, byDefault, least, most));
  }

  int integer(String name, int byDefault, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below, without the value
    }
    fault(name, "must be a whole number from " + least + " to " + most);
    return byDefault;
  }

  void fault(String name, String expected) {
    faults.add(name + " " + expected);
  }

  void end() {
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !asked.contains(name))
        .filter(name -> !SERVICE_LINK.matcher(name).matches())
        .sorted()
        .forEach(name -> fault(name, "is not a variable of the gateway"));
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }
}
