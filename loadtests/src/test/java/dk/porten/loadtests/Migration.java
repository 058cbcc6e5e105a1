package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.InputStreamBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyStream;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A bank that moves its customers: their user IDs as one stream of lines, every tenth malformed.
 *
 * @param lines how many
 */
record Migration(int lines) {
  private static final String NAME = "migration";
  private static final String MEDIA_TYPE = "application/x-ndjson";

  PopulationBuilder population(Duration after) {
    // Numbers are put beside it, so that what is asked need not be remembered.
    String prefix = Question.randomLetters(11);
    return scenario(NAME)
        .exec(
            http(NAME)
                .post("/v1/user-id-checks/batch")
                .header("Content-Type", MEDIA_TYPE)
                .header("Accept", MEDIA_TYPE)
                .body(InputStreamBody(session -> questions(prefix)))
                .requestTimeout(Duration.ofHours(1))
                .check(
                    status().is(200),
                    bodyStream().transform(answers -> rightLines(prefix, answers)).is(lines)))
        .injectOpen(nothingFor(after), atOnceUsers(1));
  }

  static Assertion asserted() {
    return details(NAME).successfulRequests().count().is(1L);
  }

  private InputStream questions(String prefix) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append(Question.userId(userId(prefix, line))).append('\n');
    }
    return new ByteArrayInputStream(text.toString().getBytes(UTF_8));
  }

  /** Returns how many lines are the right answers to their questions; -1 if there are too many. */
  private int rightLines(String prefix, InputStream answers) {
    int right = 0;
    int line = 0;
    try (var reader = new BufferedReader(new InputStreamReader(answers, UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        String verdict = isMalformed(line) ? "invalid" : "available";
        if (text.contains("\"userId\":\"" + userId(prefix, line) + "\"")
            && text.contains("\"verdict\":\"" + verdict + "\"")) {
          right++;
        }
        line++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line > lines ? -1 : right;
  }

  private static String userId(String prefix, int line) {
    return prefix + line + (isMalformed(line) ? "/" : "");
  }

  private static boolean isMalformed(int line) {
    return line % 10 == 9;
  }
}
