package dk.porten.loadtests;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;

/** Five times as many visits from one second to the next, and back: all has to be as before. */
public final class SpikeSimulation extends Simulation {
  private final Load load = Load.ofSystemProperties(Duration.ofSeconds(60));
  private final int base = load.requestsPerSecond();

  private final Phase warmUp = Phase.ramp("warm-up", 1, base, Duration.ofSeconds(20));
  private final Phase before = Phase.steady("before", base, load.part(3));
  private final Phase spike = Phase.steady("spike", 5.0 * base, load.part(3));

  /** What waits when the spike ends may take as long to be answered, and no longer. */
  private final Phase recovery = Phase.steady("recovery", base, Duration.ofSeconds(1));

  private final Phase after = Phase.steady("after", base, load.part(3));

  private final Course course =
      new Course(
          List.of(warmUp, before, spike, recovery, after),
          Judgement.of("spike: shed, percent", spike.tally()::shedPercent, 50),
          Judgement.of("spike: p99 of what is not shed, ms", spike::p99Millis, 1000),
          Judgement.of("after: shed, percent", after.tally()::shedPercent, 0),
          new Judgement(
              "after: p99 as before, ms",
              after::p99Millis,
              // Below some milliseconds the figures are the machine's, not the gateway's.
              () -> 1.5 * before.p99Millis() + 20));

  {
    setUp(course.population(Visits.checksAndWrites()))
        .protocols(Requests.to(load))
        .assertions(course.assertions());
  }
}
