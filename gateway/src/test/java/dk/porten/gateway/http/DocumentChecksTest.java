package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/document-checks}. */
final class DocumentChecksTest {
  private static final String PATH = "/v1/document-checks";
  private static final String SWEDISH_PASSPORT =
      """
      {"type":"passport","issuer":"SE","cprNumberShown":false,"expiresOn":"2030-01-01",
       "nameMatchesCpr":true}""";
  private static final String LICENCE =
      """
      {"type":"driving-licence","issuer":"DK","expiresOn":"2031-05-17","nameMatchesCpr":true}""";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void check_foreignPassport_isTheExampleOfTheContract() {
    Reply reply = ask(SWEDISH_PASSPORT, "\"on\":\"2026-12-03\",\"bringLimit\":1");

    assertThat(reply.json())
        .isEqualTo(
            new JsonObject(
                """
                {"verdict":"insufficient","route":null,"use":[],
                 "reasons":[{"code":"more-documents-needed","documents":[0],
                   "message":"Der skal flere eller andre dokumenter til."}],
                 "unknown":[],
                 "bring":[[{"documentClass":"health-card","anyOf":[
                   {"type":"health-insurance-card","issuers":["DK","GL"],
                    "forms":["physical","app"]},
                   {"type":"special-health-insurance-card","issuers":["DK","GL"],
                    "forms":["physical"]}],"cprNumberRequired":true}]],
                 "bringTotal":52,
                 "confirmIdentity":{"anyOf":["control-questions","witness"],"recommended":null},
                 "verdictUntil":null,"on":"2026-12-03","venue":"citizen-service",
                 "rulePack":"mitid-national@1"}"""));
  }

  @Test
  void check_licence_isSufficientUntilItExpires() {
    JsonObject answer = ask(LICENCE, "\"on\":\"2026-12-03\"").json();

    assertThat(answer.getString("verdict")).isEqualTo("sufficient");
    assertThat(answer.getString("route")).isEqualTo("single");
    assertThat(answer.getJsonArray("use")).isEqualTo(new JsonArray("[0]"));
    assertThat(answer.getString("verdictUntil")).isEqualTo("2031-05-17");
    assertThat(answer.getInteger("bringTotal")).isZero();
  }

  @Test
  void check_nameLeftOut_needsAssessmentAndSaysWhichFact() {
    Reply reply =
        ask("{\"type\":\"driving-licence\",\"issuer\":\"DK\",\"expiresOn\":\"2031-05-17\"}", "");

    assertThat(reply.verdict()).isEqualTo("needs-assessment");
    assertThat(reply.objects("unknown"))
        .containsExactly(new JsonObject("{\"document\":0,\"fact\":\"nameMatchesCpr\"}"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "D20 | mitid-herning@1 | 'passport','issuer':'SE','cprNumberShown':true | sufficient",
        "D20 | mitid-herning@1 | 'passport','issuer':'SE','cprNumberShown':false | insufficient",
        "D30 | nemid-herning@1 | 'passport','issuer':'SE','cprNumberShown':false | sufficient",
        "D30 | nemid-herning@1 | 'nato-passport' | sufficient",
        "D7  | mitid-national@1 | 'nato-passport' | insufficient",
      })
  void check_eachPack_judgesByItsOwnRules(
      String clause, String rulePack, String type, String verdict) {
    Reply reply =
        ask(
            "{\"type\":" + type.replace('\'', '"') + ",\"expiresOn\":\"2030-01-01\"}",
            "\"rulePack\":\"" + rulePack + "\"");

    assertThat(reply.verdict()).isEqualTo(verdict);
    assertThat(reply.json().getString("rulePack")).isEqualTo(rulePack);
  }

  @Test
  void check_defaults_areFilledIn() {
    JsonObject answer = ask(SWEDISH_PASSPORT, "").json();

    assertThat(answer.getJsonArray("bring")).hasSize(5);
    assertThat(answer.getString("venue")).isEqualTo("citizen-service");
    assertThat(answer.getString("on")).isEqualTo("2026-12-01");
    assertThat(answer.getString("rulePack")).isEqualTo("mitid-national@1");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "5, 5", "200, 52"})
  void check_bringLimit_boundsTheListAndNotTheTotal(int limit, int sets) {
    JsonObject answer = ask(SWEDISH_PASSPORT, "\"bringLimit\":" + limit).json();

    assertThat(answer.getJsonArray("bring")).hasSize(sets);
    assertThat(answer.getInteger("bringTotal")).isEqualTo(52);
  }

  @ParameterizedTest
  @CsvSource({
    "livesAbroad, true, witness",
    "livesAbroad, false, ",
    "foreigner, true, witness",
    "foreigner, false, ",
  })
  void check_foreignerOrAbroad_hasAWitnessRecommended(String flag, boolean set, String expected) {
    JsonObject answer = ask(LICENCE, "\"" + flag + "\":" + set).json();

    assertThat(answer.getJsonObject("confirmIdentity").getString("recommended"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"citizen-service, accepted-elsewhere", "faroe-high-commissioner, "})
  void check_faroeseLicence_countsAtItsVenueOnly(String venue, String reason) {
    Reply reply = ask(LICENCE.replace("DK", "FO"), "\"venue\":\"" + venue + "\"");

    assertThat(reply.json().getString("venue")).isEqualTo(venue);
    assertThat(reply.codes("reasons").contains("accepted-elsewhere")).isEqualTo(reason != null);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T22:59:59Z, 2026-12-01",
    "2026-12-01T23:00:00Z, 2026-12-02",
    "2026-06-30T21:59:59Z, 2026-06-30",
    "2026-06-30T22:00:00Z, 2026-07-01",
  })
  void check_noDayGiven_isTodayInCopenhagen(String now, String today) {
    GATEWAY.clock().set(now);
    try {
      assertThat(ask(LICENCE, "").json().getString("on")).isEqualTo(today);
    } finally {
      GATEWAY.clock().set("2026-12-01T08:00:00Z");
    }
  }

  @Test
  void check_twentyDocuments_areJudgedAndOneMoreIsAFault() {
    String nineteen = (LICENCE + ",").repeat(19);

    assertThat(ask(nineteen + LICENCE, "").verdict()).isEqualTo("sufficient");
    assertThat(ask(nineteen + LICENCE + "," + LICENCE, "").faults())
        .containsExactly("/documents too-many");
  }

  @Test
  void check_noDocuments_isInsufficientForWantOfMore() {
    Reply reply = ask("", "");

    assertThat(reply.verdict()).isEqualTo("insufficient");
    assertThat(reply.codes("reasons")).containsExactly("more-documents-needed");
  }

  @Test
  void check_unknownPack_is422() {
    assertThat(ask("", "\"rulePack\":\"mitid-nowhere\"").problem())
        .isEqualTo("422 unknown-rule-pack");
  }

  private static Reply ask(String documents, String further) {
    return GATEWAY.post(
        PATH,
        "{\"documents\":[" + documents + "]" + (further.isEmpty() ? "" : ",") + further + "}");
  }
}
