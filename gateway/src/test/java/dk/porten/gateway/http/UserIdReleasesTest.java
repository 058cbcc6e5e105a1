package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/user-id-releases} and {@code /v1/user-id-history}: what support does and sees. */
@Timeout(60)
final class UserIdReleasesTest {
  private static final String REASON = "claimed by mistake";

  @RegisterExtension
  static final RunningGateway GATEWAY = RunningGateway.onTestDatabase().byTheDatabasesClock();

  @RegisterExtension
  static final RunningGateway PATIENT =
      RunningGateway.onTestDatabase("GATEWAY_RELEASE_QUARANTINE_DAYS", "36500")
          .byTheDatabasesClock();

  private static final Reservations RESERVATIONS = new Reservations(GATEWAY);
  private static final Reservations PATIENT_RESERVATIONS = new Reservations(PATIENT);

  @Test
  void free_claimed_isFreeAndItsClaimIsForgotten() {
    String holdId = RESERVATIONS.held("stine.b");
    RESERVATIONS.claim(holdId);

    assertThat(RESERVATIONS.free("Stine.B", REASON).status()).isEqualTo(204);
    assertThat(RESERVATIONS.check("stine.b")).isEqualTo("available");
    assertThat(RESERVATIONS.claim(holdId).problem()).isEqualTo("404 hold-not-found");
    assertThat(RESERVATIONS.state(holdId)).isEqualTo("released");
    assertThat(RESERVATIONS.hold("stine.b").status()).isEqualTo(201);
    assertThat(events(RESERVATIONS, "stine.b"))
        .containsExactly(
            "held test/tester",
            "claimed test/tester",
            "freed test/tester " + REASON,
            "held test/tester");
  }

  @Test
  void free_acceptsProblemsOnly_isFree() {
    RESERVATIONS.held("problems.only");
    String body = Reservations.body("problems.only").put("reason", REASON).encode();

    assertThat(
            GATEWAY
                .post("/v1/user-id-releases", body, "Accept", "application/problem+json")
                .status())
        .isEqualTo(204);
  }

  @Test
  void free_held_endsTheHold() {
    String holdId = RESERVATIONS.held("held.only");

    assertThat(RESERVATIONS.free("held.only", REASON).status()).isEqualTo(204);
    assertThat(RESERVATIONS.claim(holdId).problem()).isEqualTo("404 hold-not-found");
    assertThat(RESERVATIONS.hold("held.only").status()).isEqualTo(201);
  }

  @Test
  void free_importedAndHeldAgain_theImportIsStillTold() throws Exception {
    GATEWAY.take("from.the.start");
    assertThat(events(RESERVATIONS, "from.the.start")).containsExactly("imported import");

    assertThat(RESERVATIONS.free("from.the.start", REASON).status()).isEqualTo(204);
    RESERVATIONS.held("from.the.start");

    assertThat(events(RESERVATIONS, "from.the.start"))
        .containsExactly("imported import", "freed test/tester " + REASON, "held test/tester");
  }

