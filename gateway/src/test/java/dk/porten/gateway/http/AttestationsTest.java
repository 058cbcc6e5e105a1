package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/attestations} and voiding. It is 1 December 2026, 9 o'clock in Copenhagen. */
final class AttestationsTest {
  private static final String REASON = "{\"reason\":\"a slip\"}";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private static final Witnesses WITNESSES = new Witnesses(GATEWAY);

  @Test
  void record_nothingAgainst_takesAPlaceAndTellsFromWhenTheNextIsFree() throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, "a:2026-08-10 b:2026-09-16");

    Reply reply = WITNESSES.record(witness, UUID.randomUUID(), "");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json())
        .isEqualTo(
            new JsonObject(
                """
                {"attestationId":"%s","on":"2026-12-01",
                 "quota":{"limit":3,"windowDays":120,"countBy":"events","used":3,"remaining":0},
                 "allowedFrom":"2026-12-08","rulePack":"mitid-national@1"}"""
                    .formatted(Witnesses.id(reply))));
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
  }

  /** Attestations read {@code person:day}; what is recorded is for the applicant on the day. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | pack | on record | applicant | on | answer | used | from
          W4 | mitid-national | ''                                     | x | 2026-12-01 | 201 | 1 | 2026-12-01
          W4 | mitid-national | a:2026-08-04 b:2026-08-04 c:2026-08-04 | x | 2026-12-01 | 409 | 3 | 2026-12-02
          W4 | mitid-national | a:2026-08-03 b:2026-08-03 c:2026-08-03 | x | 2026-12-01 | 201 | 1 | 2026-12-01
          W4 | mitid-national | a:2026-11-01 a:2026-11-02 a:2026-11-03 | a | 2026-12-01 | 409 | 3 | 2027-03-01
          W4 | mitid-herning  | a:2026-11-01 a:2026-11-02 a:2026-11-03 | a | 2026-12-01 | 201 | 1 | 2026-12-01
          W4 | mitid-herning  | a:2026-11-01 b:2026-11-02 c:2026-11-03 | a | 2026-12-01 | 201 | 3 | 2027-03-02
          W4 | mitid-herning  | a:2026-11-01 b:2026-11-02 c:2026-11-03 | x | 2026-12-01 | 409 | 3 | 2027-03-01
          # Recorded before by the other pack's way of counting
          W4 | mitid-herning  | a:2026-11-01 b:2026-11-02 c:2026-11-03 d:2026-11-04 | a | 2026-12-01 | 409 | 4 | 2027-03-02
          # Back-dated: the windows before and after the day hold
          W4 | mitid-national | a:2026-11-20 b:2026-11-25 c:2026-11-30 | x | 2026-11-10 | 409 | 3 | 2027-03-20
          W4 | mitid-national | a:2026-07-14 b:2026-07-14 c:2026-07-14 | x | 2026-11-10 | 409 | 3 | 2026-11-11
          W4 | mitid-national | a:2026-07-13 b:2026-07-13 c:2026-11-30 | x | 2026-11-10 | 201 | 2 | 2026-11-10
          W4 | mitid-national | a:2026-08-03 b:2026-11-30 c:2026-11-30 | x | 2026-11-11 | 409 | 3 | 2026-12-01
          W4 | mitid-national | a:2026-08-02 b:2026-11-30 c:2026-11-30 | x | 2026-11-11 | 201 | 3 | 2027-03-11
          W4 | mitid-national | a:2026-07-20 b:2026-10-01 c:2026-11-15 | x | 2026-11-10 | 409 | 3 | 2026-11-17
          W4 | mitid-national | a:2026-07-20 b:2026-10-01 c:2026-11-30 | x | 2026-11-10 | 201 | 3 | 2027-01-29
          W4 | mitid-herning  | a:2026-11-20 b:2026-11-25 c:2026-11-30 | b | 2026-11-10 | 201 | 3 | 2027-03-20
          W4 | mitid-herning  | a:2026-11-20 b:2026-11-25 c:2026-11-30 | x | 2026-11-10 | 409 | 3 | 2027-03-20
          """)
  void record_attestationsOnRecord_keepsTheQuotaInEveryWindow(
      String clause,
      String pack,
      String onRecord,
      char applicant,
      LocalDate on,
      int status,
      int used,
      LocalDate from)
      throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, onRecord);

    Reply reply =
        WITNESSES.record(
            witness,
            Witnesses.person(applicant),
            ",\"rulePack\":\"%s\",\"on\":\"%s\"".formatted(pack, on));

    assertThat(reply.status()).as(clause).isEqualTo(status);
    assertThat(reply.json().getJsonObject("quota").getInteger("used")).as(clause).isEqualTo(used);
    assertThat(reply.json().getString("allowedFrom")).as(clause).isEqualTo(from.toString());
    assertThat(WITNESSES.attestations(witness).count())
        .as(clause)
        .isEqualTo(
            onRecord.split(" ").length - (onRecord.isEmpty() ? 1 : 0) + (status == 201 ? 1 : 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # clause | on record | changed or left out | reasons | unknown
          W1 | `` | "birthDate":"2008-12-02"   | under-age                 | ``
          W2 | `` | "mitIdSince":"2026-11-01"  | mitid-too-new             | ``
          W3 | `` | "documents":[]             | document-not-accepted     | ``
          W7 | `` | "professional":true        | professional-witness      | ``
          W9 | `` | birthDate                  | ``                        | birthDate
          W9 | `` | documents                  | ``                        | documents
          W1 | full | "birthDate":"2008-12-02" | under-age quota-exhausted | ``
          W9 | full | mitIdSince               | quota-exhausted           | mitIdSince
          W7 | full | "professional":true      | professional-witness      | ``
          """)
  void record_notEligible_is422BeforeTheQuota(
      String clause, String onRecord, String change, String reasons, String unknown)
      throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, onRecord.isEmpty() ? "" : "a:2026-11-01 b:2026-11-02 c:2026-11-03");
    JsonObject body = Attestations.body(witness, UUID.randomUUID(), "");
    if (change.contains(":")) {
      body.getJsonObject("witness").mergeIn(new JsonObject("{" + change + "}"));
    } else {
      body.getJsonObject("witness").remove(change);
    }

    Reply reply = WITNESSES.post(body, UUID.randomUUID().toString());

    assertThat(reply.problem()).as(clause).isEqualTo("422 witness-not-eligible");
    assertThat(String.join(" ", reply.codes("reasons"))).as(clause).isEqualTo(reasons);
    assertThat(
            String.join(
                " ", reply.objects("unknown").stream().map(u -> u.getString("fact")).toList()))
        .as(clause)
        .isEqualTo(unknown);
    assertThat(WITNESSES.attestations(witness).count()).isEqualTo(onRecord.isEmpty() ? 0 : 3);
  }

  @Test
  void record_forThemself_is422() {
    UUID same = UUID.randomUUID();

    Reply reply = WITNESSES.record(same, same, "");

    assertThat(reply.problem()).isEqualTo("422 witness-not-eligible");
    assertThat(reply.codes("reasons")).containsExactly("same-person");
  }

  @Test
  void record_bothPersonIdsLeftOut_namesBoth() {
    Reply reply =
        WITNESSES.post(
            new JsonObject("{\"witness\":{},\"applicant\":{},\"on\":\"2026-12-02\"}"),
            UUID.randomUUID().toString());

    assertThat(reply.faults())
        .containsExactlyInAnyOrder(
            "/witness/personId missing", "/applicant/personId missing", "/on out-of-range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
  void record_placeholderForAPerson_is400(UUID nobody) {
    assertThat(WITNESSES.record(nobody, nobody, ",\"rulePack\":\"mitid-herning\"").faults())
        .containsExactlyInAnyOrder(
            "/witness/personId placeholder", "/applicant/personId placeholder");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01, 201",
    "2026-12-02, 400",
    "2026-11-01, 201",
    "2026-10-31, 400",
  })
  void record_onADay_takesTodayAndThirtyDaysBack(String on, int status) {
    Reply reply =
        WITNESSES.record(UUID.randomUUID(), UUID.randomUUID(), ",\"on\":\"%s\"".formatted(on));

    assertThat(reply.status()).isEqualTo(status);
    if (status == 400) {
      assertThat(reply.faults()).containsExactly("/on out-of-range");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nemid-herning", "mitid-nowhere"})
  void record_packThatCannotJudge_is422AndTheKeyIsFree(String pack) {
    UUID witness = UUID.randomUUID();
    String key = UUID.randomUUID().toString();

    Reply refused =
        WITNESSES.post(
            Attestations.body(witness, UUID.randomUUID(), ",\"rulePack\":\"" + pack + "\""), key);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(WITNESSES.post(Attestations.body(witness, UUID.randomUUID(), ""), key).status())
        .isEqualTo(201);
  }

  @Test
  void record_thenCheck_seesIt() {
    UUID witness = UUID.randomUUID();
    assertThat(WITNESSES.used(witness)).isZero();

    WITNESSES.record(witness, UUID.randomUUID(), "");

    assertThat(WITNESSES.used(witness)).isEqualTo(1);
  }

  @Test
  void void_ofAFullQuota_freesItsPlaceAndKeepsTheRecord() throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, "a:2026-11-01 b:2026-11-02");
    String id = Witnesses.id(WITNESSES.record(witness, UUID.randomUUID(), ""));
    assertThat(WITNESSES.record(witness, UUID.randomUUID(), "").status()).isEqualTo(409);
    assertThat(WITNESSES.used(witness)).isEqualTo(3);

    Reply voided = GATEWAY.post("/v1/attestations/" + id + "/void", REASON);

    assertThat(voided.status()).isEqualTo(200);
    assertThat(voided.json().getString("attestationId")).isEqualTo(id);
    assertThat(WITNESSES.used(witness)).isEqualTo(2);
    assertThat(WITNESSES.attestations(witness))
        .hasSize(3)
        .anySatisfy(
            one -> {
              assertThat(one.getString("attestationId")).isEqualTo(id);
              assertThat(one.getString("recordedBy")).isEqualTo("test/tester");
              assertThat(one.getString("voidedAt")).isEqualTo(voided.json().getString("voidedAt"));
              assertThat(one.getString("voidedBy")).isEqualTo("test/tester");
              assertThat(one.getString("voidReason")).isEqualTo("a slip");
            });
    assertThat(WITNESSES.record(witness, UUID.randomUUID(), "").status()).isEqualTo(201);
  }

  @Test
  void void_twice_getsTheFirstAnswerAndKeepsTheFirstReason() throws Exception {
    UUID witness = UUID.randomUUID();
    String id = Witnesses.id(WITNESSES.record(witness, UUID.randomUUID(), ""));
    Reply first = GATEWAY.post("/v1/attestations/" + id + "/void", REASON);
    GATEWAY.update(
        "UPDATE attestation SET voided_at = '2026-01-02T03:04:05Z' WHERE attestation_id = ?",
        UUID.fromString(id));

    Reply second =
        GATEWAY.post(
            "/v1/attestations/" + id.toUpperCase(Locale.ROOT) + "/void",
            "{\"reason\":\"another\"}");

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.json())
        .isEqualTo(
            new JsonObject().put("attestationId", id).put("voidedAt", "2026-01-02T03:04:05Z"));
    assertThat(WITNESSES.attestations(witness))
        .extracting(one -> one.getString("voidReason"))
        .containsExactly("a slip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "1", "not-a-uuid"})
  void void_unknown_is404(String id) {
    assertThat(GATEWAY.post("/v1/attestations/" + id + "/void", REASON).problem())
        .isEqualTo("404 attestation-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                 | /reason missing
          {"reason":""}                      | /reason empty
          {"reason":"about 610190-1234"}     | /reason cpr-number-shaped
          {"reason":"a slip","witness":"me"} | /witness unknown-field
          """)
  void void_withoutAGoodReason_is400(String body, String fault) {
    Reply reply = GATEWAY.post("/v1/attestations/" + UUID.randomUUID() + "/void", body);

    assertThat(reply.faults()).containsExactly(fault);
  }
}
