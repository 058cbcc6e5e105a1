package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.TestDatabase;
import java.io.IOException;
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

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void close_requestUnderWay_isAnsweredAndNoOtherTaken() throws Exception {
    RunningGateway gateway = RunningGateway.start(DATABASE.address());
    try (RawConnection underWay = gateway.connect()) {
      underWay.send(HEAD + "Expect: 100-continue\r\n\r\n");
      underWay.awaitContinue();

      // On a thread of its own: the common pool may have one only, and the client needs it.
      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(gateway::close, task -> new Thread(task).start());
      Eventually.holds("not ready", () -> gateway.manage("/health/ready").status() == 503);
      Eventually.holds("no connection is taken", () -> !isListening(gateway));
      assertThat(gateway.manage("/health/live").status()).isEqualTo(200);
      assertThat(closing).isNotDone();
      underWay.send(BODY);

      assertThat(underWay.read().verdict()).isEqualTo("available");
      closing.join();
    }
  }

  @Test
  void close_connectionWhoseHeadIsKnown_isClosedWhileOthersAreUnderWay() throws Exception {
    RunningGateway gateway = RunningGateway.start(DATABASE.address());
    try (RawConnection known = gateway.connect();
        RawConnection underWay = gateway.connect()) {
      known.send(HEAD + "\r\n" + BODY).read();
      known.send(HEAD + "\r\n" + BODY).read();
      assertThat(gateway.metric("porten_heads_repeated_total")).isEqualTo(1);
      underWay.send(HEAD + "Expect: 100-continue\r\n\r\n").awaitContinue();

      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(gateway::close, task -> new Thread(task).start());
      assertThat(known.endsQuietly()).isTrue();
      assertThat(closing).isNotDone();

      assertThat(underWay.send(BODY).read().verdict()).isEqualTo("available");
      closing.join();
    }
  }

  @Test
  void close_streamUnderWay_goesOn() throws Exception {
    RunningGateway gateway = RunningGateway.start(DATABASE.address());
    try (LineStream underWay = LineStream.open(gateway)) {
      assertThat(underWay.send("{\"userId\":\"stine.b\"}\n").read()).contains("available");

      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(gateway::close, task -> new Thread(task).start());
      Eventually.holds("no connection is taken", () -> !isListening(gateway));
      assertThat(underWay.send("{\"userId\":\"stine.c\"}\n").read()).contains("available");
      assertThat(closing).isNotDone();

      assertThat(underWay.end().read()).isEmpty();
      closing.join();
    }
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
