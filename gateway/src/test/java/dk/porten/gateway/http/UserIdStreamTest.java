package dk.porten.gateway.http;

import static dk.porten.gateway.http.LineStream.NDJSON;
import static dk.porten.gateway.http.LineStream.PATH;
import static dk.porten.gateway.http.StreamAnswers.lines;
import static dk.porten.gateway.http.StreamAnswers.told;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/user-id-checks/batch}, line by line. */
@Timeout(300)
final class UserIdStreamTest {
  private static final String TAKEN = "porten_stream_lines_total";
  private static final String DONE =
      "porten_requests_seconds_count{endpoint=\"user-id-checks-stream\",outcome=\"%s\"}";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void stream_severalLines_areAnsweredInOrderByTheBatchsItems() throws Exception {
    GATEWAY.take("stine.b");

    Reply reply =
        ask("{\"userId\":\"Stine!always\"}\n{\"userId\":\"Stine.B\"}\n{\"userId\":\"stb\"}\n");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("content-type")).isEqualTo(NDJSON);
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(told(reply))
        .containsExactly("stine!always available", "stine.b taken", "stb invalid");
    assertThat(lines(reply))
        .allMatch(line -> line.getString("asOf").equals("2026-12-01T08:00:00Z"))
        .allMatch(line -> line.getString("rulePack").equals("mitid-national@1"));
  }

  @Test
  void stream_line_isAnsweredAsItsSingleCheckIs() {
    String question =
        "{\"userId\":\" st/ne\",\"rulePack\":\"mitid-national@1\",\"on\":\"2026-12-03\"}";

    String single = GATEWAY.post("/v1/user-id-checks", question, "Accept-Language", "en").text();

    assertThat(ask(question, "Accept-Language", "en").text()).isEqualTo(single + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                       | 400 malformed-json           |",
        "[] []                                   | 400 malformed-json           |",
        "{`userId`:1}                            | 400 invalid-request          | /userId wrong-type",
        "[]                                      | 400 invalid-request          | ' wrong-type'",
        "{`userId`:`stine.b`,`suggestions`:1}    | 400 invalid-request          | /suggestions unknown-field",
        "{`x`:1,`on`:`2026`}                     | 400 invalid-request          | /userId missing, /on not-a-date, /x unknown-field",
        "{`userId`:`a`,`userId`:`b`}             | 400 invalid-request          | /userId duplicate-key",
        "{`userId`:[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]} | 400 invalid-request |"
            + " /userId/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0 too-deep, /userId wrong-type",
        "{`userId`:`a`,`rulePack`:`nobody`}      | 422 unknown-rule-pack        |",
        "{`userId`:`a`,`rulePack`:`nemid-herning`} | 422 not-ruled-by-pack |",
      })
  void stream_badLine_hasItsProblemAndTheNextItsAnswer(String line, String problem, String faults) {
    Reply reply = ask("\n" + line.replace('`', '"') + "\n{\"userId\":\"stine.c\"}");

    assertThat(told(reply)).containsExactly("2: " + problem, "stine.c available");
    if (faults != null) {
      JsonObject told = lines(reply).get(0).getJsonObject("problem");
      assertThat(new Reply(200, Map.of(), told.toBuffer()).faults())
          .containsExactlyInAnyOrder(faults.split(", "));
    }
  }

  @Test
  void stream_blankLinesAndBothEndings_areSkippedAndCounted() {
    assertThat(told(ask("\r\n\n{\"userId\":\"aasefr\"}\r\n \t\n{\n\r\n{\"userId\":\"bente\"}\n\n")))
        .containsExactly("aasefr available", "5: 400 malformed-json", "bente available");
  }

  @Test
  void stream_nothing_isAnEmptyAnswer() {
    assertThat(ask("\n").body().length()).isZero();
    assertThat(GATEWAY.send("POST", PATH, new byte[0], "Content-Type", NDJSON).body().length())
        .isZero();
  }

  @Test
  void stream_lineThatIsTooLongInTheMiddle_is413OnItsLine() {
    String longest = "{\"userId\":\"carla\"" + " ".repeat(4_096 - 18) + "}";

    assertThat(told(ask(longest + "\n " + longest + "\n" + "x".repeat(100_000) + "\n" + longest)))
        .containsExactly(
            "carla available",
            "2: 413 request-too-large",
            "3: 413 request-too-large",
            "carla available");
  }

  @Test
  void stream_lineThatIsNotUtf8_isMalformed() {
    byte[] body = "{\"userId\":\"k\u00e5re\"}\n{\"userId\":\"dorte\"}".getBytes(ISO_8859_1);

    assertThat(told(GATEWAY.send("POST", PATH, body, "Content-Type", NDJSON)))
        .containsExactly("1: 400 malformed-json", "dorte available");
  }

  @Test
  void stream_violationsAndFaultsOfALine_areToldUpToAHundred() {
    String unknown =
        IntStream.range(0, 200)
            .mapToObj(i -> "\"x" + "a".repeat(i % 20) + "b".repeat(i / 20) + "\":1")
            .collect(Collectors.joining(","));

    Reply reply = ask("{\"userId\":\"" + "/".repeat(512) + "\"}\n{" + unknown + "}\n");

    assertThat(lines(reply).get(0).getJsonArray("violations")).hasSize(100);
    assertThat(lines(reply).get(1).getJsonObject("problem").getJsonArray("errors")).hasSize(100);
  }

  @Test
  void stream_problemOfALine_hasTheRequestsId() {
    Reply reply = ask("{", "X-Request-Id", "stream-7");

    assertThat(reply.header("x-request-id")).isEqualTo("stream-7");
    assertThat(lines(reply).get(0).getJsonObject("problem").getString("requestId"))
        .isEqualTo("stream-7");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson,               Accept,           application/x-ndjson, 200",
    "Application/X-NDJSON; charset=utf-8, Accept,          */*,                  200",
    "Application/X-NDJSON; charset=UTF8;, Accept,          application/problem+json, 200",
    "application/x-ndjson,               Content-Encoding, identity,             200",
    "application/x-ndjson,               Accept,           application/json,     406",
    "application/json,                   Accept,           application/x-ndjson, 406",
    "application/x-ndjson; charset=x,    Accept,           */*,                  415",
    "application/x-ndjson,               Content-Encoding, gzip,                 415",
  })
  void stream_head_isTakenOrNot(String type, String name, String value, int status) {
    byte[] line = {'\n'};

    assertThat(GATEWAY.send("POST", PATH, line, "Content-Type", type, name, value).status())
        .isEqualTo(status);
  }

  @Test
  void stream_firstLine_isAnsweredBeforeTheNextIsSent() throws Exception {
    try (LineStream stream = LineStream.open(GATEWAY)) {
      for (int i = 0; i < 3; i++) {
        stream.send("{\"userId\":\"eva-" + i + "\"}\n");
        assertThat(stream.read()).startsWith("{\"userId\":\"eva-" + i + "\"");
      }
      assertThat(stream.end().read()).isEmpty();
    }
  }

  @Test
  void stream_hundredThousandLinesNeverAskedBefore_areAnsweredInOrder() throws Exception {
    GATEWAY.take("new-77777");

    assertStreams("new-", 100_000, 77_777);
  }

  @Test
  void stream_hundredThousandLinesWithDuplicates_areAnsweredInOrder() throws Exception {
    GATEWAY.take("same-7");

    assertStreams("same-", 100, 7);
  }

  @Test
  void stream_clientThatDoesNotRead_isNotReadEither() throws Exception {
    String line = "{\"userId\":\"stb\"}" + " ".repeat(100);
    int lines = 400_000;
    double before = GATEWAY.metric(TAKEN);
    try (LineStream stream = LineStream.open(GATEWAY)) {
      var sending = stream.sendLater(lines, i -> line);

      double taken = GATEWAY.awaitStandstill(TAKEN, before) - before;

      // What the kernel holds of the answers is some megabytes; each has about 150 bytes.
      assertThat(taken).isBetween(1.0, lines / 2.0);
      for (int i = 0; i < lines; i++) {
        assertThat(stream.read()).startsWith("{\"userId\":\"stb\",\"verdict\":\"invalid\"");
      }
      assertThat(stream.read()).isEmpty();
      sending.join();
    }
  }

  @Test
  void stream_clientThatHangsUpWhileItReads_isLetGoQuietly() throws Exception {
    assertLetGo(
        stream -> {
          var sending =
              stream.sendLater(1_000_000, i -> "{\"userId\":\"" + UUID.randomUUID() + "\"}");
          assertThat(stream.read()).contains("userId");
          stream.reset();
          assertThat(sending).failsWithin(Duration.ofSeconds(20));
        });
  }

  @Test
  void stream_clientThatHangsUpWithoutHavingRead_isLetGoQuietly() throws Exception {
    assertLetGo(
        stream -> {
          double before = GATEWAY.metric(TAKEN);
          var sending = stream.sendLater(1_000_000, i -> "{\"userId\":\"stb\"}");
          GATEWAY.awaitStandstill(TAKEN, before);
          stream.reset();
          assertThat(sending)
              .satisfiesAnyOf(
                  it -> assertThat(it).failsWithin(Duration.ofSeconds(20)),
                  it -> assertThat(it).isCompleted());
        });
  }

  @Test
  void stream_chunkThatIsNone_isLetGoQuietly() throws Exception {
    assertLetGo(
        stream -> {
          stream.send("{\"userId\":\"frede\"}\n");
          assertThat(stream.read()).contains("frede");
          stream.sendBytes("ZZ\r\n");
        });
  }

  /** Else HAProxy 2.6 loses the body: it takes the head for the end of the word to continue. */
  @Test
  void stream_headOfTheResponse_comesWithTheFirstAnswerAndNotWithTheWordToContinue()
      throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(LineStream.HEAD.replace("Host: t", "Host: t\r\nExpect: 100-continue"));
      connection.awaitContinue();

      assertThat(connection.hasMore()).isFalse();
      connection.beginBody();
      connection.send("13\r\n{\"userId\":\"gorm\"}\r\n\r\n0\r\n\r\n");
      assertThat(connection.readHead().status()).isEqualTo(200);
      assertThat(new String(connection.readChunk(), UTF_8)).startsWith("{\"userId\":\"gorm\"");
    }
  }

  @Test
  void stream_overHttp10_isRefused() throws Exception {
    String head = LineStream.HEAD.replace("HTTP/1.1", "HTTP/1.0");

    Reply reply =
        GATEWAY.sendRaw(
            head.replace("Transfer-Encoding: chunked", "Content-Length: 0").getBytes(ISO_8859_1));

    assertThat(reply.problem()).isEqualTo("505 http-version-not-supported");
    assertThat(reply.json().getString("detail")).contains("proxy", "HTTP/1.1");
  }

  private interface Ending {
    void of(LineStream stream) throws Exception;
  }

  private static void assertLetGo(Ending ending) throws Exception {
    double before = counted("cancelled");
    try (var heard = new HeardLog();
        LineStream stream = LineStream.open(GATEWAY)) {
      ending.of(stream);
      Eventually.holds("it is let go", () -> counted("cancelled") == before + 1);
      Eventually.holds("nothing waits", () -> GATEWAY.metric("porten_database_keys_waiting") == 0);
      assertThat(heard.errors()).isEmpty();
    }
  }

  private static void assertStreams(String prefix, int userIds, int taken) throws Exception {
    double before = counted("ok");
    try (LineStream stream = LineStream.open(GATEWAY)) {
      StreamAnswers.assertInOrder(stream, prefix, userIds, taken);
    }
    assertThat(counted("ok")).isEqualTo(before + 1);
  }

  private static double counted(String outcome) {
    return GATEWAY.count(DONE.formatted(outcome));
  }

  private static Reply ask(String body, String... headers) {
    return StreamAnswers.ask(GATEWAY, body, headers);
  }
}
