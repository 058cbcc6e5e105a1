package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.tryMax;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;

/** The first minute of a gateway: the whole load from the moment on that it answers. */
public final class ColdStartSimulation extends Simulation {
  private final Load load = Load.ofSystemProperties(Duration.ofMinutes(1));
  private final Duration firstSeconds = Duration.ofSeconds(5);

  private final Phase first = Phase.steady("first seconds", load.requestsPerSecond(), firstSeconds);
  private final Phase rest =
      Phase.steady("rest", load.requestsPerSecond(), load.duration().minus(firstSeconds));

  private final Course course =
      new Course(
          List.of(first, rest),
          Judgement.of("first seconds: shed, percent", first.tally()::shedPercent, 20),
          Judgement.of("first seconds: p99, ms", first::p99Millis, 2000),
          Judgement.of("rest: shed, percent", rest.tally()::shedPercent, 0),
          Judgement.of("rest: p99, ms", rest::p99Millis, 500));

  {
    setUp(untilItAnswers().andThen(course.population(Visits.checksAndWrites())))
        .protocols(Requests.to(load))
        .assertions(course.assertions());
  }

  /** Asks for two minutes at most; then the load comes, and finds nobody. */
  private static PopulationBuilder untilItAnswers() {
    return scenario("until it answers")
        .exec(
            tryMax(1200)
                .on(
                    pause(Duration.ofMillis(100))
                        .exec(
                            http("is it there")
                                .get("/v1/reason-codes")
                                .silent()
                                .check(status().is(200)))))
        .injectOpen(atOnceUsers(1));
  }
}
