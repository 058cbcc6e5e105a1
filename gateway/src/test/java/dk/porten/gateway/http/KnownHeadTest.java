package dk.porten.gateway.http;

import static dk.porten.gateway.http.HeadRequests.BODY;
import static dk.porten.gateway.http.HeadRequests.HEAD;
import static dk.porten.gateway.http.HeadRequests.TRACED;
import static dk.porten.gateway.http.HeadRequests.changed;
import static dk.porten.gateway.http.HeadRequests.check;
import static dk.porten.gateway.http.HeadRequests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request whose head came before on its connection is answered as on a connection of its own. */
@Timeout(120)
final class KnownHeadTest {
  private static final int ROUNDS = 400;
  private static final String REPEATED = "porten_heads_repeated_total";
  private static final String MADE_ID = "[0-9a-z]+-[0-9a-z]{1,7}\\b";
  private static final Duration A_WHILE = Duration.ofSeconds(1);

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void request_sameHead_isAnsweredAsTheFirst() throws Exception {
    GATEWAY.take("stine.taken");
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      Reply first = connection.send(check("stine.taken")).read();
      Reply again = connection.send(check("stine.taken")).read();
      Reply other = connection.send(check("stine")).read();
      Reply invalid = connection.send(check("stb")).read();

      assertThat(List.of(first.verdict(), again.verdict(), other.verdict(), invalid.verdict()))
          .containsExactly("taken", "taken", "available", "invalid");
      assertThat(again.headers()).containsOnlyKeys(first.headers().keySet());
      assertThat(again.header("x-request-id")).isNotEqualTo(first.header("x-request-id"));
    }
    assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 3);
  }

  @Test
  void request_sameHeadButForItsNameAndTrace_isAnsweredByItsOwn() throws Exception {
    String other = "-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    String unnamed = TRACED.replaceFirst("-4bf.*b7-", other).replace("Id: one", "Id: a b");
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      Reply first = connection.send(check(TRACED, "stine.b")).read();
      Reply named = connection.send(check(TRACED.replace("Id: one", "Id: two"), "stine.b")).read();
      Reply ofSpan = connection.send(check(unnamed, "stine.b")).read();

      assertThat(first.header("x-request-id")).isEqualTo("one");
      assertThat(named.header("x-request-id")).isEqualTo("two");
      assertThat("-" + ofSpan.header("x-request-id") + "-").isEqualTo(other);
    }
    assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 2);
  }

  @Test
  void request_sameHeadAfterManyRefusedBodies_isStillKnown() throws Exception {
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(check("stine.b")).read();
      for (int i = 0; i < 20; i++) {
        assertThat(connection.send(request(HEAD, "{}")).read().problem())
            .isEqualTo("400 invalid-request");
      }
      for (int i = 0; i < 40; i++) {
        assertThat(connection.send(check("stine.b")).read().verdict()).isEqualTo("available");
      }
    }
    assertThat(GATEWAY.metric(REPEATED)).isGreaterThan(before + 8);
  }

  @Test
  void otherCheck_sameHead_isAnsweredAsTheFirst() throws Exception {
    repeat(
        "document-checks",
        "{\"documents\":[{\"type\":\"passport\",\"issuer\":\"SE\"}]}",
        "{\"documents\":[]}");
    repeat(
        "witness-checks",
        "{\"witness\":{\"birthDate\":\"1980-02-29\"}}",
        "{\"witness\":{\"personId\":\"" + UUID.randomUUID() + "\",\"birthDate\":\"2015-02-28\"}}");
    repeat(
        "visit-checks",
        "{\"documents\":[{\"type\":\"passport\",\"issuer\":\"SE\"}],\"userIds\":[\"stine.b\"]}",
        "{\"documents\":[]}");
  }

  private static void repeat(String path, String one, String another) throws IOException {
    String head = HEAD.replace("user-id-checks", path);
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      Reply first = connection.send(request(head, one)).read();
      Reply other = connection.send(request(head, another)).read();
      Reply again = connection.send(request(head, one)).read();
      Reply otherAgain = connection.send(request(head, another)).read();

      assertThat(answer(again)).isEqualTo(answer(first)).isNotEqualTo(answer(other));
      assertThat(answer(otherAgain)).isEqualTo(answer(other));
    }
    assertThat(GATEWAY.metric(REPEATED)).isGreaterThanOrEqualTo(before + 2);
  }

  private static JsonObject answer(Reply reply) {
    JsonObject answer = reply.json();
    answer.remove("asOf");
    return answer;
  }

  /** What was just written is asked of PostgreSQL, until the change feed has told of it. */
  @Test
  void request_sameHeadButNotToBeAnsweredAtOnce_isAnsweredInOrder() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(check("stine.b")).read();
      for (int i = 0; i < 50; i++) {
        String userId = "stine.hold." + i;
        Reply hold =
            GATEWAY.post(
                "/v1/user-id-holds", "{\"userId\":\"" + userId + "\"}", "Idempotency-Key", userId);
        GATEWAY.post("/v1/user-id-holds/" + hold.json().getString("holdId") + "/claim", "{}");

        assertThat(connection.send(check(userId)).read().verdict()).isEqualTo("taken");
        assertThat(connection.send(check("stine.b")).read().verdict()).isEqualTo("available");
      }
    }
  }

  @Test
  void request_sameHeadAfterAStream_isAnswered() throws Exception {
    String head =
        HEAD.replace("user-id-checks", "user-id-checks/batch")
            .replace("application/json", "application/x-ndjson");
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(check("stine.b")).read();
      connection.send(request(head, BODY)).readHead();
      assertThat(new String(connection.readChunk(), UTF_8)).contains("\"available\"");
      assertThat(connection.readChunk()).isEmpty();
      assertThat(connection.send(check("stine.b")).read().verdict()).isEqualTo("available");
      assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 1);

      LineStream ofNoToldLength = LineStream.on(connection);
      assertThat(ofNoToldLength.send(BODY + "\n").end().read()).contains("\"available\"");
      assertThat(ofNoToldLength.read()).isEmpty();
      assertThat(connection.send(check("stb")).read().verdict()).isEqualTo("invalid");
      assertThat(connection.send(check("stine.b")).read().verdict()).isEqualTo("available");
    }
  }

  /** The last ones go the usual way, where nothing more is read until there is room. */
  @Test
  void request_sameHeadAndAnswersNotRead_isAnsweredInOrder() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), GATEWAY.port()));
      RawConnection connection = new RawConnection(socket);
      connection.send(check("stine.b")).read();
      int asked = 0;
      while (isRepeated(connection, check(longAnswer(asked)))) {
        asked++;
      }
      connection.send(check("stine.b"));

      assertThat(asked).isPositive();
      for (int i = 0; i <= asked; i++) {
        assertThat(connection.read().json().getString("userId")).isEqualTo(longAnswer(i));
      }
      assertThat(connection.read().verdict()).isEqualTo("available");
    }
  }

  /** Sends a request; says whether it is answered as one whose head is known, or else lies. */
  private static boolean isRepeated(RawConnection connection, byte[] request) throws IOException {
    double before = GATEWAY.metric(REPEATED);
    connection.send(request);
    long endNanos = System.nanoTime() + A_WHILE.toNanos();
    Eventually.holds(
        "it is answered or lies for a while",
        () -> GATEWAY.metric(REPEATED) > before || System.nanoTime() - endNanos > 0);
    return GATEWAY.metric(REPEATED) > before;
  }

  /** Returns a wish of which some 40 kB are said. */
  private static String longAnswer(int number) {
    return "/".repeat(500) + number;
  }

  @Test
  void request_sameHeadAfterShorterBodies_isStillKnown() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(check("stine.b")).read();
      double before = GATEWAY.metric(REPEATED);
      for (int i = 0; i < 10; i++) {
        connection.send(check("stine.b")).read();
      }
      connection.send(check("stine.b.with-a-much-longer-name.than-before")).read();
      assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 11);
    }
  }

  @Test
  void request_headsKeepDiffering_areReadAnew() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      for (int i = 0; i < 20; i++) {
        String head = HEAD.replace("Host", "X-Number: " + i + "\r\nHost");
        assertThat(connection.send(request(head, BODY)).read().verdict()).isEqualTo("available");
      }
      double before = GATEWAY.metric(REPEATED);
      connection.send(check("stine.b")).read();
      connection.send(check("stine.b")).read();
      assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before);
    }
  }

  /** Requests that were changed somewhere, cut anywhere, follow one with the head unchanged. */
  @Test
  void request_changedAnywhere_isAnsweredAsOnAConnectionOfItsOwn() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    double before = GATEWAY.metric(REPEATED);

    for (int round = 0; round < ROUNDS; round++) {
      String head = random.nextBoolean() ? HEAD : TRACED;
      byte[] changed = changed(head, random);

      assertThat(answers(changed, random, head))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(answers(changed, random, null));
    }
    assertThat(GATEWAY.metric(REPEATED) - before).isGreaterThan(ROUNDS);
  }

  /** Sends bytes and then nothing more; returns all that comes, made ids and times aside. */
  private static String answers(byte[] bytes, Random random, @Nullable String known)
      throws IOException {
    try (RawConnection connection = GATEWAY.connect()) {
      if (known != null) {
        connection.send(check(known, "stine.c")).read();
        connection.send(check(known, "stine.d")).read();
      }
      int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      connection.send(Arrays.copyOf(bytes, cut));
      connection.send(Arrays.copyOfRange(bytes, cut, bytes.length));
      return connection
          .readToEnd()
          .replaceAll("X-Request-Id: " + MADE_ID, "X-Request-Id: made")
          .replaceAll("\"requestId\":\"" + MADE_ID + "\"", "\"requestId\":\"made\"")
          .replaceAll("content-length: \\d+", "content-length: n")
          .replaceAll("\"asOf\":\"[^\"]*\"", "\"asOf\":\"t\"");
    }
  }
}
