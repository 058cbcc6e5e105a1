package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many who record at once, or one who does again (W4, the idempotency key). It is 1 December 2026.
 */
@Timeout(120)
final class RepeatedAttestationsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final int CLIENTS = 40;
  private static final int ROUNDS = 10;
  private static final int LIMIT = 3;
  private static final int WINDOW_DAYS = 120;

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private static final Witnesses WITNESSES = new Witnesses(GATEWAY);

  private record OnRecord(LocalDate day, String applicant) {}

  private record Attempt(LocalDate day, UUID applicant, CompletableFuture<Reply> reply) {}

  @ParameterizedTest
  @CsvSource({"mitid-national", "mitid-herning"})
  void record_manyAtOnce_threeAreRecorded(String pack) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      UUID witness = UUID.randomUUID();

      List<Attempt> attempts =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> attempt(witness, UUID.randomUUID(), TODAY, pack))
              .toList();

      assertThat(attempts.stream().filter(RepeatedAttestationsTest::isRecorded)).hasSize(LIMIT);
      assertThat(onRecord(witness)).hasSize(LIMIT);
    }
  }

  @ParameterizedTest
  @CsvSource({"mitid-national, 1", "mitid-national, 2", "mitid-herning, 3", "mitid-herning, 4"})
  void record_manyOnMixedDays_everyWindowHoldsThreeAndNoPlaceIsRefused(String pack, long seed)
      throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      UUID witness = UUID.randomUUID();
      List<UUID> applicants = Stream.generate(UUID::randomUUID).limit(6).toList();
      for (int i = 0; i < 2; i++) {
        LocalDate day = TODAY.minusDays(100 + random.nextInt(50));
        GATEWAY.attest(witness, any(applicants, random), day.toString(), "valid");
      }

      List<Attempt> attempts =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  i ->
                      attempt(
                          witness,
                          any(applicants, random),
                          TODAY.minusDays(random.nextInt(31)),
                          pack))
              .toList();

      long recorded = attempts.stream().filter(RepeatedAttestationsTest::isRecorded).count();
      List<OnRecord> all = onRecord(witness);
      assertThat(all).as("seed %d", seed).hasSize(2 + (int) recorded);
      assertThat(fullestWindow(all, pack)).as("seed %d", seed).isLessThanOrEqualTo(LIMIT);
      for (Attempt attempt : attempts) {
        if (!isRecorded(attempt)) {
          var withIt = new ArrayList<>(all);
          withIt.add(new OnRecord(attempt.day, hash(attempt.applicant)));
          assertThat(fullestWindow(withIt, pack)).as("seed %d", seed).isGreaterThan(LIMIT);
        }
      }
    }
  }

  @Test
  void record_oneKeyManyTimesAtOnce_recordsOnceAndAnswersAlike() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      UUID witness = UUID.randomUUID();
      JsonObject body = Attestations.body(witness, UUID.randomUUID(), "");
      String key = UUID.randomUUID().toString();

      List<CompletableFuture<Reply>> replies =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  i -> GATEWAY.postLater("/v1/attestations", body.encode(), "Idempotency-Key", key))
              .toList();

      assertThat(replies.stream().map(reply -> reply.join().text()).distinct()).hasSize(1);
      assertThat(replies.stream().filter(RepeatedAttestationsTest::isFirst)).hasSize(1);
      assertThat(onRecord(witness)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 409, 422})
  void record_sameKeyAndBody_getsTheSameBytesAndDoesNothingTwice(int status) throws Exception {
    UUID witness = UUID.randomUUID();
    WITNESSES.attest(witness, status == 409 ? "a:2026-11-01 b:2026-11-02 c:2026-11-03" : "");
    JsonObject body = Attestations.body(witness, UUID.randomUUID(), "");
    if (status == 422) {
      body.getJsonObject("witness").remove("birthDate");
    }
    String key = UUID.randomUUID().toString();

    Reply first = WITNESSES.post(body, key);
    GATEWAY.update("UPDATE attestation SET voided_at = now(), voided_by = 'x', void_reason = 'x'");
    Reply again = WITNESSES.post(body, key, "Accept-Language", "en", "X-Request-Id", "another");

    assertThat(first.status()).isEqualTo(status);
    assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
    assertThat(again.status()).isEqualTo(status);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
    assertThat(WITNESSES.attestations(witness).filter(a -> !a.containsKey("voidedAt"))).isEmpty();
  }

  @Test
  void record_sameKeyOtherBody_isRefusedAndRecordsNothing() {
    UUID witness = UUID.randomUUID();
    String key = UUID.randomUUID().toString();
    WITNESSES.post(Attestations.body(witness, UUID.randomUUID(), ""), key);

    Reply refused = WITNESSES.post(Attestations.body(witness, UUID.randomUUID(), ""), key);

    assertThat(refused.problem()).isEqualTo("422 idempotency-key-reused");
    assertThat(WITNESSES.attestations(witness)).hasSize(1);
  }

  @Test
  void record_noKey_is400() {
    Reply reply =
        GATEWAY.post(
            "/v1/attestations",
            Attestations.body(UUID.randomUUID(), UUID.randomUUID(), "").encode());

    assertThat(reply.problem()).isEqualTo("400 idempotency-key-missing");
  }

  /** One alone, or several of which some are written together. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void record_replayAfterTheWitnessWasErased_is410AndRecordsNothing(int several) throws Exception {
    List<JsonObject> bodies =
        Stream.generate(() -> Attestations.body(UUID.randomUUID(), UUID.randomUUID(), ""))
            .limit(several)
            .toList();
    bodies.stream()
        .map(
            body ->
                GATEWAY.postLater("/v1/attestations", body.encode(), "Idempotency-Key", key(body)))
        .toList()
        .forEach(reply -> assertThat(reply.join().status()).isEqualTo(201));
    for (JsonObject body : bodies) {
      UUID witness = UUID.fromString(body.getJsonObject("witness").getString("personId"));
      WITNESSES.erase(witness);

      assertThat(WITNESSES.post(body, key(body)).problem()).isEqualTo("410 attestation-erased");
      assertThat(
              WITNESSES
                  .post(Attestations.body(witness, UUID.randomUUID(), ""), key(body))
                  .problem())
          .isEqualTo("422 idempotency-key-reused");
      assertThat(WITNESSES.history(witness, "").getJsonArray("erasedDays"))
          .containsExactly("2026-12-01");
      assertThat(WITNESSES.attestations(witness)).isEmpty();
    }
  }

  @Test
  void record_replayAfterSomebodyElseWasErased_getsTheFirstAnswer() throws Exception {
    UUID witness = UUID.randomUUID();
    UUID applicant = UUID.randomUUID();
    JsonObject body = Attestations.body(witness, applicant, "");
    Reply first = WITNESSES.post(body, "kept-on");
    WITNESSES.erase(applicant);
    WITNESSES.erase(UUID.randomUUID());

    Reply again = WITNESSES.post(body, "kept-on");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
  }

  private static String key(JsonObject body) {
    return "erased-" + body.getJsonObject("witness").getString("personId");
  }

  private static boolean isFirst(CompletableFuture<Reply> reply) {
    return reply.join().header("idempotency-replayed").isEmpty();
  }

  private static Attempt attempt(UUID witness, UUID applicant, LocalDate day, String pack) {
    String further = ",\"on\":\"%s\",\"rulePack\":\"%s\"".formatted(day, pack);
    return new Attempt(
        day,
        applicant,
        GATEWAY.postLater(
            "/v1/attestations",
            Attestations.body(witness, applicant, further).encode(),
            "Idempotency-Key",
            UUID.randomUUID().toString()));
  }

  private static boolean isRecorded(Attempt attempt) {
    int status = attempt.reply.join().status();
    assertThat(status).isIn(201, 409);
    return status == 201;
  }

  private static List<OnRecord> onRecord(UUID witness) throws Exception {
    try (var connection = GATEWAY.openDatabase();
        var query =
            connection.prepareStatement(
                "SELECT attested_on, encode(applicant, 'hex') FROM attestation WHERE witness = ?")) {
      query.setBytes(1, PersonKey.parse(RunningGateway.PERSON_KEY).hash(witness));
      var found = new ArrayList<OnRecord>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new OnRecord(rows.getObject(1, LocalDate.class), rows.getString(2)));
        }
      }
      return found;
    }
  }

  private static String hash(UUID person) {
    return java.util.HexFormat.of()
        .formatHex(PersonKey.parse(RunningGateway.PERSON_KEY).hash(person));
  }

  /** Counts every window of a year, slowly. */
  private static long fullestWindow(List<OnRecord> all, String pack) {
    return IntStream.range(-2 * 365, 1)
        .mapToObj(TODAY::plusDays)
        .mapToLong(start -> count(all, start, pack))
        .max()
        .orElseThrow();
  }

  private static long count(List<OnRecord> all, LocalDate start, String pack) {
    Stream<OnRecord> window =
        all.stream()
            .filter(
                one -> !one.day.isBefore(start) && one.day.isBefore(start.plusDays(WINDOW_DAYS)));
    return pack.equals("mitid-national")
        ? window.count()
        : window.map(OnRecord::applicant).distinct().count();
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
