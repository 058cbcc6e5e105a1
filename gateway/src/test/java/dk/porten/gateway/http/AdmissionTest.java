package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs a caller, in which order a request is refused, and what becomes of its body. */
final class AdmissionTest {
  private static final String BODY = "{\"userId\":\"stine.b\"}";
  private static final String HEAD =
      "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n";
  private static final String TOLD = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
  private static final String TOKEN = "Authorization: " + RunningGateway.TOKEN + "\r\n";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @CsvSource({
    "/v1/user-id-checks, check",
    "/v1/user-id-checks/batch, check",
    "/v1/document-checks, check",
    "/v1/witness-checks, check",
    "/v1/visit-checks, check",
  })
  void operation_withAScope_needsACallerWithIt(String path, String scope) {
    String others = "check reserve attest support".replace(scope, "");

    assertThat(post(path, "").problem()).isEqualTo("401 unauthorized");
    assertThat(post(path, "Bearer " + TestTokens.of("c", others)).problem())
        .isEqualTo("403 forbidden");
    assertThat(post(path, "Bearer " + TestTokens.of("c", scope)).problem())
        .isEqualTo("400 invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/rule-packs",
        "/v1/rule-packs/mitid-national",
        "/v1/reason-codes",
        "/openapi.yaml"
      })
  void operation_open_needsNobodyAndLooksAtNoToken(String path) {
    assertThat(GATEWAY.get(path, "Authorization", "").status()).isEqualTo(200);
    assertThat(GATEWAY.get(path, "Authorization", "Bearer bad").status()).isEqualTo(200);
  }

  @Test
  void caller_missing_isToldAfterPathAndMethodAndBeforeTheRest() {
    assertThat(post("/v1/nothing", "").problem()).isEqualTo("404 not-found");
    assertThat(GATEWAY.get("/v1/user-id-checks", "Authorization", "").problem())
        .isEqualTo("405 method-not-allowed");
    assertThat(
            GATEWAY
                .post("/v1/user-id-checks", "<", "Authorization", "", "Content-Type", "text/xml")
                .problem())
        .isEqualTo("401 unauthorized");
    assertThat(
            GATEWAY
                .post("/v1/user-id-checks", BODY, "Authorization", "", "Accept", "text/html")
                .problem())
        .isEqualTo("401 unauthorized");
  }

  @Test
  void refused_shortBody_connectionGoesOn() throws Exception {
    String large = "Content-Length: 65536\r\n\r\n" + "x".repeat(65_536);
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(HEAD + TOLD + HEAD + large + HEAD + TOKEN + TOLD);

      assertThat(connection.read().problem()).isEqualTo("401 unauthorized");
      assertThat(connection.read().problem()).isEqualTo("401 unauthorized");
      assertThat(connection.read().verdict()).isEqualTo("available");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 65537", "Transfer-Encoding: chunked"})
  void refused_bodyThatIsLongOrOfNoToldLength_endsTheConnectionUnread(String length)
      throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply = connection.send(HEAD + length + "\r\n\r\n").read();

      assertThat(reply.problem()).isEqualTo("401 unauthorized");
      assertThat(reply.header("connection")).isEqualTo("close");
      assertThat(connection.endsQuietly()).isTrue();
    }
  }

  private static Reply post(String path, String authorization) {
    return GATEWAY.post(path, "{}", "Authorization", authorization);
  }
}
