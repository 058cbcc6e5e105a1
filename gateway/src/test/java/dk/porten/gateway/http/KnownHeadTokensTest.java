package dk.porten.gateway.http;

import static dk.porten.gateway.http.HeadRequests.BODY;
import static dk.porten.gateway.http.HeadRequests.HEAD;
import static dk.porten.gateway.http.HeadRequests.check;
import static dk.porten.gateway.http.HeadRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of a head that came before the token is judged each time: it may be another, or have ended. */
@Timeout(120)
final class KnownHeadTokensTest {
  private static final String REPEATED = "porten_heads_repeated_total";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void request_sameHeadButForItsToken_isJudgedByItsOwn() throws Exception {
    String bank = head("Bearer " + TestTokens.of("bank", "check"));
    String unscoped = head("Bearer " + TestTokens.of("bank", "audit"));
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = GATEWAY.connect()) {
      assertThat(connection.send(check("stine.b")).read().verdict()).isEqualTo("available");
      assertThat(connection.send(check(bank, "stine.b")).read().verdict()).isEqualTo("available");
      assertThat(connection.send(check(unscoped, "stine.b")).read().problem())
          .isEqualTo("403 forbidden");
      assertThat(connection.send(check(head("Bearer none"), "stine.b")).read().problem())
          .isEqualTo("401 unauthorized");
      assertThat(connection.send(check("stine.b")).read().verdict()).isEqualTo("available");
    }
    assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 2);
  }

  @Test
  void request_sameHeadAfterAnotherTokenWasReadAnew_isNotTheirs() throws Exception {
    try (RunningGateway timed = GATEWAY.startAnother();
        RawConnection connection = timed.connect()) {
      String ending = head(endingIn(timed, 10));
      String other = head(endingIn(timed, 60));

      assertThat(connection.send(check(ending, "stine.b")).read().status()).isEqualTo(200);
      assertThat(connection.send(request(other, "{}")).read().status()).isEqualTo(400);
      timed.clock().advance(Duration.ofSeconds(10));
      assertThat(connection.send(check(ending, "stine.b")).read().problem())
          .isEqualTo("401 unauthorized");
      assertThat(connection.send(check(other, "stine.b")).read().status()).isEqualTo(200);
    }
  }

  @Test
  void request_manyInARowWithAnotherToken_areReadAnewOnce() throws Exception {
    String bank = head("Bearer " + TestTokens.of("bank", "check"));
    double before = GATEWAY.metric(REPEATED);
    int requests = 600;
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(check("stine.b")).read();
      for (int i = 0; i < requests; i++) {
        assertThat(connection.send(check(bank, "stine.b")).read().status()).isEqualTo(200);
      }
    }
    assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + requests - 1);
  }

  @Test
  void token_expiresBetweenTwoRequests_isRefused() throws Exception {
    try (RunningGateway timed = GATEWAY.startAnother();
        RawConnection connection = timed.connect()) {
      String head = head(endingIn(timed, 10));

      assertThat(connection.send(request(head, BODY)).read().status()).isEqualTo(200);
      assertThat(connection.send(request(head, BODY)).read().status()).isEqualTo(200);
      timed.clock().advance(Duration.ofSeconds(10));
      assertThat(connection.send(request(head, BODY)).read().problem())
          .isEqualTo("401 unauthorized");
    }
  }

  @Test
  void request_afterManyWithTokensThatMayNotAsk_isAnsweredAsTheFirst() throws Exception {
    String unscoped = head("Bearer " + TestTokens.of("bank", "audit"));
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(check("stine.b")).read();
      for (int i = 0; i < 10; i++) {
        assertThat(connection.send(check(unscoped, "stine.b")).read().status()).isEqualTo(403);
      }
      double before = GATEWAY.metric(REPEATED);
      assertThat(connection.send(check("stine.b")).read().status()).isEqualTo(200);
      assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 1);
    }
  }

  private static String head(String authorization) {
    return HEAD.replace(RunningGateway.TOKEN, authorization);
  }

  /** Returns the header of a token that ends after so many seconds. */
  private static String endingIn(RunningGateway gateway, int seconds) {
    long end = gateway.clock().instant().getEpochSecond() + seconds;
    return "Bearer " + TestTokens.signed(TestTokens.claims().put("exp", end));
  }
}
