package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Requests whose answers are counted in the phase to which they belong. */
final class Requests {
  static final String TALLY = "tally";

  private static final Set<Integer> SHED = Set.of(429, 503);

  private Requests() {}

  static HttpProtocolBuilder to(Load load) {
    return http.baseUrl(load.baseUrl().toString())
        .acceptHeader("application/json")
        .contentTypeHeader("application/json")
        .acceptLanguageHeader("en")
        .shareConnections()
        // It would call the tool maker's site.
        .disableWarmUp();
  }

  /** Asks one of the questions, and takes no other verdict than the right one. */
  static ChainBuilder asking(String path, List<Question> questions) {
    return exec(session -> {
          Question question = questions.get(ThreadLocalRandom.current().nextInt(questions.size()));
          return session
              .set("name", question.name())
              .set("body", question.body().get())
              .set("verdict", question.verdict());
        })
        .exec(
            counted(
                http("#{name}")
                    .post(path)
                    .body(StringBody("#{body}"))
                    .check(status().is(200), jsonPath("$.verdict").isEL("#{verdict}"))));
  }

  /** Sends a request and counts what came of it; a visit ends with the first one that failed. */
  static ChainBuilder counted(HttpRequestActionBuilder request) {
    return exec(session -> session.removeAll("status", "retryAfter"))
        .exec(
            request.check(
                status().saveAs("status"),
                header("Retry-After").optional().saveAs("retryAfter"),
                responseTimeInMillis().saveAs("millis")))
        .exec(Requests::count)
        .exitHereIfFailed();
  }

  private static Session count(Session session) {
    Tally tally = Objects.requireNonNull(session.<Tally>get(TALLY));
    if (!session.isFailed()) {
      tally.countAnswer(session.getInt("millis"));
    } else if (session.contains("retryAfter") && SHED.contains(session.getInt("status"))) {
      tally.countShed();
    } else {
      tally.countWrong();
    }
    return session;
  }
}
