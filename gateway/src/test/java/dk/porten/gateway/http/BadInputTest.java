package dk.porten.gateway.http;

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
  private static final String USER_ID = "/v1/user-id-checks";
  private static final String DOCUMENTS = "/v1/document-checks";
  private static final String WITNESS = "/v1/witness-checks";
  private static final String VISIT = "/v1/visit-checks";
  private static final String HISTORY = "/v1/witness-history";
  private static final String HEAD =
      "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nAuthorization: "
          + RunningGateway.TOKEN
          + "\r\n";

  /** Bytes, as ISO 8859-1, that are not one JSON text in UTF-8. */
  static final List<String> MALFORMED =
      List.of(
          "",
          " ",
          "{",
          "}",
          "{\"userId\":\"stine.b\"",
          "{\"userId\":\"stine.b\"}x",
          "{\"userId\":\"stine.b\"}{\"userId\":\"stine.b\"}",
          "{\"userId\":\"stine.b\"} null",
          "{'userId':'stine.b'}",
          "{userId:\"stine.b\"}",
          "{\"userId\":\"stine.b\",}",
          "{\"userId\":\"stine.b\"}//",
          "{\"userId\":\"a\nb\"}",
          "{\"userId\":\"\\x\"}",
          "{\"userId\":\"\\u12\"}",
          "{\"userId\":01}",
          "{\"userId\":+1}",
          "{\"userId\":.5}",
          "{\"userId\":NaN}",
          "{\"userId\":TRUE}",
          "\u00ef\u00bb\u00bf{\"userId\":\"stine.b\"}",
          "{\"userId\":\"stine\u0080\"}",
          "{\"userId\":\"stine\u00c0\u00af\"}",
          "{\"userId\":\"stine\u00e0\u0080\u00af\"}",
          "{\"userId\":\"stine\u00ed\u00a0\u0080\"}",
          "{\"userId\":\"stine\u00f4\u0090\u0080\u0080\"}",
          "{\"userId\":\"stine\u00c3",
          "{\"userId\":\"stine.b\"}\u0000");

  /** Rows: path, body, faults with a comma between them. */
  static final List<Arguments> FAULTS =
      List.of(
          row(USER_ID, "[]", " wrong-type"),
          row(USER_ID, "null", " wrong-type"),
          row(USER_ID, "\"stine.b\"", " wrong-type"),
          row(USER_ID, "1e400", " wrong-type"),
          row(USER_ID, "{}", "/userId missing"),
          row(USER_ID, "{'userId':null}", "/userId wrong-type"),
          row(USER_ID, "{'userId':5}", "/userId wrong-type"),
          row(USER_ID, "{'userId':['stine.b']}", "/userId wrong-type"),
          row(USER_ID, "{'userId':'\\ud800'}", "/userId not-text"),
          row(USER_ID, "{'userId':'\\udc00\\ud800'}", "/userId not-text"),
          row(USER_ID, "{'userId':'stine.b','\\ud800':1}", " not-text"),
          row(USER_ID, "{'userId':'stine.b','extra':1}", "/extra unknown-field"),
          row(USER_ID, "{'userId':'stine.b','suggestions':11}", "/suggestions out-of-range"),
          row(USER_ID, "{'userId':'stine.b','suggestions':'3'}", "/suggestions wrong-type"),
          row(USER_ID + "/batch", "{'userIds':[],'suggestions':0}", "/suggestions unknown-field"),
          row(USER_ID, "{'userId':'stine.b','userId':'stine.b'}", "/userId duplicate-key"),
          row(USER_ID, "{'userId':'stine.b','user\\u0049d':'a'}", "/userId duplicate-key"),
          row(USER_ID, "{'userId':'stine.b','710199-1234':1}", " unknown-field"),
          row(USER_ID, "{'userId':'stine.b','on':'2026-02-30'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':'2026-2-3'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':'+2026-02-3'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':'2026-02-03T00:00:00Z'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':''}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':20260203}", "/on wrong-type"),
          row(USER_ID, "{'userId':'stine.b','on':'1899-12-31'}", "/on out-of-range"),
          row(USER_ID, "{'userId':'stine.b','on':'2200-01-01'}", "/on out-of-range"),
          row(USER_ID, "{'userId':'stine.b','rulePack':'Mitid'}", "/rulePack unknown-value"),
          row(USER_ID, "{'userId':'stine.b','rulePack':'mitid@0'}", "/rulePack unknown-value"),
          row(USER_ID, "{'userId':'stine.b','rulePack':1}", "/rulePack wrong-type"),
          row(USER_ID, "{'userId':'" + "x".repeat(513) + "'}", "/userId too-long"),
          row(USER_ID, "{'userId':'" + "\uD83D\uDE00".repeat(513) + "'}", "/userId too-long"),
          row(DOCUMENTS, "{}", "/documents missing"),
          row(DOCUMENTS, "{'documents':{}}", "/documents wrong-type"),
          row(
              DOCUMENTS,
              "{'documents':[null,1]}",
              "/documents/0 wrong-type,/documents/1 wrong-type"),
          row(DOCUMENTS, "{'documents':[{'type':'passport'}]}", "/documents/0/issuer missing"),
          row(DOCUMENTS, document("'issuer':'AA'"), "/documents/0/issuer unknown-value"),
          row(DOCUMENTS, document("'issuer':'dk'"), "/documents/0/issuer unknown-value"),
          row(DOCUMENTS, document("'form':'paper'"), "/documents/0/form unknown-value"),
          row(DOCUMENTS, document("'form':1"), "/documents/0/form wrong-type"),
          row(DOCUMENTS, document("'photo':'true'"), "/documents/0/photo wrong-type"),
          row(DOCUMENTS, document("'photo':1"), "/documents/0/photo wrong-type"),
          row(DOCUMENTS, document("'temporary':null"), "/documents/0/temporary wrong-type"),
          row(DOCUMENTS, document("'year':'2026'"), "/documents/0/year wrong-type"),
          row(DOCUMENTS, document("'year':2026.0"), "/documents/0/year wrong-type"),
          row(DOCUMENTS, document("'year':0"), "/documents/0/year out-of-range"),
          row(DOCUMENTS, document("'year':10000"), "/documents/0/year out-of-range"),
          row(
              DOCUMENTS,
              document("'expiresOn':'0000-01-01'"),
              "/documents/0/expiresOn out-of-range"),
          row(
              DOCUMENTS,
              document("'expiresOn':'+10000-01-01'"),
              "/documents/0/expiresOn not-a-date"),
          row(DOCUMENTS, document("'expiresOn':'-001-01-01'"), "/documents/0/expiresOn not-a-date"),
          row(DOCUMENTS, document("'photo':true,'photo':true"), "/documents/0/photo duplicate-key"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':-1}", "/bringLimit out-of-range"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':201}", "/bringLimit out-of-range"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':1.0}", "/bringLimit wrong-type"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':1e1}", "/bringLimit wrong-type"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':'5'}", "/bringLimit wrong-type"),
          row(
              DOCUMENTS,
              "{'documents':[],'bringLimit':9223372036854775808}",
              "/bringLimit wrong-type"),
          row(
              DOCUMENTS,
              "{'documents':[],'bringLimit':" + "9".repeat(5_000) + "}",
              "/bringLimit wrong-type"),
          row(DOCUMENTS, "{'documents':[],'venue':'home'}", "/venue unknown-value"),
          row(DOCUMENTS, "{'documents':[],'" + "n".repeat(60_000) + "':1}", " unknown-field"),
          row(WITNESS, "{}", "/witness missing"),
          row(WITNESS, "{'witness':[]}", "/witness wrong-type"),
          row(WITNESS, "{'witness':null}", "/witness wrong-type"),
          row(WITNESS, "{'witness':{},'applicant':{}}", "/applicant/personId missing"),
          row(WITNESS, "{'witness':{'personId':''}}", "/witness/personId not-a-uuid"),
          row(WITNESS, "{'witness':{'personId':'1-1-1-1-1'}}", "/witness/personId not-a-uuid"),
          row(
              WITNESS,
              "{'witness':{'personId':'{5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937a}'}}",
              "/witness/personId not-a-uuid"),
          row(
              WITNESS,
              "{'witness':{'personId':'5f0c8a3e9b1d4c62a7e42d8f61b0937a'}}",
              "/witness/personId not-a-uuid"),
          row(
              WITNESS,
              "{'witness':{'personId':'00000000-0000-0000-0000-000000000000'}}",
              "/witness/personId placeholder"),
          row(
              WITNESS,
              "{'witness':{'personId':'ffffffff-FFFF-ffff-FFFF-ffffffffffff'}}",
              "/witness/personId placeholder"),
          row(
              WITNESS,
              "{'witness':{},'applicant':{'personId':'00000000-0000-0000-0000-000000000000'}}",
              "/applicant/personId placeholder"),
          row(
              VISIT,
              "{'documents':[],'witness':{'personId':'00000000-0000-0000-0000-000000000000'},"
                  + "'applicant':{'personId':'ffffffff-ffff-ffff-ffff-ffffffffffff'}}",
              "/applicant/personId placeholder,/witness/personId placeholder"),
          row(
              HISTORY,
              "{'personId':'00000000-0000-0000-0000-000000000000'}",
              "/personId placeholder"),
          row(WITNESS, "{'witness':{'documents':null}}", "/witness/documents wrong-type"),
          row(WITNESS, "{'witness':{'birthDate':'1980-02-30'}}", "/witness/birthDate not-a-date"),
          row(WITNESS, "{'witness':{'professional':'no'}}", "/witness/professional wrong-type"));

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void body_notOneJsonText_isMalformed(String body) {
    assertThat(post(USER_ID, body.getBytes(ISO_8859_1)).problem()).isEqualTo("400 malformed-json");
  }

  @Test
  void body_utf16_isMalformed() {
    assertThat(post(USER_ID, "{\"userId\":\"stine.b\"}".getBytes(UTF_16)).problem())
        .isEqualTo("400 malformed-json");
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
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

  private static Arguments row(String path, String body, String faults) {
    return Arguments.of(path, body.replace('\'', '"'), faults);
  }

  private static String document(String member) {
    String issuer = member.contains("issuer") ? "" : ",'issuer':'DK'";
    return "{'documents':[{'type':'passport'" + issuer + "," + member + "}]}";
  }
}
