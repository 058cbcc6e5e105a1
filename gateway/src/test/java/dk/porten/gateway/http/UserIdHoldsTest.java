package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/user-id-holds}: to hold, to ask, to claim, to let go. */
@Timeout(60)
final class UserIdHoldsTest {
  private static final int CLIENTS = 50;

  @RegisterExtension
  static final RunningGateway GATEWAY = RunningGateway.onTestDatabase().byTheDatabasesClock();

  private static final Reservations RESERVATIONS = new Reservations(GATEWAY);

  @Test
  void hold_freeUserId_isHeldForAQuarterOfAnHour() {
    Instant before = GATEWAY.databaseNow();
    Reply reply = RESERVATIONS.hold("Stine!always");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().getString("userId")).isEqualTo("stine!always");
    assertThat(UUID.fromString(reply.json().getString("holdId")).version()).isEqualTo(4);
    assertThat(reply.json().getInstant("expiresAt"))
        .isBetween(before.plusSeconds(899), GATEWAY.databaseNow().plusSeconds(900));
    assertThat(reply.header("idempotency-replayed")).isEmpty();
    assertThat(RESERVATIONS.check("STINE!ALWAYS")).isEqualTo("taken");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 86_400})
  void hold_shortestAndLongest_endsThen(int seconds) throws Exception {
    JsonObject body = Reservations.body("bound." + seconds).put("holdSeconds", seconds);
    Reply reply = RESERVATIONS.hold(body, UUID.randomUUID().toString());

    try (var connection = GATEWAY.openDatabase();
        var query =
            connection.prepareStatement(
                """
                SELECT extract(epoch FROM expires_at - held_at)::integer,
                  date_trunc('second', expires_at AT TIME ZONE 'UTC')::text
                FROM user_id_hold WHERE hold_id = ?::uuid
                """)) {
      query.setString(1, reply.json().getString("holdId"));
      var row = query.executeQuery();
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(seconds);
      assertThat(reply.json().getString("expiresAt"))
          .isEqualTo(row.getString(2).replace(' ', 'T') + "Z");
    }
  }

  @Test
  void hold_heldByOneself_isTaken() {
    RESERVATIONS.held("birthe.h");

    assertThat(RESERVATIONS.hold("Birthe.H").problem()).isEqualTo("409 user-id-taken");
  }

  @Test
  void hold_imported_isTaken() throws Exception {
    GATEWAY.take("søren.ærø");

    assertThat(RESERVATIONS.hold("SØREN.ærø").problem()).isEqualTo("409 user-id-taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "U2|stb|too-short",
        "U3|stin/e|forbidden-character",
        "U4|stine |trailing-space",
        "U5|1234567890|ten-digits",
        "U6|710199-1234|cpr-number",
      })
  void hold_malformed_isInvalidWithTheViolations(String clause, String userId, String code) {
    Reply reply = RESERVATIONS.hold(userId);

    assertThat(reply.problem()).isEqualTo("422 user-id-invalid");
    assertThat(reply.codes("violations")).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                              | /userId missing",
        "{\"userId\":1}                                  | /userId wrong-type",
        "{\"userId\":\"stine.b\",\"holdSeconds\":0}      | /holdSeconds out-of-range",
        "{\"userId\":\"stine.b\",\"holdSeconds\":86401}  | /holdSeconds out-of-range",
        "{\"userId\":\"stine.b\",\"holdSeconds\":\"9\"}  | /holdSeconds wrong-type",
        "{\"userId\":\"stine.b\",\"rulePack\":\"x\"}     | /rulePack unknown-field",
      })
  void hold_faultyBody_tellsTheFault(String body, String fault) {
    Reply reply =
        GATEWAY.post(Reservations.HOLDS, body, "Idempotency-Key", UUID.randomUUID().toString());

    assertThat(reply.problem()).isEqualTo("400 invalid-request");
    assertThat(reply.faults()).containsExactly(fault);
  }

  @Test
  void hold_manyAtOnce_oneIsHeld() {
    List<CompletableFuture<Reply>> replies = holdManyTimes("contended");

    List<Integer> statuses =
        replies.stream().map(CompletableFuture::join).map(Reply::status).sorted().toList();
    assertThat(statuses.get(0)).isEqualTo(201);
    assertThat(statuses.subList(1, CLIENTS)).containsOnly(409);
  }

  @Test
  void hold_manyAtOnceAfterAnExpiredOne_oneTakesItOver() throws Exception {
    RESERVATIONS.expire(RESERVATIONS.held("contended.again"));
    List<CompletableFuture<Reply>> replies = holdManyTimes("contended.again");

    assertThat(replies.stream().map(CompletableFuture::join).map(Reply::status))
        .containsOnlyOnce(201)
        .containsOnly(201, 409);
  }

  @Test
  void hold_expired_isFreeForTheNext() throws Exception {
    String first = RESERVATIONS.held("taken.over");
    RESERVATIONS.expire(first);
    assertThat(RESERVATIONS.check("taken.over")).isEqualTo("available");
    String second = RESERVATIONS.held("taken.over");

    assertThat(RESERVATIONS.state(first)).isEqualTo("expired");
    assertThat(RESERVATIONS.state(second)).isEqualTo("held");
    assertThat(RESERVATIONS.claim(first).problem()).isEqualTo("410 hold-expired");
    assertThat(RESERVATIONS.release(first).status()).isEqualTo(204);
    assertThat(RESERVATIONS.state(second)).isEqualTo("held");
    assertThat(RESERVATIONS.claim(second).status()).isEqualTo(200);
  }

  @Test
  void hold_secondPassesByTheDatabasesClock_isExpired() {
    JsonObject body = Reservations.body("one.second").put("holdSeconds", 1);
    String holdId = RESERVATIONS.hold(body, "one-second").json().getString("holdId");

    Eventually.holds("it expires", () -> RESERVATIONS.state(holdId).equals("expired"));
    assertThat(RESERVATIONS.claim(holdId).problem()).isEqualTo("410 hold-expired");
    assertThat(RESERVATIONS.history("one.second").objects("events"))
        .extracting(event -> event.getString("event") + " " + event.getString("by"))
        .containsExactly("held test/tester", "expired gateway");
    assertThat(RESERVATIONS.hold("one.second").status()).isEqualTo(201);
  }

  @Test
  void state_ofAHold_tellsWhatItWasMadeWith() {
    Reply held = RESERVATIONS.hold("told.again");
    String holdId = held.json().getString("holdId");

    assertThat(GATEWAY.get(Reservations.HOLDS + "/" + holdId).json())
        .isEqualTo(held.json().copy().put("state", "held"));
  }

  @Test
  void claim_again_isTheSameAnswer() {
    String holdId = RESERVATIONS.held("for.good");
    Reply first = RESERVATIONS.claim(holdId);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().getString("userId")).isEqualTo("for.good");
    assertThat(first.json().getInstant("claimedAt"))
        .isCloseTo(GATEWAY.databaseNow(), within(1, ChronoUnit.MINUTES));
    assertThat(RESERVATIONS.claim(holdId).body()).isEqualTo(first.body());
    assertThat(RESERVATIONS.state(holdId)).isEqualTo("claimed");
    assertThat(RESERVATIONS.check("for.good")).isEqualTo("taken");
    assertThat(RESERVATIONS.hold("for.good").problem()).isEqualTo("409 user-id-taken");
  }

  @Test
  void head_hold_isToldWhatGetIs() {
    String path = Reservations.HOLDS + "/" + RESERVATIONS.held("only.the.head");

    assertThat(GATEWAY.send("HEAD", path, new byte[0]).status()).isEqualTo(200);
    assertThat(GATEWAY.send("HEAD", path + "0", new byte[0]).status()).isEqualTo(404);
    assertThat(GATEWAY.send("HEAD", path, new byte[0], "Authorization", "").status())
        .isEqualTo(401);
    assertThat(GATEWAY.send("HEAD", path + "/claim", new byte[0]).status()).isEqualTo(405);
  }

  /** {@code curl -X POST -d ''} sends the type of a form. */
  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "*/*"})
  void claim_nothingSentAndTheTypeOfIt_isClaimed(String contentType) {
    String path = Reservations.HOLDS + "/" + RESERVATIONS.held("type." + contentType.length());

    assertThat(
            GATEWAY
                .send("POST", path + "/claim", new byte[0], "Content-Type", contentType)
                .status())
        .isEqualTo(200);
    assertThat(
            GATEWAY
                .send("POST", path + "/claim", new byte[1], "Content-Type", contentType)
                .status())
        .isEqualTo(415);
  }

  @Test
  void claim_claimedAndLongPastTheHoldsEnd_isTheSameAnswer() throws Exception {
    String holdId = RESERVATIONS.held("for.ever");
    Reply first = RESERVATIONS.claim(holdId);
    GATEWAY.update("UPDATE user_id_hold SET expires_at = held_at WHERE hold_id = ?::uuid", holdId);

    assertThat(RESERVATIONS.claim(holdId).body()).isEqualTo(first.body());
    assertThat(RESERVATIONS.state(holdId)).isEqualTo("claimed");
    assertThat(RESERVATIONS.hold("for.ever").status()).isEqualTo(409);
  }

  @Test
  void claim_released_isNotFound() {
    String holdId = RESERVATIONS.held("let.go");

    assertThat(RESERVATIONS.release(holdId).status()).isEqualTo(204);
    assertThat(RESERVATIONS.state(holdId)).isEqualTo("released");
    assertThat(RESERVATIONS.claim(holdId).problem()).isEqualTo("404 hold-not-found");
    assertThat(RESERVATIONS.check("let.go")).isEqualTo("available");
    assertThat(RESERVATIONS.hold("let.go").status()).isEqualTo(201);
  }

  @Test
  void release_claimed_staysClaimed() {
    String holdId = RESERVATIONS.held("claimed.first");
    RESERVATIONS.claim(holdId);

    assertThat(RESERVATIONS.release(holdId).status()).isEqualTo(204);
    assertThat(RESERVATIONS.state(holdId)).isEqualTo("claimed");
    assertThat(RESERVATIONS.check("claimed.first")).isEqualTo("taken");
  }

  /** What clients of OpenAPI Generator accept: all types of the operation's answers. */
  @ParameterizedTest
  @ValueSource(strings = {"application/problem+json", "text/html", "application/json;q=0"})
  void release_acceptsWhatever_isLetGo(String accept) {
    String path = Reservations.HOLDS + "/" + RESERVATIONS.held("accept." + accept.length());

    assertThat(GATEWAY.send("DELETE", path, new byte[0], "Accept", accept).status()).isEqualTo(204);
  }

  @Test
  void release_twice_isAnsweredAlikeAndKeepsTheNextHold() {
    String first = RESERVATIONS.held("let.go.twice");
    RESERVATIONS.release(first);
    String second = RESERVATIONS.held("let.go.twice");

    assertThat(RESERVATIONS.release(first).status()).isEqualTo(204);
    assertThat(RESERVATIONS.state(second)).isEqualTo("held");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8c2f31be-7f0a-4c7e-9f59-0f2a5d1d3a11", "not-a-uuid", "710199-1234", "1-1-1-1-1"})
  void hold_unknown_isNotFound(String holdId) {
    assertThat(
            Stream.of(
                GATEWAY.get(Reservations.HOLDS + "/" + holdId),
                RESERVATIONS.claim(holdId),
                RESERVATIONS.release(holdId)))
        .extracting(Reply::problem)
        .containsOnly("404 hold-not-found");
  }

  @Test
  void claim_withABody_mayBeAnEmptyObjectOnly() {
    String path = Reservations.HOLDS + "/" + RESERVATIONS.held("with.body") + "/claim";

    assertThat(GATEWAY.post(path, "{\"userId\":\"with.body\"}").faults())
        .containsExactly("/userId unknown-field");
    assertThat(GATEWAY.post(path, "{}").status()).isEqualTo(200);
  }

  private static List<CompletableFuture<Reply>> holdManyTimes(String userId) {
    return Stream.generate(() -> Reservations.body(userId))
        .limit(CLIENTS)
        .map(body -> RESERVATIONS.holdLater(body, UUID.randomUUID().toString()))
        .toList();
  }
}
