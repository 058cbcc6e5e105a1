package dk.porten.loadtests;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;

/** The same load for long: its last third has to be as its first one. */
public final class SoakSimulation extends Simulation {
  private final Load load = Load.ofSystemProperties(Duration.ofMinutes(5));
  private final int rate = load.requestsPerSecond();

  private final Phase warmUp = Phase.ramp("warm-up", 1, rate, Duration.ofSeconds(20));
  private final Phase early = Phase.steady("early", rate, load.part(3));
  private final Phase middle = Phase.steady("middle", rate, load.part(3));
  private final Phase late = Phase.steady("late", rate, load.part(3));

  private final Course course =
      new Course(
          List.of(warmUp, early, middle, late),
          Judgement.of("early: shed, percent", early.tally()::shedPercent, 0.1),
          new Judgement(
              "late: shed as early, percent",
              late.tally()::shedPercent,
              () -> early.tally().shedPercent() + 0.1),
          drift(50.0, 2),
          drift(99.0, 20));

  /** Below some milliseconds the figures are the machine's, not the gateway's. */
  private Judgement drift(double percent, int spareMillis) {
    return new Judgement(
        "late: p%.0f as early, ms".formatted(percent),
        () -> late.tally().percentileMillis(percent),
        () -> 1.25 * early.tally().percentileMillis(percent) + spareMillis);
  }

  {
    setUp(course.population(Visits.checksAndWrites()))
        .protocols(Requests.to(load))
        .assertions(course.assertions());
  }
}
