package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The answers to many lines at once. */
final class StreamAnswers {
  private static final int MANY = 100_000;

  private StreamAnswers() {}

  /** Sends many lines that ask for some user IDs in turn, of which one is taken. */
  static void assertInOrder(LineStream stream, String prefix, int userIds, int taken)
      throws IOException {
    var sending = stream.sendLater(MANY, i -> "{\"userId\":\"" + prefix + i % userIds + "\"}");
    for (int i = 0; i < MANY; i++) {
      String verdict = i % userIds == taken ? "taken" : "available";
      assertThat(stream.read())
          .startsWith(
              "{\"userId\":\"" + prefix + i % userIds + "\",\"verdict\":\"" + verdict + "\"");
    }
    assertThat(stream.read()).isEmpty();
    sending.join();
  }

  static Reply ask(RunningGateway gateway, String body, String... headers) {
    String[] type = {"Content-Type", LineStream.NDJSON};
    String[] all = Stream.of(type, headers).flatMap(Arrays::stream).toArray(String[]::new);
    return gateway.send("POST", LineStream.PATH, body.getBytes(UTF_8), all);
  }

  static List<JsonObject> lines(Reply reply) {
    return reply.text().lines().map(JsonObject::new).toList();
  }

  /** Returns an answer as {@code stine.b taken} and a problem as {@code 2: 400 malformed-json}. */
  static List<String> told(Reply reply) {
    return lines(reply).stream().map(StreamAnswers::told).toList();
  }

  private static String told(JsonObject line) {
    JsonObject problem = line.getJsonObject("problem");
    if (problem == null) {
      return line.getString("userId") + " " + line.getString("verdict");
    }
    Buffer body = problem.toBuffer();
    return line.getInteger("line")
        + ": "
        + new Reply(problem.getInteger("status"), Map.of(), body).problem();
  }
}
