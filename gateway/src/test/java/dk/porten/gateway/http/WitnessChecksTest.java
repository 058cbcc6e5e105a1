package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/witness-checks} and {@code /v1/witness-history}: what is known of a witness. */
final class WitnessChecksTest {
  private static final String PATH = "/v1/witness-checks";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private static final Witnesses WITNESSES = new Witnesses(GATEWAY);

  @Test
  void check_quotaUsedUp_isTheExampleOfTheContract() throws Exception {
    UUID witness = UUID.randomUUID();
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-09-16", "valid");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-10-01", "valid");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-01", "valid");

    Reply reply = ask(person(witness), "");

    assertThat(reply.json())
        .isEqualTo(
            new JsonObject(
                """
                {"verdict":"not-allowed","reasons":[{"code":"quota-exhausted","message":
                 "Vidnet har nået grænsen for, hvor meget man må være vidne i en periode."}],
                 "unknown":[],
                 "quota":{"limit":3,"windowDays":120,"countBy":"events","used":3,"remaining":0},
                 "allowedFrom":"2027-01-14","asOf":"2026-12-01T08:00:00Z","on":"2026-12-03",
                 "venue":"citizen-service","rulePack":"mitid-national@1"}"""));
  }

  @Test
  void check_voidedAttestations_doNotCount() throws Exception {
    UUID witness = UUID.randomUUID();
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-10-01", "valid");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-10-02", "voided");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-10-03", "voided");

    Reply reply = ask(person(witness), "");

    assertThat(reply.verdict()).isEqualTo("allowed");
    assertThat(quota(reply)).isEqualTo("used 1, remaining 2");
  }

  @Test
  void check_samePersonHelpedTwice_countsOnceInHerningAndTwiceNationally() throws Exception {
    UUID witness = UUID.randomUUID();
    UUID helped = UUID.randomUUID();
    GATEWAY.attest(witness, helped, "2026-10-01", "valid");
    GATEWAY.attest(witness, helped, "2026-11-01", "valid");

    assertThat(quota(ask(person(witness), ""))).isEqualTo("used 2, remaining 1");
    assertThat(quota(ask(person(witness), ",\"rulePack\":\"mitid-herning\"")))
        .isEqualTo("used 1, remaining 2");
  }

  @Test
  void check_personHelpedBefore_hasAPlaceInHerningThoughTheQuotaIsFull() throws Exception {
    UUID witness = UUID.randomUUID();
    UUID helped = UUID.randomUUID();
    GATEWAY.attest(witness, helped, "2026-10-01", "valid");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-10-02", "valid");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-10-03", "valid");
    String herning = ",\"rulePack\":\"mitid-herning\"";

    assertThat(ask(person(witness), herning).codes("reasons")).containsExactly("quota-exhausted");
    assertThat(ask(person(witness), applicant(helped) + herning).verdict()).isEqualTo("allowed");
  }

  @Test
  void check_witnessForThemself_isNotAllowed() {
    UUID same = UUID.randomUUID();

    Reply reply = ask(person(same), applicant(same));

    assertThat(reply.codes("reasons")).containsExactly("same-person");
    assertThat(reply.json().getString("allowedFrom")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "W1, 2008-12-04, 2022-01-01, under-age",
    "W2, 1980-02-29, 2026-11-03, mitid-too-new",
  })
  void check_factAgainst_isNotAllowedWithItsReason(
      String clause, String birthDate, String mitIdSince, String reason) {
    Reply reply =
        ask("\"birthDate\":\"" + birthDate + "\",\"mitIdSince\":\"" + mitIdSince + "\"", "");

    assertThat(reply.verdict()).isEqualTo("not-allowed");
    assertThat(reply.codes("reasons")).containsExactly(reason);
  }

  @Test
  void check_noDocuments_isNotAllowedButLeftOutIsUnknown() {
    String dates = "\"birthDate\":\"1980-02-29\",\"mitIdSince\":\"2022-01-01\"";

    assertThat(witness(dates + ",\"documents\":[]", "").codes("reasons"))
        .containsExactly("document-not-accepted");
    assertThat(witness(dates, "").objects("unknown"))
        .contains(new JsonObject("{\"fact\":\"documents\"}"));
  }

  @Test
  void check_nothingKnown_needsAssessmentAndHasNoQuota() {
    Reply reply = witness("", "");

    assertThat(reply.verdict()).isEqualTo("needs-assessment");
    assertThat(reply.json().getJsonObject("quota")).isNull();
    assertThat(reply.objects("unknown"))
        .extracting(unknown -> unknown.getString("fact"))
        .containsExactlyInAnyOrder("personId", "birthDate", "mitIdSince", "documents");
  }

  @Test
  void check_unknownFactOfADocument_namesTheDocument() {
    Reply reply =
        witness(
            "\"documents\":[{\"type\":\"passport\",\"issuer\":\"DK\",\"nameMatchesCpr\":true}]",
            "");

    assertThat(reply.objects("unknown"))
        .contains(new JsonObject("{\"fact\":\"expiresOn\",\"document\":0}"));
  }

  @Test
  void check_professional_isAssessedAndTheQuotaShown() {
    Reply reply = ask(person(UUID.randomUUID()) + ",\"professional\":true", "");

    assertThat(reply.verdict()).isEqualTo("needs-assessment");
    assertThat(reply.codes("reasons")).containsExactly("professional-witness");
    assertThat(quota(reply)).isEqualTo("used 0, remaining 3");
  }

  @Test
  void check_personIdInCapitals_isTheSamePerson() throws Exception {
    UUID witness = UUID.randomUUID();
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-01", "valid");

    Reply reply = ask("\"personId\":\"" + witness.toString().toUpperCase(Locale.ROOT) + "\"", "");

    assertThat(quota(reply)).isEqualTo("used 1, remaining 2");
  }

  @Test
  void check_noDayGiven_isTodayAndAtCitizenService() {
    JsonObject answer = GATEWAY.post(PATH, "{\"witness\":{}}").json();

    assertThat(answer.getString("on")).isEqualTo("2026-12-01");
    assertThat(answer.getString("venue")).isEqualTo("citizen-service");
  }

  @ParameterizedTest
  @CsvSource({
    "nemid-herning, 422 not-ruled-by-pack",
    "mitid-nowhere, 422 unknown-rule-pack",
  })
  void check_packThatCannotJudge_is422(String rulePack, String problem) {
    assertThat(witness("", ",\"rulePack\":\"" + rulePack + "\"").problem()).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | pack | on record | on | used | remaining | from
          W8 | mitid-national | ''                                     | 2026-12-01 | 0 | 3 | 2026-12-01
          W8 | mitid-national | a:2026-11-01 a:2026-11-02 a:2026-11-03 | 2026-12-01 | 3 | 0 | 2027-03-01
          W8 | mitid-herning  | a:2026-11-01 a:2026-11-02 a:2026-11-03 | 2026-12-01 | 1 | 2 | 2026-12-01
          W8 | mitid-national | a:2026-11-01 b:2026-11-02 c:2026-11-03 | 2027-03-01 | 2 | 1 | 2027-03-01
          """)
  void history_quota_aloneDecides(
      String clause, String pack, String onRecord, String on, int used, int remaining, String from)
      throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, onRecord);

    JsonObject history =
        WITNESSES.history(witness, ",\"on\":\"%s\",\"rulePack\":\"%s\"".formatted(on, pack));

    assertThat(history.getJsonObject("quota").getInteger("used")).as(clause).isEqualTo(used);
    assertThat(history.getJsonObject("quota").getInteger("remaining"))
        .as(clause)
        .isEqualTo(remaining);
    assertThat(history.getString("allowedFrom")).as(clause).isEqualTo(from);
  }

  @Test
  void history_severalDays_areInOrderVoidedOnesToo() throws Exception {
    UUID witness = UUID.randomUUID();
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-03", "valid");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-02", "voided");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-01", "valid");

    assertThat(WITNESSES.attestations(witness))
        .extracting(one -> one.getString("on") + " " + one.getString("voidReason", "counts"))
        .containsExactly("2026-11-01 counts", "2026-11-02 struck", "2026-11-03 counts");
  }

  @Test
  void history_ofAnErasedWitness_hasTheBareDaysThatCountAlone() throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, "a:2026-11-20 b:2026-11-20 c:2026-11-02");
    GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-03", "voided");
    WITNESSES.erase(witness);

    assertThat(WITNESSES.history(witness, ""))
        .isEqualTo(
            new JsonObject(
                """
                {"attestations":[],"erasedDays":["2026-11-02","2026-11-20","2026-11-20"],
                 "quota":{"limit":3,"windowDays":120,"countBy":"events","used":3,"remaining":0},
                 "allowedFrom":"2027-03-02"}"""));
  }

  @Test
  void history_recordedAfterTheErasure_isToldBesideTheBareDays() throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, "a:2026-11-20");
    WITNESSES.erase(witness);
    String id = Witnesses.id(WITNESSES.record(witness, UUID.randomUUID(), ""));

    JsonObject history = WITNESSES.history(witness, "");
    assertThat(history.getJsonArray("attestations"))
        .extracting(one -> ((JsonObject) one).getString("attestationId"))
        .containsExactly(id);
    assertThat(history.getJsonArray("erasedDays")).containsExactly("2026-11-20");
  }

  /** Asks with every fact that is not given favourable. */
  private static Reply ask(String given, String further) {
    StringBuilder witness = new StringBuilder(given);
    if (!given.contains("birthDate")) {
      witness.append(",\"birthDate\":\"1980-02-29\",\"mitIdSince\":\"2022-01-01\"");
    }
    witness.append(
        """
        ,"documents":[{"type":"passport","issuer":"DK","expiresOn":"2030-06-30",
          "nameMatchesCpr":true}]""");
    return witness(witness.toString(), further);
  }

  private static Reply witness(String members, String further) {
    return GATEWAY.post(
        PATH, "{\"witness\":{" + members + "},\"on\":\"2026-12-03\"" + further + "}");
  }

  private static String person(UUID id) {
    return "\"personId\":\"" + id + "\"";
  }

  private static String applicant(UUID id) {
    return ",\"applicant\":{" + person(id) + "}";
  }

  private static String quota(Reply reply) {
    JsonObject quota = reply.json().getJsonObject("quota");
    return "used " + quota.getInteger("used") + ", remaining " + quota.getInteger("remaining");
  }
}
