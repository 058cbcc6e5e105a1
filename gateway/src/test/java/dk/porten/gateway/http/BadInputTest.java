package dk.porten.gateway.http;

import static dk.porten.gateway.http.BadBodies.DOCUMENTS;
import static dk.porten.gateway.http.BadBodies.USER_ID;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no question: what is wrong with each, and where. */
final class BadInputTest {
  private static final String HEAD =
      "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nAuthorization: "
          + RunningGateway.TOKEN
          + "\r\n";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("dk.porten.gateway.http.BadBodies#MALFORMED")
  void body_notOneJsonText_isMalformed(String body) {
    assertThat(post(USER_ID, body.getBytes(ISO_8859_1)).problem()).isEqualTo("400 malformed-json");
  }

  @Test
  void body_utf16_isMalformed() {
    assertThat(post(USER_ID, "{\"userId\":\"stine.b\"}".getBytes(UTF_16)).problem())
        .isEqualTo("400 malformed-json");
  }

  @ParameterizedTest
  @FieldSource("dk.porten.gateway.http.BadBodies#FAULTS")
  void body_faulty_tellsEachFaultAtItsPlace(String path, String body, String faults) {
    Reply reply = GATEWAY.post(path, body);

    assertThat(reply.problem()).isEqualTo("400 invalid-request");
    assertThat(reply.faults()).containsExactly(faults.split(","));
  }

  @Test
  void body_manyFaults_tellsAllAtOnce() {
    Reply reply =
        GATEWAY.post(
            DOCUMENTS,
            """
            {"documents":[{"type":"paper","expiresOn":"soon"},{"issuer":5,"photo":null,"x":1}],
             "on":"1899-12-31","venue":7,"bringLimit":"all","rulePack":"","livesAbroad":0,"y":{}}""");

    assertThat(reply.faults())
        .containsExactlyInAnyOrder(
            "/documents/0/type unknown-value",
            "/documents/0/issuer missing",
            "/documents/0/expiresOn not-a-date",
            "/documents/1/type missing",
            "/documents/1/issuer wrong-type",
            "/documents/1/photo wrong-type",
            "/documents/1/x unknown-field",
            "/on out-of-range",
            "/venue wrong-type",
            "/bringLimit wrong-type",
            "/rulePack unknown-value",
            "/livesAbroad wrong-type",
            "/y unknown-field");
  }

