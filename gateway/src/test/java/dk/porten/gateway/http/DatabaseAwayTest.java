package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.OwnServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is answered while the database is away, and that all is well once it is back. */
@Timeout(90)
final class DatabaseAwayTest {
  private static final String LICENCE =
      """
      {"documents":[{"type":"driving-licence","issuer":"DK","expiresOn":"2031-05-17",
        "nameMatchesCpr":true}]}""";

  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway =
        RunningGateway.start(
            SERVER.address(),
            "GATEWAY_DATABASE_QUEUE",
            "1000",
            "GATEWAY_DATABASE_TIMEOUT_MILLIS",
            "3000",
            "GATEWAY_MAX_STALENESS_SECONDS",
            "60");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void databaseKilled_whatCanBeAnsweredIs_andAllIsWellOnceItIsBack() throws Exception {
    gateway.take("birthe.holm");
    assertThat(verdict("Birthe.Holm")).isEqualTo("taken");
    assertThat(verdict("stine.b")).isEqualTo("available");

    SERVER.kill();
    try {
      Eventually.holds("the metric tells", () -> gateway.metric("porten_database_up") == 0);
      assertThat(suggestions("Birthe.Holm")).hasSize(3);
      assertThat(verdict("stb")).isEqualTo("invalid");
      assertThat(verdict("Birthe.Holm")).isEqualTo("taken");
      assertThat(verdict("stine.b")).isEqualTo("available");
      assertThat(verdict("never.asked")).isEqualTo("available");
      try (LineStream stream = LineStream.open(gateway)) {
        stream.send("{\"userId\":\"stb\"}\n{\"userId\":\"not.asked.yet\"}\n");
        assertThat(stream.read()).contains("\"invalid\"");
        assertThat(stream.read()).contains("\"available\"");
      }
      assertThat(gateway.post("/v1/document-checks", LICENCE).verdict()).isEqualTo("sufficient");
      assertThat(witness("{}").status()).isEqualTo(200);
      Reply refused = witness("{\"personId\":\"" + UUID.randomUUID() + "\"}");
      assertThat(refused.problem()).isEqualTo("503 unavailable");
      assertThat(refused.header("retry-after")).isEqualTo("1");
      Reply unheld = new Reservations(gateway).hold("never.asked");
      assertThat(unheld.problem()).isEqualTo("503 unavailable");
      assertThat(unheld.header("retry-after")).isEqualTo("1");
      // Its hold may be there: only the database knows.
      assertThat(verdict("never.asked")).isEqualTo("unknown");
      assertThat(gateway.manage("/health/ready").status()).isEqualTo(200);

      gateway.clock().advance(Duration.ofSeconds(60));
      assertThat(verdict("stine.b")).isEqualTo("available");
      gateway.clock().advance(Duration.ofSeconds(1));
      assertThat(verdict("stine.b")).isEqualTo("unknown");
      assertThat(userId("stine.b").json().getString("asOf")).isEqualTo("2026-12-01T08:00:00Z");
      assertThat(verdict("Birthe.Holm")).isEqualTo("taken");
      assertThat(suggestions("Birthe.Holm")).isEmpty();
      assertThat(gateway.manage("/health/ready").status()).isEqualTo(200);
    } finally {
      SERVER.startAgain();
    }

    Eventually.holds("the metric tells", () -> gateway.metric("porten_database_up") == 1);
    Eventually.holds("changes come in", () -> gateway.metric("porten_feed_lag_seconds") == 0);
    assertThat(verdict("never.asked")).isEqualTo("available");
    assertThat(new Reservations(gateway).hold("never.asked").status()).isEqualTo(201);
    assertThat(verdict("stine.b")).isEqualTo("available");
    assertThat(userId("stine.b").json().getString("asOf")).isEqualTo("2026-12-01T08:01:01Z");
    assertThat(witness("{\"personId\":\"" + UUID.randomUUID() + "\"}").status()).isEqualTo(200);
  }

  /**
   * What this gateway wrote is asked of the database until the feed, which is lost, tells of it.
   */
  @Test
  void databaseFrozen_answersComeInTime_andTheQueueIsBounded() throws Exception {
    execute("ALTER FUNCTION feed_changes RENAME TO feed_lost");
    IntStream.range(0, 1_000).mapToObj(i -> "frozen-" + i).forEach(this::touch);
    Stream.of("frozen-first", "one-too-many").forEach(this::touch);
    SERVER.freeze();
    try {
      CompletableFuture<Reply> first =
          gateway.postLater("/v1/user-id-checks", "{\"userId\":\"frozen-first\"}");
      Eventually.holds(
          "the one query is under way",
          () -> gateway.metric("porten_database_queries_under_way") == 1);
      List<CompletableFuture<Reply>> batches = new ArrayList<>();
      Eventually.holds(
          "the queue is full",
          () -> {
            batches.add(gateway.postLater("/v1/user-id-checks/batch", batch(1_000)));
            return gateway.metric("porten_database_keys_waiting") >= 1_000;
          });
      Reply refused = userId("one-too-many");

      assertThat(refused.problem()).isEqualTo("503 overloaded");
      assertThat(refused.header("retry-after")).matches("[1-4]");
      try (LineStream stream = LineStream.open(gateway)) {
        stream.send("{\"userId\":\"one-too-many\"}\n{\"userId\":\"stb\"}\n");
        assertThat(stream.read()).startsWith("{\"line\":1,").contains("/problems/overloaded");
        assertThat(stream.read()).contains("\"invalid\"");
      }
      assertThat(first.join().verdict()).isEqualTo("unknown");
      assertThat(batches.get(0).join().objects("results"))
          .allMatch(result -> result.getString("verdict").equals("unknown"));
      assertThat(verdict("stb")).isEqualTo("invalid");
      assertThat(verdict("never.written")).isEqualTo("available");
      assertThat(gateway.post("/v1/document-checks", LICENCE).status()).isEqualTo(200);
    } finally {
      SERVER.thaw();
      execute("ALTER FUNCTION feed_lost RENAME TO feed_changes");
    }

    Eventually.holds("whole again", () -> userId("one-too-many").status() == 200);
    Eventually.holds("whole again", () -> verdict("one-too-many").equals("available"));
    assertThat(gateway.metric("porten_database_keys_waiting")).isZero();
  }

  /** Writes, so far as this gateway knows, something about a user ID. */
  private void touch(String userId) {
    Reply reply =
        gateway.post(
            "/v1/user-id-releases",
            new JsonObject().put("userId", userId).put("reason", "test").encode());
    assertThat(reply.problem()).isEqualTo("404 user-id-not-taken");
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = gateway.openDatabase();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  private String verdict(String userId) {
    return userId(userId).verdict();
  }

  private JsonArray suggestions(String userId) {
    return gateway
        .post("/v1/user-id-checks", "{\"userId\":\"" + userId + "\",\"suggestions\":3}")
        .json()
        .getJsonArray("suggestions");
  }

  private Reply userId(String userId) {
    return gateway.post("/v1/user-id-checks", new JsonObject().put("userId", userId).encode());
  }

  private Reply witness(String witness) {
    return gateway.post("/v1/witness-checks", "{\"witness\":" + witness + "}");
  }

  private static String batch(int size) {
    List<String> userIds = IntStream.range(0, size).mapToObj(i -> "frozen-" + i).toList();
    return new JsonObject().put("userIds", new JsonArray(userIds)).encode();
  }
}
