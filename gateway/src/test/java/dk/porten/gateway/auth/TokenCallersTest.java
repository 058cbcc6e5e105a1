package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.claims;
import static dk.porten.gateway.auth.TestTokens.jwk;
import static dk.porten.gateway.auth.TestTokens.keySet;
import static dk.porten.gateway.auth.TestTokens.keys;
import static dk.porten.gateway.auth.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a token names, and what the issuer's keys and clock have to do with it. */
final class TokenCallersTest {
  private static final int MUTANTS = 5_000;

  private static final Set<TokenAlgorithm> ALL = Set.of(TokenAlgorithm.values());
  private static final ClaimNames NAMES =
      new ClaimNames(ClaimNames.CLIENTS, ClaimNames.SCOPES, Map.of());

  private final TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final List<Callers> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Callers::close);
    metrics.close();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          kiosk, desk,  anna, kiosk, anna
          -,     desk,  anna, desk,  anna
          kiosk, -,     -,    kiosk, kiosk
          -,     desk,  -,    desk,  desk
          Ås 1,  -,     Ærø,  Ås 1,  Ærø
          """)
  void find_namesInTheClaims_areClientAndSubject(
      String clientId, String azp, String sub, String client, String subject) {
    JsonObject claims = claims();
    put(claims, "client_id", clientId);
    put(claims, "azp", azp);
    put(claims, "sub", sub);

    Caller caller = caller(callers(TestTokens.JWKS, Duration.ZERO), signed(claims)).orElseThrow();

    assertThat(caller.client()).isEqualTo(client);
    assertThat(caller.subject()).isEqualTo(subject);
    assertThat(caller.scopes()).isEqualTo(EnumSet.allOf(Scope.class));
    assertThat(caller.toString()).doesNotContain(client).doesNotContain(subject);
  }

  @Test
  void find_nameOf200Characters_isTaken() {
    String name = "x".repeat(200);

    assertThat(caller(callers(TestTokens.JWKS, Duration.ZERO), TestTokens.of(name, "check")))
        .contains(new Caller(name, "tester", Set.of(Scope.CHECK)));
  }

  @Test
  void find_withoutKid_anyKeyOfTheKindCounts() {
    KeyPair second = keys("EC");
    Callers callers =
        callers(
            keySet(jwk("a", TestTokens.EC), jwk("b", second), jwk("c", keys("EC"))), Duration.ZERO);

    assertThat(caller(callers, signed("ES256", second, new JsonObject(), claims()))).isPresent();
    assertThat(caller(callers, signed("ES256", keys("EC"), new JsonObject(), claims()))).isEmpty();
  }

  @Test
  void find_keyWithoutId_isOfTokensWithoutKidOnly() {
    JsonObject key = jwk("", TestTokens.EC);
    key.remove("kid");
    Callers callers = callers(keySet(key), Duration.ZERO);

    assertThat(caller(callers, signed("ES256", TestTokens.EC, new JsonObject(), claims())))
        .isPresent();
    assertThat(caller(callers, signed(claims()))).isEmpty();
  }

  @Test
  void find_withLeeway_timesCountThatMuchLaterAndEarlier() {
    long now = clock.instant().getEpochSecond();
    Callers callers = callers(TestTokens.JWKS, Duration.ofSeconds(30));
    String early = signed(claims().put("nbf", now + 30));
    String late = signed(claims().put("exp", now - 29));

    assertThat(caller(callers, early)).isPresent();
    assertThat(caller(callers, signed(claims().put("nbf", now + 31)))).isEmpty();
    assertThat(caller(callers, late)).isPresent();
    assertThat(caller(callers, signed(claims().put("exp", now - 30)))).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(caller(callers, late)).isEmpty();
    assertThat(caller(callers, early)).isPresent();
  }

  /**
   * More tokens than the slots of those found lately, in turn: each is its caller's, to its end.
   */
  @Test
  void find_manyTokensInTurn_nameTheirCallersUntilTheyEnd() {
    long now = clock.instant().getEpochSecond();
    Callers callers = callers(TestTokens.JWKS, Duration.ZERO);
    List<String> tokens =
        IntStream.range(0, 300)
            .mapToObj(i -> signed(claims().put("client_id", "c" + i).put("exp", now + 1 + i % 2)))
            .toList();

    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < tokens.size(); i++) {
        assertThat(caller(callers, tokens.get(i)).orElseThrow().client()).isEqualTo("c" + i);
      }
    }
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(caller(callers, tokens.get(i)).isPresent()).isEqualTo(i % 2 == 1);
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens).noneMatch(token -> caller(callers, token).isPresent());
  }

  @Test
  void find_badTokenThatBecomesGood_isTakenThen() {
    String token = signed(claims().put("nbf", clock.instant().getEpochSecond() + 1));
    Callers callers = callers(TestTokens.JWKS, Duration.ZERO);

    assertThat(caller(callers, token)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(caller(callers, token)).isPresent();
  }

  /** The last character of a signature may have bits that are not read. */
  @Test
  void find_mutatedTokens_nameNobodyElse() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Callers callers = callers(TestTokens.JWKS, Duration.ZERO);
    String good = signed(claims());
    Optional<Caller> expected = caller(callers, good);

    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutant(good, random);

      assertThat(caller(callers, mutant))
          .as("seed %d, mutant %s", seed, mutant)
          .matches(found -> found.isEmpty() || found.equals(expected));
      assertThat(
              mutant.startsWith(good.substring(0, good.lastIndexOf('.')) + ".")
                  || caller(callers, mutant).isEmpty())
          .isTrue();
    }
  }

  @Test
  void noToken_demo_everybodyMayDoEverything() {
    Callers demo = NoTokenRule.DEMO.callers(clock, metrics.tokens());
    Callers nobody = NoTokenRule.NOBODY.callers(clock, metrics.tokens());

    assertThat(caller(demo, "bad"))
        .contains(new Caller("demo", "demo", EnumSet.allOf(Scope.class)));
    assertThat(demo.needNoToken()).isTrue();
    assertThat(caller(nobody, signed(claims()))).isEmpty();
    assertThat(nobody.needNoToken()).isFalse();
    assertThat(callers(TestTokens.JWKS, Duration.ZERO).needNoToken()).isFalse();
  }

  /** This is on the way of every request; all that may be made is nothing. */
  @Test
  void find_knownHeader_allocatesNothing() {
    Callers callers = callers(TestTokens.JWKS, Duration.ZERO);
    String header = "Bearer " + signed(claims());

    assertThat(allocatedBy(() -> callers.find(header))).isLessThan(1);
  }

  /** Verifying an RSA signature takes 40 KB, and milliseconds with a bad one of another kind. */
  @Test
  void find_badSignatureAgain_isNotVerifiedAgain() {
    Callers callers = callers(TestTokens.JWKS, Duration.ZERO);
    JsonObject rsa = new JsonObject().put("kid", "rsa");
    String bad = "Bearer " + signed("RS256", TestTokens.OTHER_RSA, rsa, claims());

    assertThat(callers.find(bad)).isEqualTo(TokenRefusal.SIGNATURE);
    assertThat(allocatedBy(() -> callers.find(bad))).isLessThan(2.0 * bad.length());
  }

  private static double allocatedBy(Supplier<Identity> call) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 20_000;
    long before = 0;
    for (int i = 0; i < 2 * calls; i++) {
      if (i == calls) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      assert call.get() != null;
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / (double) calls;
  }

  /** Changes, drops, doubles or moves a few characters. */
  private static String mutant(String good, Random random) {
    var mutant = new StringBuilder(good);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(4)) {
        case 0 -> mutant.setCharAt(at, (char) (1 + random.nextInt(255)));
        case 1 -> mutant.deleteCharAt(at);
        case 2 -> mutant.insert(at, mutant.charAt(random.nextInt(mutant.length())));
        default -> mutant.setCharAt(at, mutant.charAt(random.nextInt(mutant.length())));
      }
    }
    return mutant.toString();
  }

  private Callers callers(JsonObject keySet, Duration leeway) {
    KeySource source = KeySource.of(TestTokens.file(keySet.encode()).toString(), ALL);
    var care = new KeyCare(Duration.ofDays(1), Optional.empty());
    var terms =
        new TokenTerms(
            TestTokens.ISSUER, Set.of(TestTokens.AUDIENCE), leeway, Duration.ZERO, NAMES);
    Callers opened = new TokenRule(source, care, terms).callers(clock, metrics.tokens());
    open.add(opened);
    return opened;
  }

  private static Optional<Caller> caller(Callers callers, String token) {
    return callers.find("Bearer " + token) instanceof KnownCaller known
        ? Optional.of(known.caller())
        : Optional.empty();
  }

  private static void put(JsonObject claims, String name, String value) {
    claims.remove(name);
    if (value != null) {
      claims.put(name, value);
    }
  }
}
