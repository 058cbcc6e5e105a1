package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/visit-checks}. */
final class VisitChecksTest {
  private static final String PATH = "/v1/visit-checks";

  private static final String LICENCE =
      """
      {"type":"driving-licence","issuer":"DK","expiresOn":"2031-05-17","nameMatchesCpr":true}""";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @BeforeAll
  static void takeTheFirstWish() throws Exception {
    GATEWAY.take("stine!always");
  }

  @ParameterizedTest
  @CsvSource({"withWitness, ready", "documentsOnly, notReady"})
  void check_exampleOfTheContract_isAnsweredAsThere(String request, String answer) {
    JsonObject operation =
        OpenApiYaml.read().getJsonObject("paths").getJsonObject(PATH).getJsonObject("post");
    JsonObject expected =
        example(operation.getJsonObject("responses").getJsonObject("200"), answer);

    Reply reply =
        GATEWAY.post(PATH, example(operation.getJsonObject("requestBody"), request).encode());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).isEqualTo(expected);
  }

  @Test
  void check_parts_areAnsweredAsTheyAreAlone() throws Exception {
    UUID person = UUID.randomUUID();
    GATEWAY.attest(person, UUID.randomUUID(), "2026-11-01", "valid");
    String documents = "\"documents\":[" + LICENCE + ",{\"type\":\"other\",\"issuer\":\"SE\"}]";
    String witness =
        "\"witness\":{\"personId\":\"%s\",\"birthDate\":\"2009-01-01\",\"documents\":[%s]}"
            .formatted(person, LICENCE);
    String rules = ",\"on\":\"2026-12-03\",\"rulePack\":\"mitid-herning\"";

    JsonObject visit =
        ask(documents + "," + witness + ",\"userIds\":[\"a/b\",\"Stine.B\"]" + rules).json();

    assertThat(visit.getJsonObject("documents"))
        .isEqualTo(GATEWAY.post("/v1/document-checks", "{" + documents + rules + "}").json());
    assertThat(visit.getJsonObject("witness"))
        .isEqualTo(GATEWAY.post("/v1/witness-checks", "{" + witness + rules + "}").json());
    assertThat(visit.getJsonArray("userIds"))
        .containsExactly(userIdCheck("a/b", rules), userIdCheck("Stine.B", rules));
  }

  @Test
  void check_quotaUsedUp_isReadyOnTheDayOfTheNextPlace() throws Exception {
    UUID person = UUID.randomUUID();
    GATEWAY.attest(person, UUID.randomUUID(), "2026-09-16", "valid");
    GATEWAY.attest(person, UUID.randomUUID(), "2026-10-01", "valid");
    GATEWAY.attest(person, UUID.randomUUID(), "2026-11-01", "valid");
    String witness =
        "{\"personId\":\"%s\",\"birthDate\":\"1980-02-29\",\"mitIdSince\":\"2022-01-01\",\"documents\":[%s]}"
            .formatted(person, LICENCE);

    Reply reply =
        ask(
            "\"documents\":["
                + LICENCE
                + "],\"canAnswerControlQuestions\":false,\"on\":\"2026-12-03\",\"witness\":"
                + witness);

    assertThat(reply.verdict()).isEqualTo("not-ready");
    assertThat(reply.json().getString("earliestOn")).isEqualTo("2027-01-14");
    assertThat(checklist(reply))
        .containsExactly(
            "documents true", "identity false", "witness-brings-mitid null", "appointment null");
  }

  @Test
  void check_inEnglish_saysItInEnglish() {
    Reply reply =
        GATEWAY.post(PATH, "{\"documents\":[],\"livesAbroad\":true}", "Accept-Language", "en");

    assertThat(reply.objects("checklist"))
        .extracting(item -> item.getString("message"))
        .contains("Remember to book an appointment before you come.")
        .allMatch(message -> !message.contains("du"));
    assertThat(reply.verdict()).isEqualTo("not-ready");
  }

  @Test
  void check_nothingSaidOfIdentity_needsAssessmentToday() {
    Reply reply = ask("\"documents\":[" + LICENCE + "]");

    assertThat(reply.verdict()).isEqualTo("needs-assessment");
    assertThat(checklist(reply))
        .containsExactly("documents true", "identity null", "appointment null");
    assertThat(reply.json().getString("on")).isEqualTo("2026-12-01");
    assertThat(reply.json().getValue("witness")).isNull();
    assertThat(reply.json().getValue("earliestOn")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "V6 | nemid-herning | ,\"canAnswerControlQuestions\":true,\"userIds\":[] | 200",
        "V6 | nemid-herning | ,\"witness\":{}           | 422 not-ruled-by-pack",
        "V6 | nemid-herning | ,\"userIds\":[\"stine\"]  | 422 not-ruled-by-pack",
        "V6 | mitid-herning | ,\"witness\":{},\"userIds\":[\"stine\"] | 200",
        "V6 | mitid-nowhere | ,\"witness\":{}           | 422 unknown-rule-pack",
      })
  void check_packThatRulesNotAll_isRefusedOnlyIfAsked(
      String clause, String rulePack, String further, String expected) {
    Reply reply = ask("\"documents\":[],\"rulePack\":\"" + rulePack + "\"" + further);

    assertThat(reply.status() == 200 ? "200" : reply.problem()).as(clause).isEqualTo(expected);
  }

  @Test
  void check_faultsInEveryPart_areToldAtOnce() {
    Reply reply =
        ask(
            """
            "documents":[{"type":"passport"}],"witness":{"personId":"x","documents":[{}]},
            "applicant":{},"userIds":[1,"a"],"canAnswerControlQuestions":1,"suggestions":1,
            "venue":"home","on":"2026-02-30","bringLimit":201""");

    assertThat(reply.faults())
        .containsExactlyInAnyOrder(
            "/documents/0/issuer missing",
            "/witness/personId not-a-uuid",
            "/witness/documents/0/type missing",
            "/witness/documents/0/issuer missing",
            "/applicant/personId missing",
            "/userIds/0 wrong-type",
            "/canAnswerControlQuestions wrong-type",
            "/suggestions unknown-field",
            "/venue unknown-value",
            "/on not-a-date",
            "/bringLimit out-of-range");
  }

  @Test
  void check_elevenWishes_areTooMany() {
    Reply reply = ask("\"documents\":[],\"userIds\":[" + "\"stine\",".repeat(10) + "\"stine\"]");

    assertThat(reply.faults()).containsExactly("/userIds too-many");
  }

  private static Reply ask(String members) {
    return GATEWAY.post(PATH, "{" + members + "}");
  }

  private static JsonObject userIdCheck(String userId, String rules) {
    return GATEWAY
        .post("/v1/user-id-checks", "{\"userId\":\"" + userId + "\"" + rules + "}")
        .json();
  }

  private static List<String> checklist(Reply reply) {
    return reply.objects("checklist").stream()
        .map(item -> item.getString("code") + " " + item.getValue("done"))
        .toList();
  }

  private static JsonObject example(JsonObject parent, String name) {
    return parent
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("examples")
        .getJsonObject(name)
        .getJsonObject("value");
  }
}
