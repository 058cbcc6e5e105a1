package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dk.porten.gateway.http.PreviousRelease.Told;
import dk.porten.gateway.http.PreviousRelease.Way;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The previous release beside this one, or come back: each repeats byte for byte what the other has
 * answered.
 */
@Timeout(60)
final class PreviousReleaseTest {

  /** This release writes the first of them alone and the others together. */
  private static final int SEVERAL = 5;

  /** How the previous release records, and what is answered. */
  static final List<Arguments> RECORDINGS =
      Arrays.stream(Way.values())
          .flatMap(way -> Stream.of(201, 409, 422).map(status -> arguments(way, status)))
          .toList();

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  private static final Reservations RESERVATIONS = new Reservations(GATEWAY);
  private static final Witnesses WITNESSES = new Witnesses(GATEWAY);
  private static final PreviousRelease PREVIOUS = new PreviousRelease(GATEWAY);

  /** A request, and what the previous release answered to it, or to such a one. */
  private record Sent(String path, String key, JsonObject body, Told told) {

    CompletableFuture<Reply> repeat() {
      return GATEWAY.postLater(path, body.encode(), "Idempotency-Key", key);
    }
  }

  @BeforeAll
  static void takeOne() throws SQLException {
    GATEWAY.take("somebodys");
  }

  @ParameterizedTest
  @CsvSource({"ALONE, 201", "TOGETHER, 201", "ALONE, 409", "TOGETHER, 409"})
  void hold_keptByThePreviousRelease_isRepeatedByThisOne(Way way, int status) throws Exception {
    String taken = RESERVATIONS.hold("somebodys").text();
    List<Sent> all = new ArrayList<>();
    for (int i = 0; i < SEVERAL; i++) {
      JsonObject body = Reservations.body(status == 409 ? "somebodys" : newUserId());
      String key = UUID.randomUUID().toString();
      all.add(new Sent(Reservations.HOLDS, key, body, PREVIOUS.hold(way, key, body, taken)));
    }

    assertRepeated(all, status);
  }

  @ParameterizedTest
  @CsvSource({"ALONE, 201", "TOGETHER, 201", "ALONE, 409", "TOGETHER, 409"})
  void hold_keptByThisRelease_isRepeatedByThePreviousOne(Way way, int status) throws Exception {
    JsonObject body = Reservations.body(status == 409 ? "somebodys" : newUserId());
    String key = UUID.randomUUID().toString();
    Reply first = RESERVATIONS.hold(body, key);
    assertThat(first.status()).isEqualTo(status);

    assertThat(PREVIOUS.hold(way, key, body, "other")).isEqualTo(replay(first));
  }

