package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.claims;
import static dk.porten.gateway.auth.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.RawConnection;
import dk.porten.gateway.http.Reply;
import dk.porten.gateway.http.RunningGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which tokens are taken, and what is said of the others. The clock stands where that of {@link
 * TokenCases} does.
 */
final class BearerTokenTest {
  private static final String QUESTION = "{\"userId\":\"stine.b\"}";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("dk.porten.gateway.auth.TokenCases#GOOD")
  void token_good_isAnswered(TokenCases.Good token) {
    assertThat(ask("Bearer " + token.token()).status()).isEqualTo(200);
    assertThat(ask("Bearer " + token.token()).status()).as("held").isEqualTo(200);
  }

  @ParameterizedTest
  @FieldSource("dk.porten.gateway.auth.TokenCases#BAD")
  void token_bad_is401AndOnlyOperatorsAreToldWhy(TokenCases.Refused token) {
    String counter = "porten_tokens_refused_total{reason=\"" + token.reason().code() + "\"}";
    double before = GATEWAY.metric(counter);

    for (int i = 0; i < 2; i++) {
      Reply reply = ask("Bearer " + token.token());

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.problem()).isEqualTo("401 unauthorized");
      assertThat(reply.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
    assertThat(GATEWAY.metric(counter)).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @FieldSource("dk.porten.gateway.auth.TokenCases#FORBIDDEN")
  void token_withoutTheScope_is403(TokenCases.Good token) {
    Reply reply = ask("Bearer " + token.token());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.problem()).isEqualTo("403 forbidden");
    assertThat(reply.header("www-authenticate"))
        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"check\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer\t",
        "Basic dGVzdDp0ZXN0",
        "Bearerx",
        "DPoP x.y.z"
      })
  void authorization_withoutABearerToken_is401WithoutAnError(String header) {
    Reply reply = ask(header);

    assertThat(reply.problem()).isEqualTo("401 unauthorized");
    assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void authorization_twice_is401() throws Exception {
    String header = "Authorization: " + RunningGateway.TOKEN + "\r\n";
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(
          "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
              + header
              + header
              + "Content-Length: 20\r\n\r\n"
              + QUESTION);

      assertThat(connection.read().problem()).isEqualTo("401 unauthorized");
    }
  }

  @Test
  void scheme_inAnyCase_isTaken() {
    assertThat(ask("bEARER " + signed(claims())).status()).isEqualTo(200);
  }

  @Test
  void token_heldWhenItExpires_isRefused() {
    String token =
        TokenCases.with("exp", GATEWAY.clock().instant().plusSeconds(60).getEpochSecond());
    try {
      assertThat(ask("Bearer " + token).status()).isEqualTo(200);
      GATEWAY.clock().advance(Duration.ofMillis(59_999));
      assertThat(ask("Bearer " + token).status()).isEqualTo(200);
      GATEWAY.clock().advance(Duration.ofMillis(1));
      assertThat(ask("Bearer " + token).problem()).isEqualTo("401 unauthorized");
    } finally {
      GATEWAY.clock().set("2026-12-01T08:00:00Z");
    }
  }

  private static Reply ask(String authorization) {
    return GATEWAY.post("/v1/user-id-checks", QUESTION, "Authorization", authorization);
  }
}