  @Test
  void body_nestedSixteenDeep_isRead() {
    assertThat(GATEWAY.post(USER_ID, nested(16)).faults())
        .containsExactlyInAnyOrder("/userId missing", "/x unknown-field");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18, 10_000})
  void body_nestedDeeper_isAFault(int depth) {
    assertThat(GATEWAY.post(USER_ID, nested(depth)).faults())
        .anyMatch(fault -> fault.endsWith(" too-deep"));
  }

  @Test
  void body_nestedDeepAndOpen_isMalformed() {
    assertThat(GATEWAY.post(USER_ID, "[".repeat(60_000)).problem()).isEqualTo("400 malformed-json");
  }

  @Test
  void rulePack_longAndManyDashes_isAFault() {
    Reply reply =
        GATEWAY.post(
            USER_ID, "{\"userId\":\"stine.b\",\"rulePack\":\"a" + "-a".repeat(30_000) + "\"}");

    assertThat(reply.problem()).isEqualTo("400 invalid-request");
    assertThat(reply.faults()).contains("/rulePack too-long");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/user-id-checks, 65536, 400 invalid-request",
    "/v1/user-id-checks, 65537, 413 request-too-large",
    "/v1/document-checks, 65537, 413 request-too-large",
    "/v1/witness-checks, 65537, 413 request-too-large",
    "/v1/user-id-checks/batch, 524288, 400 invalid-request",
    "/v1/user-id-checks/batch, 524289, 413 request-too-large",
  })
  void body_atTheLimit_isReadAndOneByteMoreIsNot(String path, int bytes, String problem)
      throws Exception {
    String body = "[\"" + "x".repeat(bytes - 4) + "\"]";

    String connection = problem.startsWith("413") ? "close" : "";

    for (Reply reply : List.of(GATEWAY.post(path, body), chunked(path, body))) {
      assertThat(reply.problem()).isEqualTo(problem);
      assertThat(reply.header("connection")).isEqualTo(connection);
    }
  }

  @Test
  void body_announcedFarTooLarge_isRefusedBeforeItIsSent() throws Exception {
    assertThat(
            raw(HEAD + "Content-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n")
                .problem())
        .isEqualTo("413 request-too-large");
  }

  @ParameterizedTest
  @MethodSource("mediaTypes")
  void contentType_each_isTakenOrNot(String headers, int status) throws Exception {
    String request = HEAD + headers.replace("|", "\r\n") + "\r\nContent-Length: 20\r\n\r\n";

    assertThat(raw(request + "{\"userId\":\"stine.b\"}").status()).isEqualTo(status);
  }

  static Stream<Arguments> mediaTypes() {
    return Stream.of(
        Arguments.of("Content-Type: application/json", 200),
        Arguments.of("content-type: APPLICATION/JSON", 200),
        Arguments.of("Content-Type: application/json; charset=utf-8", 200),
        Arguments.of("Content-Type: application/json;charset=\"UTF-8\"", 200),
        Arguments.of("Content-Type: application/json;", 200),
        Arguments.of("Content-Type: application/json ; ; charset=utf8 ;", 200),
        Arguments.of("Content-Type: Application/Json;Charset=\"Utf8\"", 200),
        Arguments.of("Content-Type: application/json; q=\"a;charset=x\"; version=1", 200),
        Arguments.of("Content-Type: application/json" + ";".repeat(240), 200),
        Arguments.of("Content-Type: application/json" + ";".repeat(250), 415),
        Arguments.of("X-None: x", 415),
        Arguments.of("Content-Type:", 415),
        Arguments.of("Content-Type: text/plain", 415),
        Arguments.of("Content-Type: application/json; charset=iso-8859-1", 415),
        Arguments.of("Content-Type: application/json; charset=utf-16", 415),
        Arguments.of("Content-Type: application/json; charset=utf-8; charset=utf-16", 415),
        Arguments.of("Content-Type: application/json; charset=\"utf-8", 415),
        Arguments.of("Content-Type: application/json charset=utf-8", 415),
        Arguments.of("Content-Type: application/jsonx", 415),
        Arguments.of("Content-Type: application/x-ndjson", 415),
        Arguments.of("Content-Type: application/x-www-form-urlencoded", 415),
        Arguments.of("Content-Type: application/json|Content-Type: text/plain", 415),
        Arguments.of("Content-Type: application/json|Content-Encoding: gzip", 415),
        Arguments.of("Content-Type: application/json|Content-Encoding: br", 415),
        Arguments.of("Content-Type: application/json|Content-Encoding: identity, gzip", 415),
        Arguments.of("Content-Type: application/json|Content-Encoding: Identity", 200),
        Arguments.of("Content-Type: application/json|Content-Encoding:", 200),
        Arguments.of("Content-Type: application/json|Accept: application/json", 200),
        Arguments.of("Content-Type: application/json|Accept: application/problem+json", 200),
        Arguments.of("Content-Type: application/json|Accept: application/problem+json;q=0", 406),
        Arguments.of(
            "Content-Type: application/json|Accept: application/json;q=0, application/problem+json",
            406),
        Arguments.of("Content-Type: application/json|Accept: application/*;q=0.1", 200),
        Arguments.of("Content-Type: application/json|Accept: text/html", 406),
        Arguments.of("Content-Type: application/json|Accept: application/json;q=0.0", 406),
        Arguments.of("Content-Type: application/json|Accept: text/html|Accept: */*", 200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-None: x", "Content-Type: text/plain"})
  void body_noneWhereOneIsNeeded_isMalformedWhateverItsType(String header) throws Exception {
    assertThat(raw(HEAD + header + "\r\nContent-Length: 0\r\n\r\n").problem())
        .isEqualTo("400 malformed-json");
    assertThat(raw(HEAD + header + "\r\n\r\n").problem()).isEqualTo("400 malformed-json");
  }

  private static Reply post(String path, byte[] body) {
    return GATEWAY.send("POST", path, body, "Content-Type", "application/json");
  }

  private static Reply chunked(String path, String body) throws Exception {
    String request =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nAuthorization: "
            + RunningGateway.TOKEN
            + "\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n";
    return raw(request);
  }

  private static Reply raw(String request) throws Exception {
    return GATEWAY.sendRaw(request.getBytes(ISO_8859_1));
  }

  private static String nested(int depth) {
    return "{\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }
}
