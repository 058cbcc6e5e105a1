package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that is told to stop. */
@Timeout(60)
final class DrainTest {
  private static final String BODY = "{\"userId\":\"stine.b\"}";
  private static final String HEAD =
      """
      POST /v1/user-id-checks HTTP/1.1\r
      Host: t\r
      Content-Type: application/json\r
      Content-Length: 20\r
      Authorization: %s\r
      """
          .formatted(RunningGateway.TOKEN);

  private static final String CHECK = HEAD + "\r\n" + BODY;
  private static final String ANSWERED =
      "porten_requests_seconds_count{endpoint=\"user-id-checks\",outcome=\"available\"}";
  private static final String PUBLISHED =
      "porten_requests_seconds_count{endpoint=\"openapi\",outcome=\"ok\"}";
  private static final int CLIENTS = 12;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void close_requestUnderWay_isAnsweredAndNoConnectionTaken() throws Exception {
    RunningGateway gateway = start();
    try (RawConnection underWay = gateway.connect()) {
      underWay.send(HEAD + "Expect: 100-continue\r\n\r\n");
      underWay.awaitContinue();

      CompletableFuture<Void> closing = close(gateway);
      Eventually.holds("not ready", () -> gateway.manage("/health/ready").status() == 503);
      Eventually.holds("no connection is taken", () -> !isListening(gateway));
      assertThat(gateway.manage("/health/live").status()).isEqualTo(200);
      assertThat(closing).isNotDone();
      underWay.send(BODY);

      Reply reply = underWay.read();
      assertThat(reply.verdict()).isEqualTo("available");
      assertThat(reply.header("connection")).isEqualTo("close");
      assertThat(underWay.endsQuietly()).isTrue();
      closing.join();
    }
  }

  @Test
  void close_delay_isServedThroughAsIfNothingWereButReadiness() throws Exception {
    RunningGateway gateway = start("GATEWAY_DRAIN_DELAY_SECONDS", "5");
    try (RawConnection before = gateway.connect()) {
      before.send(CHECK).read();

      CompletableFuture<Void> closing = close(gateway);
      Eventually.holds("not ready", () -> gateway.manage("/health/ready").status() == 503);
      try (RawConnection meanwhile = gateway.connect()) {
        assertThat(meanwhile.send(CHECK).read().headers()).doesNotContainKey("connection");
      }
      assertThat(before.send(CHECK).read().headers()).doesNotContainKey("connection");
      Eventually.holds("no connection is taken", () -> !isListening(gateway));
      assertThat(before.send(CHECK).read().header("connection")).isEqualTo("close");
      closing.join();
    }
  }

  @Test
  void close_connectionsKeptAlive_loseNoRequest() throws Exception {
    RunningGateway gateway = start();
    List<CompletableFuture<Boolean>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawConnection connection = gateway.connect();
      String check = i % 2 == 0 ? CHECK : CHECK.replace("Host", "X-Request-Id: 7\r\nHost");
      clients.add(onItsOwn(() -> isEveryRequestAnswered(connection, check)));
    }
    Eventually.holds("they ask", () -> gateway.count(ANSWERED) > 10 * CLIENTS);

    close(gateway).join();

