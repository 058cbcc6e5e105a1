package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestIssuer;
import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers notice when the issuer of their tokens changes its keys, or is away. */
@Timeout(120)
final class KeyRotationTest {
  private static final String CHECK = "/v1/user-id-checks";
  private static final String QUESTION = "{\"userId\":\"stine.b\"}";
  private static final String HEAD =
      "POST %s HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nAuthorization: %s\r\n"
          + "Content-Length: %d\r\n\r\n%s";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");
  private final TestIssuer issuer = TestIssuer.start();

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void rotation_requestsByTheNewKey_waitAndAreAllAnswered() {
    issuer.publishOnly("ec");
    try (RunningGateway gateway = start()) {
      assertThat(ask(gateway, "ec").verdict()).isEqualTo("available");
      issuer.publishOnly("ed");

      List<CompletableFuture<Reply>> replies =
          Stream.generate(() -> askLater(gateway, "ed")).limit(100).toList();

      assertThat(replies).allMatch(reply -> reply.join().status() == 200);
      assertThat(issuer.fetches()).isBetween(2, 4);
      assertThat(gateway.metric("porten_tokens_refused_total{reason=\"unknown_key\"}")).isZero();
    }
  }

  /** A stream and a large body have begun to come in while the request waits. */
  @Test
  void rotation_requestsWithBodies_loseNothing() {
    issuer.publishOnly("ec");
    try (RunningGateway gateway = start()) {
      issuer.publishOnly("ed");
      String lines = (QUESTION + "\n".repeat(1_000)).repeat(100);
      Reply stream =
          gateway.post(
              "/v1/user-id-checks/batch",
              lines,
              "Authorization",
              bearer("ed"),
              "Content-Type",
              "application/x-ndjson");
      assertThat(stream.text().lines()).hasSize(100);

      issuer.publishOnly("rsa");
      String ids = "\"stine.b\",".repeat(1_000);
      Reply batch =
          gateway.post(
              "/v1/user-id-checks/batch",
              "{\"userIds\":[" + ids.substring(0, ids.length() - 1) + "]}",
              "Authorization",
              bearer("rsa"));
      assertThat(batch.json().getJsonArray("results")).hasSize(1_000);
    }
  }

  @Test
  void withdrawal_tokensOfTheKey_areRefusedAfterTheNextFetch() throws Exception {
    try (RunningGateway gateway = start();
        RawConnection connection = gateway.connect()) {
      String head = request(bearer("ec"));
      assertThat(connection.send(head).read().status()).isEqualTo(200);
      assertThat(connection.send(head).read().status()).as("known head").isEqualTo(200);
      assertThat(ask(gateway, "ed").status()).isEqualTo(200);
      issuer.publishOnly("ed");

      assertThat(ask(gateway, "unknown").problem()).isEqualTo("401 unauthorized");

      assertThat(connection.send(head).read().problem()).isEqualTo("401 unauthorized");
      assertThat(ask(gateway, "ec").problem()).isEqualTo("401 unauthorized");
      assertThat(ask(gateway, "ed").status()).isEqualTo(200);
    }
  }

  @Test
  void growth_knownHeads_goOn() throws Exception {
    issuer.publishOnly("ec");
    try (RunningGateway gateway = start();
        RawConnection connection = gateway.connect()) {
      String head = request(bearer("ec"));
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send(head).read().status()).isEqualTo(200);
      }
      double before = gateway.metric("porten_heads_repeated_total");
      issuer.publishAll();
      assertThat(ask(gateway, "ed").status()).isEqualTo(200);

