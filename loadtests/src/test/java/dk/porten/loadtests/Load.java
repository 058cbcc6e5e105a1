package dk.porten.loadtests;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where a load goes, how dense it is and how long it lasts.
 *
 * @param baseUrl {@code http} and a loopback address, nothing after the port
 * @param requestsPerSecond arrivals, from 1 to 100,000
 * @param duration from ten seconds to a day
 * @param migrationLines user IDs of a bank that moves its customers, from 1 to 1,000,000
 */
record Load(URI baseUrl, int requestsPerSecond, Duration duration, int migrationLines) {
  private static final String PREFIX = "porten.";
  private static final String BASE_URL = PREFIX + "baseUrl";
  private static final String REQUESTS_PER_SECOND = PREFIX + "requestsPerSecond";
  private static final String DURATION_SECONDS = PREFIX + "durationSeconds";
  private static final String MIGRATION_LINES = PREFIX + "migrationLines";
  private static final Set<String> NAMES =
      Set.of(BASE_URL, REQUESTS_PER_SECOND, DURATION_SECONDS, MIGRATION_LINES);

  // By its name alone: a look-up could give another address to the load than to this check.
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:[1-9]\\d{0,4})?");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Reads the load from the system properties that the README lists. */
  static Load ofSystemProperties(Duration usualDuration) {
    return of(System.getProperties(), usualDuration);
  }

  /**
   * Reads a load.
   *
   * @throws IllegalArgumentException that tells every fault
   */
  static Load of(Properties properties, Duration usualDuration) {
    List<String> faults = new ArrayList<>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (name.startsWith(PREFIX) && !NAMES.contains(name)) {
        faults.add(name + " is no setting");
      }
    }
    String baseUrl = properties.getProperty(BASE_URL, "http://127.0.0.1:8080");
    if (!LOOPBACK.matcher(baseUrl).matches()) {
      faults.add(BASE_URL + " is a loopback address like http://127.0.0.1:8080");
      baseUrl = "";
    }
    int usualSeconds = Math.toIntExact(usualDuration.toSeconds());
    Load load =
        new Load(
            URI.create(baseUrl),
            number(properties, REQUESTS_PER_SECOND, 200, 1, 100_000, faults),
            Duration.ofSeconds(
                number(properties, DURATION_SECONDS, usualSeconds, 10, 86_400, faults)),
            number(properties, MIGRATION_LINES, 100_000, 1, 1_000_000, faults));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return load;
  }

  private static int number(
      Properties properties, String name, int usual, int min, int max, List<String> faults) {
    String text = properties.getProperty(name, Integer.toString(usual));
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      faults.add(name + " is a whole number from " + min + " to " + max);
    }
    return number;
  }

  /** Returns a part of the duration, in whole seconds. */
  Duration part(int divisor) {
    return Duration.ofSeconds(duration.toSeconds() / divisor);
  }
}
