package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;

/**
 * A stretch of a run, with the rate at which visits arrive, and what came of their requests.
 *
 * @param name the name of its group in the report
 */
record Phase(
    String name, double fromPerSecond, double toPerSecond, Duration duration, Tally tally) {

  /** Returns a phase whose rate rises or falls. */
  static Phase ramp(String name, double fromPerSecond, double toPerSecond, Duration duration) {
    return new Phase(name, fromPerSecond, toPerSecond, duration, new Tally());
  }

  static Phase steady(String name, double perSecond, Duration duration) {
    return ramp(name, perSecond, perSecond, duration);
  }

  /** Visits arrive as people do, each on its own: in random order, some at once. */
  OpenInjectionStep arrivals() {
    return rampUsersPerSec(fromPerSecond).to(toPerSecond).during(duration).randomized();
  }

  double p99Millis() {
    return tally.percentileMillis(99.0);
  }
}
