package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.OwnServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is answered while the database is away, and that all is well once it is back. */
@Timeout(90)
final class DatabaseAwayTest {
  private static final String CONNECTIONS = "porten_database_connections";
  private static final String LICENCE =
      """
      {"documents":[{"type":"driving-licence","issuer":"DK","expiresOn":"2031-05-17",
        "nameMatchesCpr":true}]}""";

  private static final int QUEUE = 1_000;

  /** How many queries of a kind an event loop has under way; there is a loop for each processor. */
  private static final int QUERIES_OF_A_LOOP = 2;

  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway = started("3000");
  }

  private static RunningGateway started(String databaseTimeoutMillis) {
    return RunningGateway.start(
        SERVER.address(),
        "GATEWAY_DATABASE_QUEUE",
        Integer.toString(QUEUE),
        "GATEWAY_DATABASE_TIMEOUT_MILLIS",
        databaseTimeoutMillis,
        "GATEWAY_DEADLINE_MILLIS",
        "60000",
        "GATEWAY_MAX_STALENESS_SECONDS",
        "60");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void databaseKilled_whatCanBeAnsweredIs_andAllIsWellOnceItIsBack() throws Exception {
    double connections = gateway.metric(CONNECTIONS);
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
    Eventually.holds("every loop asks again", () -> gateway.metric(CONNECTIONS) == connections);
    assertThat(verdict("never.asked")).isEqualTo("available");
    assertThat(new Reservations(gateway).hold("never.asked").status()).isEqualTo(201);
    assertThat(verdict("stine.b")).isEqualTo("available");
    assertThat(userId("stine.b").json().getString("asOf")).isEqualTo("2026-12-01T08:01:01Z");
    assertThat(witness("{\"personId\":\"" + UUID.randomUUID() + "\"}").status()).isEqualTo(200);
  }

  @Test
  void feedLost_holdThatAnotherGatewayClaimsBeforeItsEnd_isNotAvailableAfterIt() throws Exception {
    gateway.clock().set(gateway.databaseNow());
    try (RunningGateway other = gateway.startAnother()) {
      var reservations = new Reservations(other);
      String holdId = reservations.held("claimed.late");
      Eventually.holds("the hold is known", () -> verdict("claimed.late").equals("taken"));
      gateway.clock().advance(Duration.ofSeconds(890));
      Eventually.holds("changes come in", () -> gateway.metric("porten_feed_lag_seconds") == 0);
      execute("ALTER FUNCTION feed_changes RENAME TO feed_lost");
      try {
        assertThat(reservations.claim(holdId).status()).isEqualTo(200);
        gateway.clock().advance(Duration.ofSeconds(20));
        assertThat(verdict("claimed.late")).isEqualTo("taken");
        gateway.clock().advance(Duration.ofSeconds(50));
        assertThat(verdict("claimed.late")).isEqualTo("unknown");
      } finally {
        execute("ALTER FUNCTION feed_lost RENAME TO feed_changes");
      }
      Eventually.holds("the claim is known", () -> verdict("claimed.late").equals("taken"));
    }
  }

  @Test
  void databaseFrozen_answersComeInTime() throws Exception {
    freeze();
    try {
      CompletableFuture<Reply> batch = batchLater(QUEUE / 2);
      assertThat(verdict("frozen")).isEqualTo("unknown");
      assertThat(batch.join().objects("results"))
          .allMatch(result -> result.getString("verdict").equals("unknown"));
      assertThat(verdict("stb")).isEqualTo("invalid");
      assertThat(verdict("never.written")).isEqualTo("available");
      assertThat(gateway.post("/v1/document-checks", LICENCE).status()).isEqualTo(200);
    } finally {
      thaw();
    }
    Eventually.holds("whole again", () -> verdict("frozen").equals("available"));
  }

  /** Nobody is given up before the end of the test, so that what is full stays full. */
  @Test
  void databaseFrozen_queueIsBounded_andWhoIsInItIsAnsweredOnceItIsThawed() throws Exception {
    gateway.close();
    gateway = started("60000");
    freeze();
    List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    try {
      int queries = QUERIES_OF_A_LOOP * Runtime.getRuntime().availableProcessors();
      Eventually.holds(
          "every loop's queries are under way",
          () -> {
            waiting.add(batchLater(1));
            return gateway.metric("porten_database_queries_under_way") == queries;
          });
      Eventually.holds(
          "the queue is full",
          () -> {
            waiting.add(batchLater(QUEUE));
            return gateway.metric("porten_database_keys_waiting") >= QUEUE;
          });
      Reply refused = userId("frozen");

      assertThat(refused.problem()).isEqualTo("503 overloaded");
      assertThat(refused.header("retry-after")).matches("[1-4]");
      try (LineStream stream = LineStream.open(gateway)) {
        stream.send("{\"userId\":\"frozen\"}\n{\"userId\":\"stb\"}\n");
        assertThat(stream.read()).startsWith("{\"line\":1,").contains("/problems/overloaded");
        assertThat(stream.read()).contains("\"invalid\"");
      }
      assertThat(waiting.get(0)).isNotDone();
    } finally {
      thaw();
    }
    assertThat(waiting.get(0).join().status()).isEqualTo(200);
    assertThat(waiting).extracting(reply -> reply.join().status()).isSubsetOf(200, 503);
    assertThat(verdict("frozen")).isEqualTo("available");
    assertThat(gateway.metric("porten_database_keys_waiting")).isZero();
  }

  /**
   * Stops the database, after the feed: what this gateway wrote is asked of the database until the
   * feed tells of it.
   */
  private void freeze() throws Exception {
    execute("ALTER FUNCTION feed_changes RENAME TO feed_lost");
    touch("frozen");
    SERVER.freeze();
  }

  private void thaw() throws Exception {
    SERVER.thaw();
    execute("ALTER FUNCTION feed_lost RENAME TO feed_changes");
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

  private CompletableFuture<Reply> batchLater(int size) {
    JsonArray userIds = new JsonArray(Collections.nCopies(size, "frozen"));
    return gateway.postLater(
        "/v1/user-id-checks/batch", new JsonObject().put("userIds", userIds).encode());
  }
}
