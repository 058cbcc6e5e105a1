package dk.porten.loadtests;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;

/** A steady mix of the three checks: half user IDs, a third documents, the rest witnesses. */
public final class SteadyMixSimulation extends Simulation {
  private final Load load = Load.ofSystemProperties(Duration.ofSeconds(30));

  /** Two cold JVMs on one machine are no steady load. */
  private final Phase warmUp =
      Phase.ramp("warm-up", 1, load.requestsPerSecond(), Duration.ofSeconds(20));

  private final Phase steady = Phase.steady("steady", load.requestsPerSecond(), load.duration());

  private final Course course =
      new Course(
          List.of(warmUp, steady),
          Judgement.of("steady: shed, percent", steady.tally()::shedPercent, 0),
          // Generous on purpose: it tells a gateway that stalls from one that does not, no more.
          Judgement.of("steady: p99, ms", steady::p99Millis, 500));

  {
    setUp(course.population(Visits.checks()))
        .protocols(Requests.to(load))
        .assertions(course.assertions());
  }
}
