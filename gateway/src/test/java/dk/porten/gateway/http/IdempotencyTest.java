package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Idempotency-Key}: one key, one effect, one answer. */
@Timeout(60)
final class IdempotencyTest {
  @RegisterExtension
  static final RunningGateway GATEWAY = RunningGateway.onTestDatabase().byTheDatabasesClock();

  private static final Reservations RESERVATIONS = new Reservations(GATEWAY);

  @ParameterizedTest
  @CsvSource({"free.so.far, 201", "imported.long.ago, 409", "stb, 422"})
  void repeat_sameKeyAndBody_isTheSameAnswerByteForByte(String userId, int status)
      throws Exception {
    if (status == 409) {
      GATEWAY.take(userId);
    }
    String key = UUID.randomUUID().toString();
    JsonObject body = Reservations.body(userId);
    Reply first = RESERVATIONS.hold(body, key, "Accept-Language", "da", "X-Request-Id", "first");
    Reply again = RESERVATIONS.hold(body, key, "Accept-Language", "en", "X-Request-Id", "again");

    assertThat(first.status()).isEqualTo(status);
    assertThat(first.header("idempotency-replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(status);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
    assertThat(again.header("x-request-id")).isEqualTo("again");
    if (status != 201) {
      assertThat(again.json().getString("requestId")).isEqualTo("first");
    }
  }

  @Test
  void repeat_whatHappenedSince_changesNothing() throws Exception {
    JsonObject body = Reservations.body("came.later");
    Reply first = RESERVATIONS.hold(body, "since");
    RESERVATIONS.release(first.json().getString("holdId"));

    assertThat(RESERVATIONS.hold(body, "since").body()).isEqualTo(first.body());
    assertThat(RESERVATIONS.check("came.later")).isEqualTo("available");
  }

  @Test
  void repeat_onAnotherGateway_isTheSameAnswer() throws Exception {
    JsonObject body = Reservations.body("two.gateways");
    Reply first = RESERVATIONS.hold(body, "gateways");
    try (RunningGateway other = GATEWAY.startAnother()) {
      Reply again = new Reservations(other).hold(body, "gateways");

      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.id", "Same.ID", "stb"})
  void repeat_otherBody_isRefusedAndDoesNothing(String other) {
    String key = UUID.randomUUID().toString();
    RESERVATIONS.hold(Reservations.body("same.id"), key);

    Reply reply = RESERVATIONS.hold(Reservations.body(other), key);
    assertThat(reply.problem()).isEqualTo("422 idempotency-key-reused");
    assertThat(reply.header("idempotency-replayed")).isEmpty();
    assertThat(RESERVATIONS.check("other.id")).isEqualTo("available");
  }

  @Test
  void repeat_afterADay_isAnotherRequest() throws Exception {
    JsonObject body = Reservations.body("day.after.day");
    RESERVATIONS.hold(body, "a-day");
    age("a-day", "23 hours 59 minutes");
    assertThat(RESERVATIONS.hold(body, "a-day").status()).isEqualTo(201);

    age("a-day", "1 minute");
    Reply reply = RESERVATIONS.hold(body, "a-day");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.header("idempotency-replayed")).isEmpty();
    assertThat(RESERVATIONS.hold(body, "a-day").body()).isEqualTo(reply.body());
  }

  @Test
  void twins_atOnce_haveOneEffectAndOneAnswer() {
    JsonObject body = Reservations.body("twins.at.once");
    var twins =
        IntStream.range(0, 20)
            .mapToObj(i -> RESERVATIONS.holdLater(body, "twins"))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(twins).extracting(Reply::status).containsOnly(201);
    assertThat(twins).extracting(Reply::body).containsOnly(twins.get(0).body());
    assertThat(twins).filteredOn(r -> r.header("idempotency-replayed").isEmpty()).hasSize(1);
  }

  @Test
  void twin_underWay_isWaitedForAndAnsweredAlike() throws Exception {
    JsonObject body = Reservations.body("waits.for.it");
    Reply first = RESERVATIONS.hold(body, "waits");
    CompletableFuture<Reply> twin;
    try (Connection connection = GATEWAY.openDatabase()) {
      connection.setAutoCommit(false);
      underWay(connection, "waits");
      twin = RESERVATIONS.holdLater(body, "waits");
      Eventually.holds("the twin waits", IdempotencyTest::isSomebodyWaiting);
      assertThat(twin).isNotDone();
      connection.commit();
    }

    assertThat(twin.join().body()).isEqualTo(first.body());
  }

  @Test
  void twin_underWayBeyondTheDeadline_isUnavailable_andNotKept() throws Exception {
    JsonObject body = Reservations.body("waits.in.vain");
    try (Connection connection = GATEWAY.openDatabase();
        RunningGateway hasty = GATEWAY.startAnother("GATEWAY_DATABASE_TIMEOUT_MILLIS", "500")) {
      connection.setAutoCommit(false);
      underWay(connection, "in-vain");
      Reply reply = new Reservations(hasty).hold(body, "in-vain");

      assertThat(reply.problem()).isEqualTo("503 unavailable");
      assertThat(reply.header("retry-after")).isEqualTo("1");
      Eventually.holds("the server gives up too", () -> !isSomebodyWaiting());
      connection.rollback();
    }
    Reply reply = RESERVATIONS.hold(body, "in-vain");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("idempotency-replayed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "søren"})
  void key_missingOrNoKey_isRefused(String key) throws Exception {
    String head = key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n";

    assertThat(raw(head).problem()).isEqualTo("400 idempotency-key-missing");
  }

  @Test
  void key_twiceOrTooLong_isRefused() throws Exception {
    assertThat(raw("Idempotency-Key: a\r\nIdempotency-Key: a\r\n").problem())
        .isEqualTo("400 idempotency-key-missing");
    assertThat(raw("Idempotency-Key: " + "k".repeat(256) + "\r\n").problem())
        .isEqualTo("400 idempotency-key-missing");
    assertThat(raw("Idempotency-Key: " + "k".repeat(255) + "\r\n").status()).isEqualTo(422);
  }

  private static Reply raw(String head) throws Exception {
    String body = "{\"userId\":\"stb\"}";
    return GATEWAY.sendRaw(
        ("POST /v1/user-id-holds HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                + ("Authorization: " + RunningGateway.TOKEN + "\r\n")
                + head
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void age(String key, String by) throws SQLException {
    GATEWAY.update(
        "UPDATE idempotency_key SET kept_at = kept_at - ?::interval WHERE key = ?", by, key);
  }

  /** Begins what a request with the key begins with. */
  private static void underWay(Connection connection, String key) throws SQLException {
    try (var begin =
        connection.prepareStatement(
            "SELECT outcome FROM first_answer('test', '/v1/user-id-holds', ?, ''::bytea)")) {
      begin.setString(1, key);
      begin.executeQuery().close();
    }
  }

  private static boolean isSomebodyWaiting() {
    try (Connection connection = GATEWAY.openDatabase();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT FROM pg_locks
                    WHERE locktype = 'advisory' AND NOT granted
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    """)) {
      return rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
