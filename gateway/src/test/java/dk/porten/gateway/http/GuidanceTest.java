package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/guidance} and its topics. */
final class GuidanceTest {
  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void list_danish_hasEveryTopic() {
    Reply reply = GATEWAY.get("/v1/guidance");

    assertThat(reply.objects("topics"))
        .extracting(topic -> topic.getString("id"))
        .containsExactly(
            "refused",
            "without-mitid",
            "help",
            "power-of-attorney",
            "before-the-visit",
            "mitid-erhverv");
    assertThat(reply.objects("topics").get(3).getString("title")).isEqualTo("Fuldmagt");
  }

  @Test
  void topic_each_isToldInEveryLanguage() {
    for (JsonObject topic : GATEWAY.get("/v1/guidance").objects("topics")) {
      String path = "/v1/guidance/" + topic.getString("id");
      Reply danish = GATEWAY.get(path);
      Reply english = GATEWAY.get(path, "Accept-Language", "en");

      assertThat(danish.json().getString("title")).isEqualTo(topic.getString("title"));
      assertThat(english.objects("sections")).hasSameSizeAs(danish.objects("sections"));
      assertThat(english.text()).isNotEqualTo(danish.text());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "G22 |                     | da | false",
        "G22 | da                  | da | false",
        "G22 | en-GB               | en | false",
        "G22 | *                   | da | false",
        "G22 | en;q=0.2, da;q=0.1  | en | false",
        "G22 | kl, en;q=0.5        | en | false",
        "G22 | kl, da;q=0.1        | da | false",
        "G22 | kl                  | da | true",
        "G22 | kl-GL, *;q=0.5      | da | true",
        "G22 | de, fr;q=0.5        | da | true",
        "G22 | kl, en;q=0          | da | true",
        "G22 | kl;q=0              | da | false",
        "G22 | ,,,                 | da | false",
      })
  void language_byAcceptLanguage_isChosen(
      String clause, String acceptLanguage, String language, boolean isNoticed) {
    for (String path : List.of("/v1/guidance", "/v1/guidance/help")) {
      Reply reply =
          acceptLanguage == null
              ? GATEWAY.get(path)
              : GATEWAY.get(path, "Accept-Language", acceptLanguage);

      assertThat(reply.header("content-language")).as(clause).isEqualTo(language);
      assertThat(reply.header("vary")).isEqualToIgnoringCase("Accept-Language");
      assertThat(reply.json().getString("language")).isEqualTo(language);
      assertThat(reply.json().getJsonArray("languages")).containsExactly("da", "en");
      assertThat(reply.json().containsKey("notice")).isEqualTo(isNoticed);
    }
  }

  @Test
  void notice_languageMissing_isInThreeLanguages() {
    JsonObject notice =
        GATEWAY.get("/v1/guidance/help", "Accept-Language", "kl").json().getJsonObject("notice");

    assertThat(notice.fieldNames()).containsExactly("da", "en", "kl");
  }

  @Test
  void tag_otherLanguage_isAnother() {
    String danish = GATEWAY.get("/v1/guidance/help").header("etag");
    Reply english =
        GATEWAY.get("/v1/guidance/help", "Accept-Language", "en", "If-None-Match", danish);
    Reply known = GATEWAY.get("/v1/guidance/help", "If-None-Match", danish);

    assertThat(english.status()).isEqualTo(200);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("vary")).isEqualToIgnoringCase("Accept-Language");
  }

  @Test
  void contacts_areThoseOfThePacksInForceThatAreNotLegacy() {
    Reply reply = GATEWAY.get("/v1/guidance/power-of-attorney", "Accept-Language", "en");

    assertThat(reply.json().getJsonArray("contacts").encode())
        .as("G23")
        .isEqualTo(
            """
            [{"rulePack":"mitid-national@1","authority":"Agency for Digital Government","contacts":\
            [{"kind":"digital-hotline","label":"The Digital Hotline","value":"+45 70 20 00 00"}]},\
            {"rulePack":"mitid-herning@1","authority":"Herning Municipality","contacts":\
            [{"kind":"digital-hotline","label":"The Digital Hotline","value":"+45 70 20 00 00"},\
            {"kind":"citizen-service-telephone","label":"Citizen Service by telephone",\
            "value":"+45 96 28 24 00"}]}]""");
  }

  @Test
  void section_hasClauseStepsAndSources() {
    JsonObject section = GATEWAY.get("/v1/guidance/power-of-attorney").objects("sections").get(1);

    assertThat(section.getString("clause")).isEqualTo("G9");
    assertThat(section.getJsonArray("steps")).hasSize(3);
    assertThat(section.getJsonArray("sources")).containsExactly("S1", "S0");
  }

  @Test
  void get_withoutToken_isAnswered() {
    assertThat(GATEWAY.get("/v1/guidance/help", "Authorization", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "HELP", "help%20", "710199-1234"})
  void get_noSuchTopic_is404(String topic) {
    assertThat(GATEWAY.get("/v1/guidance/" + topic).problem()).isEqualTo("404 not-found");
  }
}