  @Test
  void hold_malformed_isRepeatedByTheOther() throws Exception {
    JsonObject body = Reservations.body("stb");
    Reply first = RESERVATIONS.hold(body, "kept-by-this");
    assertThat(PREVIOUS.refuse("kept-by-this", body, "other")).isEqualTo(replay(first));

    assertRepeated(
        List.of(
            new Sent(
                Reservations.HOLDS,
                "kept-by-previous",
                body,
                PREVIOUS.refuse("kept-by-previous", body, first.text()))),
        422);
  }

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void recording_keptByThePreviousRelease_isRepeatedByThisOne(Way way, int status)
      throws Exception {
    List<Sent> all = new ArrayList<>();
    for (int i = 0; i < SEVERAL; i++) {
      all.add(recordedByPrevious(way, status));
    }

    assertRepeated(all, status);
  }

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void recording_keptByThisRelease_isRepeatedByThePreviousOne(Way way, int status)
      throws Exception {
    JsonObject body = recording(status);
    String key = UUID.randomUUID().toString();
    Reply first = record(body, key);
    assertThat(first.status()).isEqualTo(status);

    assertThat(PREVIOUS.record(way, key, body, 201, "other", UUID.randomUUID()))
        .isEqualTo(replay(first));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void recording_keptByThePreviousRelease_erased_isErasedForThisOne(Way way) throws Exception {
    Sent sent = recordedByPrevious(way, 201);
    erase(sent.body);

    assertThat(record(sent.body, sent.key).problem()).isEqualTo("410 attestation-erased");
  }

  /** It takes an empty body for an erased one. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void recording_keptByThisRelease_erased_isErasedForThePreviousOne(Way way) throws Exception {
    JsonObject body = recording(201);
    record(body, "erased-" + way);
    erase(body);

    assertThat(PREVIOUS.record(way, "erased-" + way, body, 201, "other", UUID.randomUUID()))
        .isEqualTo(new Told(410, Buffer.buffer(), true));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void key_overAndRecordedUnderByTheOther_tellsOfTheNewAttestation(Way way) throws Exception {
    Sent sent = recordedByPrevious(way, 201);
    age(sent.key);
    Reply anew = record(sent.body, sent.key);
    assertThat(PREVIOUS.record(way, sent.key, sent.body, 201, "other", UUID.randomUUID()))
        .isEqualTo(replay(anew));

    age(sent.key);
    UUID attestationId = UUID.randomUUID();
    String answer = anew.json().put("attestationId", attestationId.toString()).encode();
    Told told = PREVIOUS.record(way, sent.key, sent.body, 201, answer, attestationId);
    assertThat(told).isEqualTo(new Told(201, Buffer.buffer(answer), false));
    assertRepeated(List.of(new Sent(sent.path, sent.key, sent.body, told)), 201);

    erase(sent.body);
    assertThat(record(sent.body, sent.key).problem()).isEqualTo("410 attestation-erased");
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, names = "UNDER_LOCK", mode = EnumSource.Mode.EXCLUDE)
  void key_overAndUsedAgainByTheOther_hasTheNewAnswer(Way way) throws Exception {
    String key = "again-and-again-" + way;
    JsonObject body = Reservations.body(newUserId());
    String taken = RESERVATIONS.hold("somebodys").text();
    RESERVATIONS.hold(body, key);
    age(key);

    Told told = PREVIOUS.hold(way, key, body, taken);
    assertThat(told).isEqualTo(new Told(409, Buffer.buffer(taken), false));
    assertRepeated(List.of(new Sent(Reservations.HOLDS, key, body, told)), 409);

    age(key);
    Reply anew = RESERVATIONS.hold(body, key);
    assertThat(anew.header("idempotency-replayed")).isEmpty();
    assertThat(PREVIOUS.hold(way, key, body, "other")).isEqualTo(replay(anew));
  }

  private static void assertRepeated(List<Sent> all, int status) {
    List<CompletableFuture<Reply>> repeated = all.stream().map(Sent::repeat).toList();
    for (int i = 0; i < all.size(); i++) {
      Told told = all.get(i).told;
      Reply reply = repeated.get(i).join();
      assertThat(told.status()).isEqualTo(status);
      assertThat(told.isReplay()).isFalse();
      assertThat(replay(reply)).isEqualTo(new Told(status, told.body(), true));
      assertThat(reply.header("idempotency-replayed")).isEqualTo("true");
    }
  }

  private static Told replay(Reply reply) {
    return new Told(reply.status(), reply.body(), true);
  }

  /** It answers what this release answers to such a request, under a name of its own. */
  private static Sent recordedByPrevious(Way way, int status) throws SQLException {
    Reply sample = record(recording(status), UUID.randomUUID().toString());
    UUID attestationId = status == 201 ? UUID.randomUUID() : null;
    JsonObject answer = sample.json();
    if (attestationId != null) {
      answer.put("attestationId", attestationId.toString());
    }
    JsonObject body = recording(status);
    String key = UUID.randomUUID().toString();
    return new Sent(
        Attestations.PATH,
        key,
        body,
        PREVIOUS.record(way, key, body, status, answer.encode(), attestationId));
  }

  /** Returns a request that is answered with the status. */
  private static JsonObject recording(int status) throws SQLException {
    UUID witness = UUID.randomUUID();
    JsonObject body = Attestations.body(witness, UUID.randomUUID(), "");
    if (status == 409) {
      for (int i = 0; i < 3; i++) {
        GATEWAY.attest(witness, UUID.randomUUID(), "2026-11-20", "valid");
      }
    }
    if (status == 422) {
      body.getJsonObject("witness").put("mitIdSince", "2026-11-30");
    }
    return body;
  }

  private static Reply record(JsonObject body, String key) {
    return GATEWAY.post(Attestations.PATH, body.encode(), "Idempotency-Key", key);
  }

  private static void erase(JsonObject body) throws Exception {
    WITNESSES.erase(UUID.fromString(body.getJsonObject("witness").getString("personId")));
  }

  private static void age(String key) throws SQLException {
    GATEWAY.update(
        "UPDATE idempotency_key SET kept_at = kept_at - interval '24 hours' WHERE key = ?", key);
  }

  private static String newUserId() {
    return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }
}
