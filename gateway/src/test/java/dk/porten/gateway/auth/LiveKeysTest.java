package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.jwk;
import static dk.porten.gateway.auth.TestTokens.keySet;
import static dk.porten.gateway.auth.TestTokens.keySetOf;
import static dk.porten.gateway.auth.TestTokens.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.ScrapedMetrics;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the issuer's keys are kept up to date, in memory and in their file. */
@Timeout(120)
final class LiveKeysTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Set<TokenAlgorithm> ALL = Set.of(TokenAlgorithm.values());

  @TempDir private Path folder = Path.of("");
  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final TestIssuer issuer = TestIssuer.start();

  @AfterEach
  void stop() {
    issuer.close();
    metrics.close();
  }

  @Test
  void newerThan_issuerHasAnotherKey_theListenerHasItWhenTheFetchIsDone() {
    try (LiveKeys live = open(NEVER)) {
      var heard = new KeySet[1];
      heard[0] = live.listen(changed -> heard[0] = changed);
      issuer.publish(keySet(jwk("new", keys("EC"))));

      join(newer(live));

      assertThat(heard[0].has("new")).isTrue();
      assertThat(heard[0].has("ec")).isFalse();
    }
  }

  @Test
  void newerThan_fetchBegunAfterTheRequest_hasNothingNewer() {
    try (LiveKeys live = open(NEVER)) {
      long before = System.nanoTime();
      join(live.newerThan(before, before));

      assertThat(live.newerThan(before, before)).isEmpty();
      assertThat(issuer.fetches()).isEqualTo(2);
    }
  }

  /** Everybody may send tokens with other ids of keys: the issuer must not suffer from it. */
  @Test
  void newerThan_overAndOver_asksThreeTimesAndThenFiveTimesInTwoSeconds() {
    try (LiveKeys live = open(NEVER)) {
      long start = System.nanoTime();
      for (int i = 0; i < 100_000; i++) {
        live.newerThan(System.nanoTime(), start)
            .ifPresent(stage -> stage.toCompletableFuture().join());
      }
      long pauses = Duration.ofNanos(System.nanoTime() - start).toMillis() / 400;
      assertThat(issuer.fetches()).isBetween(4, (int) (5 + pauses));
    }
  }

  /** A new key may be among all those that are none. */
  @Test
  void newerThan_tokenNotSeenBefore_waitsForTheNextFetch() {
    try (LiveKeys live = open(NEVER)) {
      long first = System.nanoTime();
      while (live.newerThan(System.nanoTime(), first).isPresent()) {
        Thread.onSpinWait();
      }
      int before = issuer.fetches();

      Optional<CompletionStage<Void>> next = newer(live);
      assertThat(newer(live)).as("all wait for one").isEqualTo(next);
      join(next);

      assertThat(issuer.fetches()).isEqualTo(before + 1);
    }
  }

  @Test
  void newerThan_fetchUnderWay_isWaitedForByAll() {
    var gate = new CountDownLatch(1);
    try (LiveKeys live = open(NEVER)) {
      issuer.holdUntil(gate);
      Optional<CompletionStage<Void>> first = newer(live);
      assertThat(newer(live)).isEqualTo(first);
      gate.countDown();
      join(first);
      assertThat(issuer.fetches()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<p>", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}"})
  void newerThan_noKeySet_failsAndTheLastGoodOneStays(String text) {
    try (LiveKeys live = open(NEVER)) {
      issuer.publish(text);

      assertThatThrownBy(() -> join(newer(live))).hasCauseInstanceOf(KeySetUnavailable.class);
      assertThat(live.listen(changed -> {}).has("ec")).isTrue();
      assertThat(fetches("no_key_set")).isOne();
      assertThat(fetches("ok")).isOne();
    }
  }

  @Test
  void refresh_periodically_takesWhatIsThere() {
    try (LiveKeys live = open(Duration.ofMillis(10))) {
      var heard = new KeySet[] {live.listen(changed -> {})};
      live.listen(changed -> heard[0] = changed);
      issuer.goAway();
      Eventually.holds("it has noticed", () -> fetches("refused") > 0);
      issuer.publishOnly("ed");
      issuer.comeBack();
      Eventually.holds("it is asked again", () -> heard[0].has("ed") && !heard[0].has("ec"));
    }
  }

  @Test
  void age_isSinceTheLastGoodFetch() {
    try (LiveKeys live = open(NEVER)) {
      clock.advance(Duration.ofSeconds(90));
      assertThat(metric("porten_issuer_keys_age_seconds")).isEqualTo(90);
      issuer.answer(503);
      assertThatThrownBy(() -> join(newer(live))).isNotNull();
      assertThat(metric("porten_issuer_keys_age_seconds")).isEqualTo(90);
      issuer.answer(200);
      join(newer(live));
      assertThat(metric("porten_issuer_keys_age_seconds")).isZero();
    }
  }

  @Test
  void open_issuerIsAway_takesTheKeysThatWereKept() throws IOException {
    open(NEVER).close();
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file())).doesNotContain("127.0.0.1");
    issuer.goAway();
    clock.advance(Duration.ofHours(5));

    try (LiveKeys live = open(NEVER)) {
      assertThat(live.listen(changed -> {}).has("ec")).isTrue();
      assertThat(metric("porten_issuer_keys_age_seconds")).isEqualTo(5 * 3_600);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void open_keysThatWereKept_areTheNewest() {
    try (LiveKeys live = open(NEVER)) {
      issuer.publishOnly("ed");
      join(newer(live));
    }
    issuer.goAway();

    try (LiveKeys live = open(NEVER)) {
      KeySet now = live.listen(changed -> {});
      assertThat(now.has("ed")).isTrue();
      assertThat(now.has("ec")).isFalse();
    }
  }

  /** Keys of another place, or of a file that somebody has spoilt, must not be trusted. */
  @Test
  void open_keptFileOfNoUse_isNotTaken() throws IOException {
    open(NEVER).close();
    String kept = Files.readString(file());
    issuer.goAway();
    KeySource other = KeySource.of("http://127.0.0.1:1/keys", ALL);

    assertThatThrownBy(() -> open(other, NEVER)).isInstanceOf(KeySetUnavailable.class);
    for (String spoilt :
        List.of("", kept.substring(9), "[]", kept.replace("2026-12-01T", "2026-12-"), "{}")) {
      Files.writeString(file(), spoilt);
      assertThatThrownBy(() -> open(NEVER)).as(spoilt).isInstanceOf(KeySetUnavailable.class);
    }
    Files.writeString(file(), kept);
    open(NEVER).close();
  }

  @Test
  void open_fileThatCannotBeWritten_isNoReasonToStop() throws IOException {
    Files.createDirectory(file());
    Files.createFile(file().resolve("x"));

    try (LiveKeys live = open(NEVER)) {
      assertThat(live.listen(changed -> {}).has("ec")).isTrue();
    }
  }

  @Test
  void newerThan_fileThatChanges_isReadAgain() throws IOException {
    Path own = Files.writeString(folder.resolve("own"), TestTokens.JWKS.encode());
    try (LiveKeys live = open(KeySource.of(own.toString(), ALL), NEVER)) {
      var heard = new KeySet[1];
      heard[0] = live.listen(changed -> heard[0] = changed);
      Files.writeString(own, keySetOf("ed").encode());
      join(newer(live));
      assertThat(heard[0].has("ec")).isFalse();

      Files.delete(own);
      assertThatThrownBy(() -> join(newer(live))).isNotNull();
      assertThat(fetches("unreadable")).isOne();
      assertThat(heard[0].has("ed")).isTrue();
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void close_whileRequestsWait_endsTheirWaiting() {
    var gate = new CountDownLatch(1);
    LiveKeys live = open(NEVER);
    issuer.holdUntil(gate);
    Optional<CompletionStage<Void>> waiting = newer(live);

    live.close();

    assertThatThrownBy(() -> join(waiting)).hasCauseInstanceOf(KeySetUnavailable.class);
    gate.countDown();
  }

  /** Keycloak publishes a key by itself when a client asks for an algorithm that it lacks. */
  @Test
  void newerThan_setOnlyGrows_hasAllOfTheOneBefore() {
    JsonObject encryption = jwk("enc", TestTokens.RSA).put("use", "enc").put("alg", "RSA-OAEP");
    issuer.publish(keySet(jwk("ec", TestTokens.EC), encryption));
    try (LiveKeys live = open(NEVER)) {
      KeySet before = live.listen(changed -> {});
      var heard = new KeySet[1];
      live.listen(changed -> heard[0] = changed);
      issuer.publish(keySet(jwk("ed", TestTokens.ED), encryption, jwk("ec", TestTokens.EC)));
      join(newer(live));

      assertThat(before.size()).isOne();
      assertThat(heard[0].size()).isEqualTo(2);
      assertThat(heard[0].hasAllOf(before)).isTrue();
      assertThat(before.hasAllOf(heard[0])).isFalse();
    }
  }

  private static Optional<CompletionStage<Void>> newer(LiveKeys live) {
    long now = System.nanoTime();
    return live.newerThan(now, now);
  }

  private LiveKeys open(Duration refresh) {
    return open(KeySource.of(issuer.keysUrl(), ALL), refresh);
  }

  private LiveKeys open(KeySource source, Duration refresh) {
    var care = new KeyCare(refresh, Optional.of(file()));
    return LiveKeys.open(source, care, clock, metrics.tokens());
  }

  private Path file() {
    return folder.resolve("issuer-keys.json");
  }

  private double fetches(String outcome) {
    return metric("porten_issuer_keys_fetches_total{outcome=\"" + outcome + "\"}");
  }

  private double metric(String name) {
    return ScrapedMetrics.find(metrics.scrape(), name).orElseThrow();
  }

  private static void join(Optional<CompletionStage<Void>> fetch) {
    fetch.orElseThrow().toCompletableFuture().join();
  }
}
