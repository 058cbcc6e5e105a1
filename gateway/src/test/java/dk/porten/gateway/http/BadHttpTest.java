package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with the wrong method or path, and bytes that are no HTTP. */
final class BadHttpTest {
  private static final String BODY = "Content-Length: 20\r\n\r\n{\"userId\":\"stine.b\"}";
  private static final String CHECK =
      "POST /v1/user-id-checks HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: "
          + RunningGateway.TOKEN
          + "\r\n";

  /** Each is answered with 400 and the connection closed. */
  static final List<String> MALFORMED =
      List.of(
          "nonsense\r\n\r\n",
          "GET /v1/reason-codes\r\nHost: t\r\n\r\n",
          "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nno colon\r\n\r\n",
          "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX-A: " + "x".repeat(20_000) + "\r\n\r\n",
          "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: t\r\n\r\n",
          "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX A: 1\r\n\r\n",
          CHECK + "Host: t\r\nHost: u\r\n" + BODY,
          CHECK + "Host: t\r\nHost: t\r\n" + BODY,
          CHECK + BODY,
          CHECK + "Host: t\r\nContent-Length: 5\r\n" + BODY,
          CHECK + "Host: t\r\nContent-Length: x\r\n\r\n",
          CHECK + "Host: t\r\nContent-Length: -1\r\n\r\n",
          CHECK + "Host: t\r\nTransfer-Encoding: chunked\r\n" + BODY,
          CHECK + "Host: t/u\r\n" + BODY,
          CHECK.replace("1.1", "1.0") + BODY);

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void request_malformed_isRefusedAndTheConnectionClosed(String request) throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply = connection.send(request).read();

      assertThat(reply.problem()).isEqualTo("400 invalid-request");
      assertThat(reply.faults()).containsExactly(" bad-http");
      assertThat(reply.header("connection")).isEqualTo("close");
      assertThat(connection.endsQuietly()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/user-id-checks, POST",
    "PUT, /v1/user-id-checks, POST",
    "TRACE, /v1/user-id-checks, POST",
    "OPTIONS, /v1/user-id-checks/batch, POST",
    "DELETE, /v1/document-checks, POST",
    "PATCH, /v1/witness-checks, POST",
    "POST, /v1/rule-packs, 'GET, HEAD'",
    "POST, /v1/rule-packs/mitid-national, 'GET, HEAD'",
    "TRACE, /v1/reason-codes, 'GET, HEAD'",
    "BREW, /openapi.yaml, 'GET, HEAD'",
    "POST, /, 'GET, HEAD'",
  })
  void method_notOfThePath_isRefusedWithThoseItHas(String method, String path, String allowed)
      throws Exception {
    Reply reply = raw(method + " " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");

    assertThat(reply.problem()).isEqualTo("405 method-not-allowed");
    assertThat(reply.header("allow")).isEqualTo(allowed);
  }

  @Test
  void head_answered_leavesTheConnectionToTheNextRequest() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send("HEAD /v1/reason-codes HTTP/1.1\r\nHost: t\r\n\r\n").readHead();
      connection.send("HEAD /v1/nothing HTTP/1.1\r\nHost: t\r\n\r\n").readHead();

      assertThat(connection.send(CHECK + "Host: t\r\n" + BODY).readHead().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "/v1/",
        "/v2/user-id-checks",
        "/v1/nothing",
        "/V1/USER-ID-CHECKS",
        "*",
        "/v1/user-id-checks/",
        "/v1/user-id-checks/x",
        "/v1%2fuser-id-checks",
        "/v1%2Fuser-id-checks",
        "/v1/user-id-checks%00",
        "/v1/user-id-checks%2f",
        "/v1/user-id-checks;x=1",
        "//v1/user-id-checks",
        "/v1//user-id-checks",
        "/v1/./user-id-checks",
        "/v1/../v1/user-id-checks",
        "/v1/x/../user-id-checks",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/v1/%75ser-id-checks",
        "/v1/%2e/user-id-checks",
        "/v1/user-id-checks%",
        "/v1/%zz",
        "/v1/rule-packs/%zz",
        "/v1/rule-packs/%",
        "/v1/rule-packs/%ff",
        "/v1/rule-packs/..%2f",
        "/v1\\user-id-checks",
        "/health/ready",
        "/metrics",
      })
  void path_notOneOfOurs_is404(String path) throws Exception {
    Reply reply = raw("POST " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");

    assertThat(reply.problem()).isEqualTo("404 not-found");
  }

  @Test
  void query_any_isIgnored() throws Exception {
    String check = CHECK.replace("checks", "checks?userId=x&%zz&/../");

    assertThat(raw(check + "Host: t\r\n" + BODY).verdict()).isEqualTo("available");
  }

  @Test
  void header_folded_isReadAsOneLine() throws Exception {
    Reply reply = raw("GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX-Request-Id: a\r\n b\r\n\r\n");

    assertThat(reply.header("x-request-id")).isNotEqualTo("a").doesNotContain("b ");
  }

  @Test
  void expectContinue_isContinuedAndAnswered() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply = connection.send(CHECK + "Host: t\r\nExpect: 100-continue\r\n" + BODY).read();

      assertThat(reply.verdict()).isEqualTo("available");
    }
  }

  @Test
  void upgradeToHttp2_isPassedOver() throws Exception {
    Reply reply =
        raw(
            CHECK
                + "Host: t\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
                + BODY);

    assertThat(reply.verdict()).isEqualTo("available");
  }

  @Test
  void http2WithoutUpgrade_isRefused() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply = connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").readHead();

      assertThat(reply.status()).isEqualTo(501);
      assertThat(connection.endsQuietly()).isTrue();
    }
  }

  @Test
  void chunk_malformed_endsTheConnection() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(CHECK + "Host: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

      assertThat(connection.endsQuietly()).isTrue();
    }
  }

  @Test
  void requests_pipelined_areAnsweredInOrder() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send("GET /v1/nothing HTTP/1.1\r\nHost: t\r\n\r\n" + CHECK + "Host: t\r\n" + BODY);

      assertThat(connection.read().status()).isEqualTo(404);
      assertThat(connection.read().verdict()).isEqualTo("available");
    }
  }

  @Test
  void bodyRefused_nextRequestOnTheConnection_isAnswered() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(CHECK + "Host: t\r\nContent-Encoding: gzip\r\n" + BODY);
      connection.send(CHECK + "Host: t\r\n" + BODY);

      assertThat(connection.read().status()).isEqualTo(415);
      assertThat(connection.read().verdict()).isEqualTo("available");
    }
  }

  private static Reply raw(String request) throws Exception {
    return GATEWAY.sendRaw(request.getBytes(ISO_8859_1));
  }
}
