package dk.porten.gateway.http;

import static dk.porten.gateway.http.BadHttp.BODY;
import static dk.porten.gateway.http.BadHttp.CHECK;
import static dk.porten.gateway.http.BadHttp.MALFORMED;
import static dk.porten.gateway.http.BadHttp.NOT_SERVED;
import static dk.porten.gateway.http.BadHttp.coded;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with the wrong method or path, HTTP that is not served, and bytes that are none. */
final class BadHttpTest {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] [0-9]");

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("dk.porten.gateway.http.BadHttp#MALFORMED")
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
  @MethodSource("notServed")
  void request_notServed_isToldWhyAndTheConnectionClosed(String request, String problem)
      throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply = connection.send(request).read();

      assertThat(reply.problem()).isEqualTo(problem);
      assertThat(reply.header("connection")).isEqualTo("close");
      assertThat(connection.endsQuietly()).isTrue();
    }
  }

  static Stream<Arguments> notServed() {
    return NOT_SERVED.entrySet().stream().map(row -> Arguments.of(row.getKey(), row.getValue()));
  }

  @Test
  void request_refusedForGood_isTheLastOneOfItsConnection() throws Exception {
    String another = "GET /v1/rule-packs HTTP/1.1\r\nHost: t\r\n\r\n";
    GATEWAY.sendRaw(another.getBytes(ISO_8859_1));
    String read = "porten_requests_seconds_count{endpoint=\"rule-packs\",outcome=\"ok\"}";
    double before = GATEWAY.metric(read);

    for (String request :
        Stream.concat(MALFORMED.stream(), NOT_SERVED.keySet().stream()).toList()) {
      try (RawConnection connection = GATEWAY.connect()) {
        assertThat(connection.send(request + another.repeat(20)).readToEnd())
            .as(request)
            .matches(text -> STATUS.matcher(text).results().count() == 1);
      }
    }
    assertThat(GATEWAY.metric(read)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://t/v1/user-id-checks",
        "HTTP://T:80/v1/user-id-checks",
        "https://t:443/v1/user-id-checks?x"
      })
  void target_absoluteAndOfTheSameHost_isAnswered(String target) throws Exception {
    assertThat(raw(CHECK.replace("/v1/user-id-checks", target) + "Host: t\r\n" + BODY).verdict())
        .isEqualTo("available");
  }

  @ParameterizedTest
  @CsvSource({"'', 200", "'X-A: a\r\n b\r\n', 400"})
  void request_emptyLinesBeforeItAndInPieces_isReadAsIfWhole(String header, int status)
      throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send("\r\n" + CHECK + "Host: t\r\n" + BODY).read();
      for (char next : ("\r\n\r\n" + CHECK + header + "Host: t\r\n" + BODY).toCharArray()) {
        connection.send(String.valueOf(next));
      }

      assertThat(connection.read().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", " chunked "})
  void body_inChunks_isRead(String coding) throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      assertThat(connection.send(coded(coding)).readHead().status()).isEqualTo(200);
    }
  }

  @Test
  void body_withTrailers_leavesTheConnectionToTheNextRequest() throws Exception {
    String trailers = "0\r\nX-A: b\r\nX-B: c\r\n\r\n";
    try (RawConnection connection = GATEWAY.connect()) {
      String answers =
          connection
              .send(coded("chunked").replace("0\r\n\r\n", trailers))
              .send(CHECK + "Host: t\r\n" + BODY)
              .readToEnd();

      assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
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
    "GET, /v1/user-id-holds, POST",
    "DELETE, /v1/user-id-holds, POST",
    "POST, /v1/user-id-holds/some, 'GET, HEAD, DELETE'",
    "PUT, /v1/user-id-holds/some, 'GET, HEAD, DELETE'",
    "GET, /v1/user-id-holds/some/claim, POST",
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
  @FieldSource("dk.porten.gateway.http.BadHttp#PATHS")
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
  void expectContinue_isContinuedAndAnswered() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(CHECK + "Host: t\r\nExpect: 100-Continue\r\nContent-Length: 20\r\n\r\n");
      connection.awaitContinue();

      assertThat(connection.send("{\"userId\":\"stine.b\"}").read().verdict())
          .isEqualTo("available");
      assertThat(connection.send(CHECK + "Host: t\r\n" + BODY).read().verdict())
          .isEqualTo("available");
    }
  }

  /** Nobody knows whether the body still comes: the connection ends. */
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/user-id-checks, text/plain, 415",
    "POST, /v1/user-id-holds/4711/claim, text/plain, 415",
    "POST, /v1/nothing, application/json, 404",
    "PUT, /v1/user-id-checks, application/json, 405",
    "GET, /v1/reason-codes, application/json, 200",
  })
  void expectContinue_answeredWithoutTheBody_isNotContinued(
      String method, String path, String contentType, int status) throws Exception {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: t\r\nContent-Length: 20\r\nExpect: 100-continue\r\nAuthorization: "
            + RunningGateway.TOKEN
            + "\r\nContent-Type: "
            + contentType
            + "\r\n\r\n";
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply = connection.send(head).readHead();

      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.header("connection")).isEqualTo("close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1\r\nContent-Length: 0", "HTTP/1.0\r\nContent-Length: 20"})
  void expectContinue_noBodyOrAnOldVersion_isPassedOver(String rest) throws Exception {
    String request =
        "POST /v1/user-id-checks "
            + rest
            + "\r\nHost: t\r\nExpect: 100-continue\r\nAuthorization: "
            + RunningGateway.TOKEN
            + "\r\n\r\n";
    try (RawConnection connection = GATEWAY.connect()) {
      assertThat(connection.send(request).readHead().status()).isIn(400, 415);
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

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "14\r\n{\"userId\":\"stine.b\"}xx", "-1\r\n", "1;a=\"\r\n"})
  void chunk_malformed_isRefusedAndTheConnectionClosed(String chunk) throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      Reply reply =
          connection.send(CHECK + "Host: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk).read();

      assertThat(reply.problem()).isEqualTo("400 invalid-request");
      assertThat(reply.faults()).containsExactly(" bad-http");
      assertThat(reply.header("connection")).isEqualTo("close");
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
