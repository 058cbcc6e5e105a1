package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers a hundred times as large as their questions, and callers who do not read them. */
@Timeout(180)
final class LargeAnswersTest {
  private static final String PATH = "/v1/user-id-checks/batch";
  private static final String HELD = "porten_held_bytes";
  private static final String DONE =
      "porten_requests_seconds_count{endpoint=\"user-id-checks-batch\",outcome=\"%s\"}";

  /** What is made of an answer beyond what the kernel takes, and what waits in Netty. */
  private static final int MAX_UNSENT_BYTES = (128 + 2 * 64) * 1024;

  private static final int TEXTS = 600;
  private static final long SEED = 20261129;

  private static final String BEGUN = "{\"userIds\":[";

  /** Its answer has 10.9 MB. */
  private static final String HOSTILE = body(Collections.nCopies(1_000, "<".repeat(100)));

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void answer_anyTexts_isOfThoseOfSingleChecks() throws Exception {
    List<String> texts = randomTexts();
    String expected =
        texts.stream()
            .map(
                text ->
                    GATEWAY.post(
                        "/v1/user-id-checks", new JsonObject().put("userId", text).encode()))
            .map(single -> single.text().replaceFirst(",\"asOf\":\"[^\"]*\",\"rulePack\":.*", "}"))
            .collect(Collectors.joining(",", "{\"results\":[", "],"));

    Reply large = GATEWAY.post(PATH, body(texts));
    Reply small = GATEWAY.post(PATH, body(texts.subList(0, 20)));

    String rest = "\"asOf\":\"2026-12-01T08:00:00Z\",\"rulePack\":\"mitid-national@1\"}";
    assertThat(large.text()).as("seed %d", SEED).isEqualTo(expected + rest);
    assertThat(large.header("transfer-encoding")).isEqualTo("chunked");
    assertThat(large.header("cache-control")).isEqualTo("no-store");
    assertThat(small.header("content-length")).isEqualTo(Integer.toString(small.body().length()));
    assertThat(expected).startsWith(small.text().replace("]," + rest, ""));
  }

  @Test
  void answer_overHttp10_isMadeAsItIsReadAndEndsWithTheConnection() throws Exception {
    String told = "\r\nConnection: Keep-Alive\r\nContent-Type:";
    String request = request("HTTP/1.0", HOSTILE).replace("\r\nContent-Type:", told);
    Reply chunked = GATEWAY.post(PATH, HOSTILE);
    double done = GATEWAY.count(DONE.formatted("ok"));
    try (RawConnection connection = connectWithoutReading(GATEWAY)) {
      connection.send(request);
      Eventually.holds("it begins", () -> held() > HOSTILE.length());
      assertThat(
              Eventually.standsStill("what is held", LargeAnswersTest::held, Duration.ofSeconds(1)))
          .isLessThan(HOSTILE.length() + MAX_UNSENT_BYTES);
      assertThat(GATEWAY.count(DONE.formatted("ok"))).isEqualTo(done);

      Reply head = connection.readHead();
      assertThat(head.header("connection")).isEqualTo("close");
      assertThat(head.header("transfer-encoding") + head.header("content-length")).isEmpty();
      assertThat(connection.readUntilClosed()).isEqualTo(chunked.body().toString(ISO_8859_1));
    }
  }

  @Test
  void answer_overHttp10_thatIsShort_hasItsLength() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply whole = connection.send(request("HTTP/1.0", body(List.of("stine.b")))).read();