      assertThat(connection.send(head).read().status()).isEqualTo(200);
      assertThat(gateway.metric("porten_heads_repeated_total")).isEqualTo(before + 1);
    }
  }

  /** Nobody knows whether such a token is good: a client that gets 401 would throw it away. */
  @ParameterizedTest
  @ValueSource(strings = {"away", "silent", "starting"})
  void unknownKey_issuerDoesNotTell_is503(String how) throws Exception {
    var gate = new CountDownLatch(1);
    try (RunningGateway gateway = start("GATEWAY_DEADLINE_MILLIS", "500");
        RawConnection connection = gateway.connect()) {
      switch (how) {
        case "away" -> issuer.goAway();
        case "silent" -> issuer.holdUntil(gate);
        default -> issuer.answer(503);
      }
      Reply reply = connection.send(request(bearer("unknown"))).read();

      assertThat(reply.problem()).isEqualTo("503 unavailable");
      assertThat(reply.header("retry-after")).isNotEmpty();
      assertThat(connection.send(request(bearer("ec"))).read().status())
          .as("a known key, on the same connection")
          .isEqualTo(200);
    } finally {
      gate.countDown();
    }
  }

  @Test
  void unknownKey_callerLeavesMeanwhile_disturbsNobody() throws Exception {
    var gate = new CountDownLatch(1);
    issuer.publishOnly("ec");
    try (RunningGateway gateway = start();
        HeardLog heard = new HeardLog()) {
      issuer.publishOnly("ed");
      issuer.holdUntil(gate);
      String request = request(bearer("ed"));
      for (String cut : List.of(request, request.substring(0, request.length() - 3))) {
        try (RawConnection leaving = gateway.connect()) {
          leaving.send(cut);
          Eventually.holds("it waits", () -> issuer.fetches() == 2);
          leaving.reset();
        }
      }
      Eventually.holds("they have left", () -> gateway.metric("porten_connections") == 0);
      gate.countDown();

      assertThat(ask(gateway, "ed").status()).isEqualTo(200);
      assertThat(heard.errors()).isEmpty();
    } finally {
      gate.countDown();
    }
  }

  /** A client's streams are counted: one whose caller has gone must not count for ever. */
  @Test
  void unknownKey_callerOfAStreamLeavesMeanwhile_itCountsNoMore() throws Exception {
    var gate = new CountDownLatch(1);
    issuer.publishOnly("ec");
    Path budgets = Files.writeString(folder.resolve("one.yaml"), "default: {streams: 1}\n");
    try (RunningGateway gateway = start("GATEWAY_BUDGETS", budgets.toString())) {
      issuer.publishOnly("ed");
      issuer.holdUntil(gate);
      try (RawConnection leaving = gateway.connect()) {
        leaving.send(streamHead(bearer("ed")));
        Eventually.holds("it waits", () -> issuer.fetches() == 2);
        leaving.reset();
      }
      Eventually.holds("it has left", () -> gateway.metric("porten_connections") == 0);
      gate.countDown();
      assertThat(ask(gateway, "ed").status()).isEqualTo(200);

      try (RawConnection connection = gateway.connect()) {
        connection.send(streamHead(bearer("ed")) + "0\r\n\r\n");
        assertThat(connection.readHead().status()).isEqualTo(200);
      }
    } finally {
      gate.countDown();
    }
  }

  private static String streamHead(String authorization) {
    return "POST /v1/user-id-checks/batch HTTP/1.1\r\nHost: t\r\nAuthorization: "
        + authorization
        + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  @Test
  void unknownKey_whoeverComesOverAndOver_isRefusedAtOnce() {
    try (RunningGateway gateway = start()) {
      for (int i = 0; i < 50; i++) {
        assertThat(ask(gateway, "unknown").problem()).isEqualTo("401 unauthorized");
      }
      assertThat(gateway.metric("porten_tokens_refused_total{reason=\"unknown_key\"}"))
          .isEqualTo(50);
    }
  }

  /** Whoever sends unknown keys without end must not have a bank refused that has a new one. */
  @Test
  void rotation_whileUnknownKeysComeWithoutEnd_isNoticed() {
    issuer.publishOnly("ec");
    try (RunningGateway gateway = start()) {
      for (int i = 0; i < 50; i++) {
        assertThat(ask(gateway, "unknown").problem()).isEqualTo("401 unauthorized");
      }
      issuer.publishOnly("ed");

      assertThat(ask(gateway, "ed").verdict()).isEqualTo("available");
    }
  }

  @Test
  void start_issuerIsAway_worksWithTheKeysThatWereKept() {
    String[] kept = {"GATEWAY_JWKS_KEPT_FILE", folder.resolve("keys.json").toString()};
    start(kept).close();
    issuer.goAway();

    try (RunningGateway gateway = start(kept)) {
      assertThat(ask(gateway, "ec").verdict()).isEqualTo("available");
      assertThat(gateway.metric("porten_issuer_keys_fetches_total{outcome=\"refused\"}"))
          .isPositive();
    }
  }

  /** The issuer's name is enough: its discovery leads to its keys. */
  private RunningGateway start(String... more) {
    String[] variables = {"GATEWAY_JWKS", "", "GATEWAY_JWT_ISSUER", issuer.url()};
    return RunningGateway.start(
        DATABASE.newDatabase(),
        Stream.concat(Stream.of(variables), Stream.of(more)).toArray(String[]::new));
  }

  private Reply ask(RunningGateway gateway, String key) {
    return askLater(gateway, key).join();
  }

  private CompletableFuture<Reply> askLater(RunningGateway gateway, String key) {
    return gateway.postLater(CHECK, QUESTION, "Authorization", bearer(key));
  }

  private String bearer(String key) {
    return TestTokens.bearer(key, issuer.url());
  }

  private String request(String authorization) {
    return HEAD.formatted(CHECK, authorization, QUESTION.length(), QUESTION);
  }
}