    assertThat(clients).allMatch(CompletableFuture::join);
  }

  /** Asks again and again until it is told that it was the last time. */
  private static boolean isEveryRequestAnswered(RawConnection connection, String check)
      throws IOException {
    try (connection) {
      boolean isLast;
      do {
        isLast = connection.send(check).read().header("connection").equals("close");
      } while (!isLast);
      return connection.endsQuietly();
    }
  }

  @Test
  void close_connectionsIdle_areAnsweredOnceMoreOrClosedAfterAWhile() throws Exception {
    RunningGateway gateway = start();
    try (RawConnection known = gateway.connect();
        RawConnection idle = gateway.connect();
        RawConnection underWay = gateway.connect()) {
      known.send(CHECK).read();
      known.send(CHECK).read();
      assertThat(gateway.metric("porten_heads_repeated_total")).isEqualTo(1);
      underWay.send(HEAD + "Expect: 100-continue\r\n\r\n").awaitContinue();

      CompletableFuture<Void> closing = close(gateway);
      Eventually.holds("no connection is taken", () -> !isListening(gateway));
      assertThat(known.send(CHECK).read().header("connection")).isEqualTo("close");
      assertThat(known.endsQuietly()).isTrue();
      assertThat(idle.endsQuietly()).isTrue();
      assertThat(gateway.metric("porten_connections_ended_total{reason=\"stopping\"}"))
          .isEqualTo(1);
      assertThat(closing).isNotDone();

      assertThat(underWay.send(BODY).read().verdict()).isEqualTo("available");
      closing.join();
    }
  }

  /** A connection on which an answer is due is not idle. */
  @Test
  void close_answerThatTakesLong_isWaitedFor() throws Exception {
    RunningGateway gateway = start();
    try (RawConnection idle = gateway.connect();
        Connection other = gateway.openDatabase()) {
      idle.send(CHECK).read();
      UUID witness = UUID.randomUUID();
      other.setAutoCommit(false);
      Attestations.lock(other, witness);
      CompletableFuture<Reply> recording =
          gateway.postLater(
              "/v1/attestations",
              Attestations.body(witness, UUID.randomUUID(), "").encode(),
              "Idempotency-Key",
              "key");
      Attestations.awaitWaiting(other);

      CompletableFuture<Void> closing = close(gateway);
      assertThat(idle.endsQuietly()).isTrue();
      assertThat(recording).isNotDone();
      other.rollback();

      assertThat(recording.join().status()).isEqualTo(201);
      closing.join();
    }
  }

  /** A connection whose answers are still being taken is not idle either. */
  @Test
  void close_answersThatAreTakenSlowly_areSentWhole() throws Exception {
    RunningGateway gateway = start();
    String contract = gateway.get("/openapi.yaml").text();
    double before = gateway.count(PUBLISHED);
    try (RawConnection slow = gateway.connect();
        RawConnection idle = gateway.connect();
        RawConnection another = gateway.connect()) {
      slow.send("GET /openapi.yaml HTTP/1.1\r\nHost: t\r\n\r\n".repeat(100));
      gateway.awaitStandstill(PUBLISHED, before);

      CompletableFuture<Void> closing = close(gateway);
      assertThat(idle.endsQuietly()).isTrue();
      assertThat(another.endsQuietly()).isTrue();

      assertThat(slow.readToEnd()).endsWith(contract.substring(contract.length() - 100));
      closing.join();
    }
  }

  @Test
  void close_streamUnderWay_goesOnToItsEnd() throws Exception {
    RunningGateway gateway = start();
    try (LineStream underWay = LineStream.open(gateway)) {
      assertThat(underWay.send("{\"userId\":\"stine.b\"}\n").read()).contains("available");

      CompletableFuture<Void> closing = close(gateway);
      Eventually.holds("no connection is taken", () -> !isListening(gateway));
      assertThat(underWay.send("{\"userId\":\"stine.c\"}\n").read()).contains("available");
      assertThat(closing).isNotDone();

      assertThat(underWay.end().read()).isEmpty();
      closing.join();
    }
  }

  @Test
  void close_streamWithoutAnEnd_isCutWhenTheTimeIsOver() throws Exception {
    RunningGateway gateway = start("GATEWAY_DRAIN_SECONDS", "1");
    try (LineStream endless = LineStream.open(gateway)) {
      assertThat(endless.send("{\"userId\":\"stine.b\"}\n").read()).contains("available");

      close(gateway).join();

      assertThatThrownBy(endless::read).isInstanceOf(IOException.class);
    }
  }

  private static RunningGateway start(String... variables) {
    List<String> all = new ArrayList<>(List.of("GATEWAY_DRAIN_SECONDS", "20"));
    all.addAll(List.of(variables));
    return RunningGateway.start(DATABASE.address(), all.toArray(String[]::new));
  }

  private static CompletableFuture<Void> close(RunningGateway gateway) {
    return onItsOwn(
        () -> {
          gateway.close();
          return null;
        });
  }

  /** On a thread of its own: the common pool may have one only, and the client needs it. */
  private static <T> CompletableFuture<T> onItsOwn(Callable<T> task) {
    var result = new CompletableFuture<T>();
    new Thread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Exception | AssertionError failure) {
                result.completeExceptionally(failure);
              }
            })
        .start();
    return result;
  }

  private static boolean isListening(RunningGateway gateway) {
    try {
      gateway.connect().close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
