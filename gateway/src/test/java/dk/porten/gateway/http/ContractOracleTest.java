package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle itself: it takes right requests and responses and refuses each kind of wrong one. */
final class ContractOracleTest {
  private static final JsonObject DOCUMENT = OpenApiYaml.read();
  private static final ContractOracle ORACLE = ContractCheck.ORACLE;
  private static final Map<String, String> ANSWER =
      Map.of(
          "content-type", "application/json",
          "x-request-id", "\"1\\",
          "cache-control", "no-store");
  private static final Map<String, String> PROBLEM =
      Map.of(
          "content-type", "application/problem+json",
          "x-request-id", "r-1",
          "cache-control", "no-store",
          "x-content-type-options", "nosniff");
  private static final String FREE =
      """
      {"userId":"stine","verdict":"available","violations":[],
       "asOf":"2026-12-01T08:00:00Z","rulePack":"mitid-national@1"}""";
  private static final String TOO_LARGE =
      """
      {"requestId":"r-1","type":"/problems/request-too-large","title":"t","status":413,
       "detail":"d"}""";

  @Test
  void check_rightAnswer_isAccepted() {
    assertThatCode(() -> check(200, ANSWER, FREE)).doesNotThrowAnyException();
  }

  @Test
  void check_rightProblem_isAccepted() {
    assertThatCode(() -> check(413, PROBLEM, TOO_LARGE)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a member is missing            | ,\"rulePack\":\"mitid-national@1\" | `` | rulePack",
        "a member too many              | {\"userId\" | {\"extra\":1,\"userId\" | extra",
        "a wrong type                   | \"stine\" | 17 | userId",
        "null                           | \"stine\" | null | userId",
        "a verdict that there is not    | available | perhaps | verdict",
        "a verdict without its reason   | available | invalid | violations",
        "a reason against the verdict   | \"violations\":[] | \"violations\":[{\"code\":\"too-short\",\"message\":\"m\"}] | violations",
        "a code in the wrong shape      | \"violations\":[] | \"violations\":[{\"code\":\"TooShort\",\"message\":\"m\"}] | violations/0/code",
        "a forbidden sign without index | \"violations\":[] | \"violations\":[{\"code\":\"forbidden-character\",\"message\":\"m\"}] | index",
        "a time with fractions          | 08:00:00Z | 08:00:00.5Z | asOf",
        "a day that does not exist      | 2026-12-01T | 2026-02-30T | asOf",
        "a rule pack without version    | national@1 | national | rulePack",
        "not JSON                       | {\"userId\" | \"userId\" | decoded",
      })
  void check_answerChanged_isRefused(String what, String from, String to, String reason) {
    assertRefused(200, ANSWER, changed(FREE, from, to), reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "another problem's type   | request-too-large | not-found | type",
        "another status inside    | 413 | 400 | status",
        "no request id            | \"requestId\":\"r-1\", | `` | requestId",
        "errors where none belong | {\"requestId\" | {\"errors\":[],\"requestId\" | errors",
      })
  void check_problemChanged_isRefused(String what, String from, String to, String reason) {
    assertRefused(413, PROBLEM, changed(TOO_LARGE, from, to), reason);
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "document-checks | sufficient   | \"bringTotal\":0 | \"bringTotal\":1 | bringTotal",
        "document-checks | sufficient   | \"route\":\"single\" | \"route\":null | route",
        "document-checks | insufficient | \"use\":[] | \"use\":[0] | use",
        "document-checks | insufficient | \"issuers\":[\"DK\",\"GL\"], | `` | anyOf/0",
        "document-checks | insufficient | \"issuers\":[\"DK\",\"GL\"], | \"issuers\":[\"DK\"],\"issuersExcept\":[], | anyOf/0",
        "witness-checks  | allowed      | \"reasons\":[] | \"reasons\":[{\"code\":\"under-age\",\"message\":\"m\"}] | reasons",
        "witness-checks  | allowed      | \"allowedFrom\":\"2026-12-03\" | \"allowedFrom\":null | allowedFrom",
        "witness-checks  | exhausted    | \"unknown\":[] | \"unknown\":[{\"fact\":\"personId\"}] | unknown",
      })
  void check_exampleChanged_isRefused(
      String path, String example, String from, String to, String reason) {
    var operation =
        (JsonObject) JsonPointer.from("/paths/~1v1~1" + path + "/post").queryJson(DOCUMENT);
    String body =
        JsonPointer.from("/responses/200/content/application~1json/examples/" + example + "/value")
            .queryJson(operation)
            .toString();
    String operationId = operation.getString("operationId");

    assertThatCode(() -> ORACLE.check(operationId, 200, ANSWER, body.getBytes(UTF_8)))
        .doesNotThrowAnyException();
    String wrong = changed(body, from, to);
    assertThatThrownBy(() -> ORACLE.check(operationId, 200, ANSWER, wrong.getBytes(UTF_8)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"201", "304", "402", "404", "418"})
  void check_undocumentedStatus_isRefused(int status) {
    assertRefused(status, ANSWER, FREE, "not a documented status");
  }

  @Test
  void check_unknownOperation_isRefused() {
    assertThatThrownBy(() -> ORACLE.check("checkNothing", 200, ANSWER, FREE.getBytes(UTF_8)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no such operation");
  }

  @Test
  void check_problemAsPlainJson_isRefused() {
    assertRefused(413, with(PROBLEM, "content-type", "application/json"), TOO_LARGE, "format");
  }

  @Test
  void check_problemThatMayBeKeptOrShown_isRefused() {
    assertRefused(413, with(PROBLEM, "cache-control", "public"), TOO_LARGE, "cache-control");
    assertRefused(413, with(PROBLEM, "x-content-type-options", ""), TOO_LARGE, "nosniff");
  }

  @Test
  void check_answerAsProblem_isRefused() {
    assertRefused(200, with(ANSWER, "content-type", "application/problem+json"), FREE, "format");
  }

  @Test
  void check_noBody_isRefused() {
    assertRefused(200, ANSWER, "", "body");
  }

  @Test
  void check_bodyWithNotModified_isRefused() {
    Map<String, String> headers =
        Map.of("x-request-id", "r-1", "cache-control", "max-age=1", "etag", "\"1\"");

    assertThatCode(() -> ORACLE.check("listRulePacks", 304, headers, new byte[0]))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> ORACLE.check("listRulePacks", 304, headers, new byte[1]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a body where none is documented");
  }

  @Test
  void check_requestIdMissing_isRefused() {
    Map<String, String> headers = new HashMap<>(ANSWER);
    headers.remove("x-request-id");

    assertRefused(200, headers, FREE, "x-request-id");
  }

  @Test
  void check_personalAnswerThatMayBeStored_isRefused() {
    assertRefused(200, with(ANSWER, "cache-control", "max-age=60"), FREE, "cache-control");
  }

  @Test
  void check_entityTagWithoutQuotes_isRefused() {
    Map<String, String> headers =
        Map.of("x-request-id", "r-1", "cache-control", "max-age=1", "etag", "abc");

    assertThatThrownBy(() -> ORACLE.check("listRulePacks", 304, headers, new byte[0]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("etag");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "right                 | application/json                | k-1 | {\"userId\":\"stine\"} | ``",
        "a charset             | Application/JSON; charset=utf-8 | k-1 | {\"userId\":\"stine\"} | ``",
        "an unknown member     | application/json | k-1 | {\"userId\":\"stine\",\"x\":1} | /x",
        "a member is missing   | application/json | k-1 | {\"holdSeconds\":1} | userId",
        "a value out of range  | application/json | k-1 | {\"userId\":\"s\",\"holdSeconds\":0} | holdSeconds",
        "no body               | application/json | k-1 | `` | body",
        "another media type    | text/csv         | k-1 | {\"userId\":\"stine\"} | format",
        "no key                | application/json | ``  | {\"userId\":\"stine\"} | Idempotency-Key",
        "a key with a space    | application/json | k 1 | {\"userId\":\"stine\"} | Idempotency-Key",
      })
  void checkRequest_anyHold_isTakenOrRefusedWithTheReason(
      String what, String type, String key, String body, String reason) {
    Map<String, String> headers =
        key.isEmpty()
            ? Map.of("Content-Type", type)
            : Map.of("Content-Type", type, "idempotency-key", key);
    ThrowingCallable check =
        () -> ORACLE.checkRequest("holdUserId", "/v1/user-id-holds", headers, Buffer.buffer(body));

    if (reason.isEmpty()) {
      assertThatCode(check).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(reason);
    }
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.put(name, value);
    return changed;
  }

  private static String changed(String body, String from, String to) {
    assertThat(body).contains(from);
    return body.replace(from, to);
  }

  private static void check(int status, Map<String, String> headers, String body) {
    ORACLE.check("checkUserId", status, headers, body.getBytes(UTF_8));
  }

  private static void assertRefused(
      int status, Map<String, String> headers, String body, String reason) {
    assertThatThrownBy(() -> check(status, headers, body))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(reason);
  }
}