      assertThat(whole.body().toJsonObject().getJsonArray("results")).hasSize(1);
      assertThat(whole.header("connection")).isEmpty();
    }
  }

  @Test
  void answers_notRead_areMadeOnlyAsFarAsTheyAreTakenAndLetGoWithTheirCallers() throws Exception {
    int callers = 30;
    double cancelled = GATEWAY.count(DONE.formatted("cancelled"));
    double done = GATEWAY.count(DONE.formatted("ok"));
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < callers; i++) {
        connections.add(connectWithoutReading(GATEWAY).send(request("HTTP/1.1", HOSTILE)));
      }
      Eventually.holds("all are held", () -> held() > callers * (HOSTILE.length() + 64 * 1024));

      assertThat(GATEWAY.post("/v1/user-id-checks", "{\"userId\":\"stine.b\"}").status())
          .isEqualTo(200);
      assertThat(
              Eventually.standsStill("what is held", LargeAnswersTest::held, Duration.ofSeconds(1)))
          .isLessThan(callers * (HOSTILE.length() + MAX_UNSENT_BYTES));
      assertThat(GATEWAY.count(DONE.formatted("ok"))).isEqualTo(done);
      assertThat(resultsOf(connections.remove(0))).isEqualTo(1_000);
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
    Eventually.holds("all is let go", () -> held() == 0);
    assertThat(GATEWAY.count(DONE.formatted("cancelled"))).isEqualTo(cancelled + callers - 1);
  }

  @Test
  void memory_halfOfItHeld_batchesAndStreamsAreRefusedAndChecksAreNot() throws Exception {
    try (RunningGateway small = GATEWAY.startAnother("GATEWAY_HELD_MEBIBYTES", "1")) {
      List<RawConnection> connections = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        connections.add(connectWithoutReading(small).send(request("HTTP/1.1", HOSTILE)));
      }
      Eventually.holds("half is held", () -> small.metric(HELD) > 512 * 1024);

      Reply batch = small.post(PATH, "{\"userIds\":[]}");
      assertThat(batch.problem()).isEqualTo("503 overloaded");
      assertThat(batch.header("retry-after")).matches("[1-4]");
      Reply stream =
          small.send("POST", PATH, "{}".getBytes(UTF_8), "Content-Type", LineStream.NDJSON);
      assertThat(stream.problem()).isEqualTo("503 overloaded");
      assertThat(small.post("/v1/user-id-checks", "{\"userId\":\"stine.b\"}").status())
          .isEqualTo(200);
      for (RawConnection connection : connections) {
        connection.close();
      }
      Eventually.holds(
          "batches are answered", () -> small.post(PATH, "{\"userIds\":[]}").status() == 200);
    }
  }

  @Test
  void memory_moreThanThereMayBe_whoHasMostIsCutOff() throws Exception {
    try (RunningGateway small = GATEWAY.startAnother("GATEWAY_HELD_MEBIBYTES", "1")) {
      List<RawConnection> connections = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        connections.add(small.connect());
        connections.get(i).send(head("HTTP/1.1", 500 * 1024) + BEGUN);
      }
      // Each before the others hold much.
      Eventually.holds("all are let in", () -> small.metric(HELD) >= 3 * BEGUN.length());
      for (RawConnection connection : connections) {
        connection.send(" ".repeat(450 * 1024));
      }
      Eventually.holds(
          "one is cut off",
          () -> small.metric("porten_connections_ended_total{reason=\"held-too-much\"}") == 1);

      Eventually.holds("the others are not", () -> small.metric("porten_connections") == 2);
      assertThat(small.metric(HELD)).isBetween(900.0 * 1024, 1024.0 * 1024);
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void hold_longestMalformed_littleIsKeptOfItsLongAnswer() throws Exception {
    Reply reply = new Reservations(GATEWAY).hold("<".repeat(512));
    assertThat(reply.codes("violations")).hasSize(513);

    try (var connection = GATEWAY.openDatabase();
        var kept =
            connection
                .createStatement()
                .executeQuery("SELECT max(pg_column_size(answer)) FROM idempotency_key")) {
      assertThat(kept.next()).isTrue();
      assertThat(kept.getInt(1)).isBetween(1, 4 * 1024);
    }
  }

  private static double held() {
    return GATEWAY.metric(HELD);
  }

  /** Has the kernel take as little as it can. */
  private static RawConnection connectWithoutReading(RunningGateway gateway) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
    return new RawConnection(socket);
  }

  private static int resultsOf(RawConnection connection) throws IOException {
    try (connection) {
      assertThat(connection.readHead().status()).isEqualTo(200);
      Buffer whole = Buffer.buffer();
      for (byte[] chunk = connection.readChunk(); chunk.length > 0; ) {
        whole.appendBytes(chunk);
        chunk = connection.readChunk();
      }
      return whole.toJsonObject().getJsonArray("results").size();
    }
  }

  private static String request(String version, String body) {
    return head(version, body.length()) + body;
  }

  private static String head(String version, int length) {
    return "POST %s %s\r\nHost: t\r\nContent-Type: application/json\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(PATH, version, RunningGateway.TOKEN, length);
  }

  private static String body(List<String> texts) {
    return new JsonObject().put("userIds", new JsonArray(texts)).encode();
  }

  /** Returns some that are taken, some that are free, and some of which much is wrong. */
  private static List<String> randomTexts() throws SQLException {
    GATEWAY.take("taken-0", "taken-1", "taken-2", "taken-3");
    var random = new SplittableRandom(SEED);
    return IntStream.range(0, TEXTS)
        .mapToObj(
            i ->
                switch (random.nextInt(4)) {
                  case 0 -> "Taken-" + random.nextInt(8);
                  case 1 -> "free " + random.nextInt(1_000) + "ÆA\u030A";
                  case 2 -> randomText(random, "aB5 <\"\\\u0001é\u0316\u0300\u20AC", 90);
                  default -> "\uD83D\uDE00".repeat(random.nextInt(100));
                })
        .toList();
  }

  private static String randomText(SplittableRandom random, String alphabet, int most) {
    var text = new StringBuilder();
    for (int left = random.nextInt(most); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