  @Test
  void free_nobodys_isNotTaken() throws Exception {
    String holdId = RESERVATIONS.held("was.held");
    RESERVATIONS.expire(holdId);
    RESERVATIONS.release(RESERVATIONS.held("was.let.go"));

    assertThat(RESERVATIONS.free("never.seen", REASON).problem())
        .isEqualTo("404 user-id-not-taken");
    assertThat(RESERVATIONS.free("was.held", REASON).problem()).isEqualTo("404 user-id-not-taken");
    assertThat(RESERVATIONS.free("was.let.go", REASON).problem())
        .isEqualTo("404 user-id-not-taken");
    assertThat(RESERVATIONS.free("stb", REASON).problem()).isEqualTo("404 user-id-not-taken");
    assertThat(RESERVATIONS.state(holdId)).isEqualTo("expired");
    assertThat(RESERVATIONS.history("stb").json().encode())
        .isEqualTo("{\"userId\":\"stb\",\"events\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"held", "claimed", "imported"})
  void free_withAQuarantine_isNobodysUntilItIsOver(String how) throws Exception {
    String userId = "rests." + how;
    if (how.equals("imported")) {
      PATIENT.take(userId);
    } else {
      String holdId = PATIENT_RESERVATIONS.held(userId);
      if (how.equals("claimed")) {
        PATIENT_RESERVATIONS.claim(holdId);
      }
    }

    assertThat(PATIENT_RESERVATIONS.free(userId, REASON).status()).isEqualTo(204);
    assertThat(PATIENT_RESERVATIONS.check(userId)).isEqualTo("taken");
    assertThat(PATIENT_RESERVATIONS.hold(userId).problem()).isEqualTo("409 user-id-taken");
    assertThat(PATIENT_RESERVATIONS.free(userId, REASON).problem())
        .isEqualTo("404 user-id-not-taken");

    PATIENT.update(
        """
        UPDATE taken_user_id
        SET free_from = free_from - interval '876001 hours', changed_xid = pg_current_xact_id()
        WHERE user_id = ?
        """,
        userId);
    assertThat(PATIENT_RESERVATIONS.check(userId)).isEqualTo("available");
    assertThat(PATIENT_RESERVATIONS.hold(userId).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                    | /reason missing",
        ",\"reason\":1                       | /reason wrong-type",
        ",\"reason\":null                    | /reason wrong-type",
        ",\"reason\":\"\"                    | /reason empty",
        ",\"reason\":\" \\t\"                | /reason empty",
        ",\"reason\":\"a\\u0000b\"           | /reason control-character",
        ",\"reason\":\"of 710199-1234\"      | /reason cpr-number-shaped",
        ",\"reason\":\"7101991234\"          | /reason cpr-number-shaped",
        ",\"reason\":\"x\",\"why\":1         | /why unknown-field",
      })
  void free_faultyReason_tellsTheOneFault(String member, String fault) {
    String body = "{\"userId\":\"stine.b\"" + (member == null ? "" : member) + "}";
    Reply reply = GATEWAY.post("/v1/user-id-releases", body);

    assertThat(reply.problem()).isEqualTo("400 invalid-request");
    assertThat(reply.faults()).containsExactly(fault);
  }

  @Test
  void free_reasonOf200Characters_isTaken_and201IsTooLong() {
    assertThat(RESERVATIONS.free("never.seen", "ø".repeat(200)).status()).isEqualTo(404);
    assertThat(RESERVATIONS.free("never.seen", "ø".repeat(201)).faults())
        .containsExactly("/reason too-long");
  }

  @Test
  void history_callersWhoseNamesRunTogether_areToldApart() {
    for (String[] caller : new String[][] {{"bank/a", "x"}, {"bank", "a/x"}, {"bank", "a%2Fx"}}) {
      String token =
          TestTokens.signed(TestTokens.claims().put("client_id", caller[0]).put("sub", caller[1]));
      String[] header = {"Authorization", "Bearer " + token};
      Reply hold =
          RESERVATIONS.hold(
              new JsonObject().put("userId", "run.together"), caller[0] + caller[1], header);
      String place = Reservations.HOLDS + "/" + hold.json().getString("holdId");
      assertThat(GATEWAY.send("DELETE", place, new byte[0], header).status()).isEqualTo(204);
    }

    assertThat(RESERVATIONS.history("run.together").objects("events"))
        .extracting(event -> event.getString("by"))
        .containsExactly(
            "bank/a/x", "bank/a/x", "bank/a%2Fx", "bank/a%2Fx", "bank/a%252Fx", "bank/a%252Fx");
  }

  @Test
  void history_letGo_isTold() {
    RESERVATIONS.release(RESERVATIONS.held("let.go"));

    Reply reply = RESERVATIONS.history("LET.go");
    assertThat(reply.json().getString("userId")).isEqualTo("let.go");
    assertThat(events(RESERVATIONS, "let.go"))
        .containsExactly("held test/tester", "released test/tester");
  }

  @Test
  void audit_ofAUserId_doesNotHoldIt() throws Exception {
    RESERVATIONS.claim(RESERVATIONS.held("in.no.audit"));
    try (var connection = GATEWAY.openDatabase();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT count(*) FILTER (WHERE a::text LIKE '%in.no.audit%'), count(*)
                    FROM audit_record AS a
                    """)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
      assertThat(rows.getInt(2)).isPositive();
    }
  }

  private static List<String> events(Reservations reservations, String userId) {
    return reservations.history(userId).objects("events").stream()
        .map(
            event ->
                (event.getString("event")
                        + " "
                        + event.getString("by")
                        + " "
                        + event.getString("reason", ""))
                    .strip())
        .toList();
  }
}
