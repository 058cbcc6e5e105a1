package dk.porten.loadtests;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where a load goes, how dense it is and how long it lasts.
 *
 * @param baseUrl {@code http} and a loopback address, nothing after the port
 * @param requestsPerSecond arrivals, from 1 to 100,000
 * @param duration from one second to a day
 */
record Load(URI baseUrl, int requestsPerSecond, Duration duration) {
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  Load {
    if (!"http".equals(baseUrl.getScheme())
        || baseUrl.getHost() == null
        || !baseUrl.equals(URI.create("http://" + baseUrl.getAuthority()))) {
      throw new IllegalArgumentException("porten.baseUrl is to look like http://127.0.0.1:8080");
    }
    // By its name alone: a look-up could give another address to the load than to this check.
    if (!LOOPBACK.matcher(baseUrl.getHost()).matches()) {
      throw new IllegalArgumentException("porten.baseUrl is not a loopback address: no load there");
    }
    if (requestsPerSecond < 1 || requestsPerSecond > 100_000) {
      throw new IllegalArgumentException("porten.requestsPerSecond is from 1 to 100000");
    }
    if (duration.toSeconds() < 1 || duration.toSeconds() > 86_400) {
      throw new IllegalArgumentException("porten.durationSeconds is from 1 to 86400");
    }
  }

  /** Reads the load from the system properties that the README lists. */
  static Load fromSystemProperties() {
    return new Load(
        URI.create(System.getProperty("porten.baseUrl", "http://127.0.0.1:8080")),
        Integer.getInteger("porten.requestsPerSecond", 200),
        Duration.ofSeconds(Integer.getInteger("porten.durationSeconds", 30)));
  }

  /** Returns the arrivals a second of a share of the load. */
  double share(double share) {
    return requestsPerSecond * share;
  }
}
