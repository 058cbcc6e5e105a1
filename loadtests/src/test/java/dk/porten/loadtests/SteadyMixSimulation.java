package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A steady mix of the three checks: half user IDs, a third documents, the rest witnesses.
 *
 * <p>An open model: requests arrive on a schedule whether or not earlier ones were answered, so a
 * stall of the gateway shows in the response times instead of thinning the load. Each answer is
 * judged by its verdict; one wrong verdict fails the run.
 */
public final class SteadyMixSimulation extends Simulation {
  /** Generous on purpose: it tells a gateway that stalls from one that does not, no more. */
  private static final int P99_LIMIT_MILLISECONDS = 500;

  /** Two cold JVMs on one machine are no steady load. */
  private static final Duration RAMP = Duration.ofSeconds(20);

  private final Load load = Load.fromSystemProperties();

  {
    setUp(
            steady("user IDs", "/v1/user-id-checks", Question.USER_IDS, 0.50),
            steady("documents", "/v1/document-checks", Question.DOCUMENTS, 0.35),
            steady("witnesses", "/v1/witness-checks", Question.WITNESSES, 0.15))
        .protocols(
            http.baseUrl(load.baseUrl().toString())
                .acceptHeader("application/json")
                .contentTypeHeader("application/json")
                .acceptLanguageHeader("en")
                .shareConnections()
                // It would call the tool maker's site.
                .disableWarmUp())
        .assertions(
            global().failedRequests().count().is(0L),
            // A run in which nothing was asked is no proof of anything.
            global().successfulRequests().count().gt(0L),
            global().responseTime().percentile(99.0).lt(P99_LIMIT_MILLISECONDS));
  }

  private PopulationBuilder steady(
      String name, String path, List<Question> questions, double share) {
    return scenario(name)
        .exec(asking(path, questions))
        .injectOpen(
            rampUsersPerSec(1).to(load.share(share)).during(RAMP),
            constantUsersPerSec(load.share(share)).during(load.duration()).randomized());
  }

  private static ChainBuilder asking(String path, List<Question> questions) {
    return exec(session -> {
          Question question = questions.get(ThreadLocalRandom.current().nextInt(questions.size()));
          return session
              .set("name", question.name())
              .set("body", question.body().get())
              .set("verdict", question.verdict());
        })
        .exec(
            http("#{name}")
                .post(path)
                .body(StringBody("#{body}"))
                .check(status().is(200), jsonPath("$.verdict").isEL("#{verdict}")));
  }
}
