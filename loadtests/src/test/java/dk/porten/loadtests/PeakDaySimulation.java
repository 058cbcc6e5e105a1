package dk.porten.loadtests;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A busy day in short: it fills, is full while a bank moves its customers, and empties. */
public final class PeakDaySimulation extends Simulation {
  private final Load load = Load.ofSystemProperties(Duration.ofMinutes(2));

  private final Phase morning = Phase.ramp("morning", 1, load.requestsPerSecond(), load.part(4));
  private final Phase noon = Phase.steady("noon", load.requestsPerSecond(), load.part(2));
  private final Phase evening = Phase.ramp("evening", load.requestsPerSecond(), 1, load.part(4));

  private final Migration migration = new Migration(load.migrationLines());

  private final Course course =
      new Course(
          List.of(morning, noon, evening),
          Judgement.of("noon: shed, percent", noon.tally()::shedPercent, 1),
          Judgement.of("noon: p99, ms", noon::p99Millis, 500),
          Judgement.of("evening: shed, percent", evening.tally()::shedPercent, 0),
          Judgement.of("evening: p99, ms", evening::p99Millis, 250));

  {
    List<Assertion> assertions = new ArrayList<>(course.assertions());
    assertions.add(Migration.asserted());
    setUp(course.population(Visits.checksAndWrites()), migration.population(morning.duration()))
        .protocols(Requests.to(load))
        .assertions(assertions);
  }
}
