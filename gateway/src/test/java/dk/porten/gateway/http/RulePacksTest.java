package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/rule-packs}, and packs that are in force on some days only. */
final class RulePacksTest {
  @RegisterExtension
  static final RunningGateway GATEWAY =
      RunningGateway.onTestDatabase("GATEWAY_RULE_PACK_DIR", PackFolder.make());

  @Test
  void list_today_hasThePacksInForce() {
    assertThat(GATEWAY.get("/v1/rule-packs").objects("rulePacks"))
        .extracting(pack -> pack.getString("rulePack"))
        .containsExactly("mitid-national@1", "mitid-herning@1", "nemid-herning@1");
  }

  @Test
  void list_anotherDay_hasThePacksInForceThen() {
    GATEWAY.clock().set("2026-12-31T23:00:00Z");
    try {
      assertThat(GATEWAY.get("/v1/rule-packs").objects("rulePacks"))
          .extracting(pack -> pack.getString("id"))
          .contains("mitid-later");
    } finally {
      GATEWAY.clock().set("2026-12-01T08:00:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mitid-national | [\"user-id\",\"documents\",\"witness\"] | false",
        "mitid-herning | [\"user-id\",\"documents\",\"witness\"] | false",
        "nemid-herning | [\"documents\"] | true",
      })
  void get_shippedPack_saysWhatItRules(String id, String rules, boolean legacy) {
    JsonObject pack = GATEWAY.get("/v1/rule-packs/" + id).json();

    assertThat(pack.getJsonArray("rules")).isEqualTo(new JsonArray(rules));
    assertThat(pack.getBoolean("legacy")).isEqualTo(legacy);
    assertThat(pack.getJsonObject("userId") == null).isEqualTo(legacy);
    assertThat(pack.getJsonObject("witness") == null).isEqualTo(legacy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mitid-national@1", "mitid-national%401", "mitid-later@1"})
  void get_version_isSentWhetherInForceOrNot(String name) {
    assertThat(GATEWAY.get("/v1/rule-packs/" + name).json().getInteger("version")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mitid-nowhere",
        "mitid-national@2",
        "mitid-later",
        "mitid-former",
        "@",
        "mitid-national@",
        "MITID-NATIONAL",
        "%C3%A6",
        "a%2Fb",
        "a%00",
        "710199-1234",
      })
  void get_noSuchPackToday_is404(String name) {
    assertThat(GATEWAY.get("/v1/rule-packs/" + name).problem()).isEqualTo("404 not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "mitid-later, 2026-12-31, 422 rule-pack-not-in-force",
    "mitid-former, 2026-01-01, 422 rule-pack-not-in-force",
    "mitid-former, , 422 rule-pack-not-in-force",
  })
  void check_packNotInForce_is422(String rulePack, String on, String problem) {
    JsonObject body = new JsonObject().put("userId", "stine.b").put("rulePack", rulePack);
    if (on != null) {
      body.put("on", on);
    }

    assertThat(GATEWAY.post("/v1/user-id-checks", body.encode()).problem()).isEqualTo(problem);
  }

  /** A check replays a case under any version; what is put on record is judged by one in force. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # now                | pack         | on         | answer
          2026-01-15T08:00:00Z, mitid-former,   2025-12-31, 201
          2026-01-15T08:00:00Z, mitid-former@1, 2025-12-31, 201
          2026-01-15T08:00:00Z, mitid-former@1, 2026-01-01, 422 rule-pack-not-in-force
          2026-01-15T08:00:00Z, mitid-former@1, ,           422 rule-pack-not-in-force
          2026-01-15T08:00:00Z, mitid-later@1,  2026-01-15, 422 rule-pack-not-in-force
          2026-01-15T08:00:00Z, mitid-later@2,  2026-01-15, 422 unknown-rule-pack
          """)
  void record_namedVersion_onlyOnDaysOnWhichItIsInForce(
      String now, String rulePack, @Nullable String on, String answer) {
    GATEWAY.clock().set(now);
    try {
      JsonObject body =
          Attestations.body(UUID.randomUUID(), UUID.randomUUID(), "").put("rulePack", rulePack);
      if (on != null) {
        body.put("on", on);
      }
      Reply reply =
          GATEWAY.post(
              "/v1/attestations", body.encode(), "Idempotency-Key", UUID.randomUUID().toString());
      assertThat(reply.status() == 201 ? "201" : reply.problem()).isEqualTo(answer);
      if (!answer.endsWith("unknown-rule-pack")) {
        assertThat(GATEWAY.post("/v1/witness-checks", body.encode()).verdict())
            .isEqualTo("allowed");
      }
    } finally {
      GATEWAY.clock().set("2026-12-01T08:00:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource({"mitid-later, 2027-01-01", "mitid-former, 2025-12-31"})
  void check_firstAndLastDayInForce_isJudged(String rulePack, String on) {
    JsonObject body =
        new JsonObject().put("userId", "stine.b").put("rulePack", rulePack).put("on", on);

    assertThat(GATEWAY.post("/v1/user-id-checks", body.encode()).json().getString("rulePack"))
        .isEqualTo(rulePack + "@1");
  }
}
