package dk.porten.gateway.http;

import java.util.List;
import java.util.Map;

/** HTTP that is not served, and the parts of it that is. */
final class BadHttp {
  static final String BODY = "Content-Length: 20\r\n\r\n{\"userId\":\"stine.b\"}";
  static final String CHECK =
      "POST /v1/user-id-checks HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: "
          + RunningGateway.TOKEN
          + "\r\n";

  private static final String CHUNKS = "\r\n\r\n14\r\n{\"userId\":\"stine.b\"}\r\n0\r\n\r\n";
  private static final String UNKNOWN_CODING = "501 unknown-transfer-coding";
  private static final String OTHER_VERSION = "505 http-version-not-supported";

  /** Each is answered with 400 and the connection closed. */
  static final List<String> MALFORMED =
      List.of(
          "nonsense\r\n\r\n",
          "GET /v1/reason-codes\r\nHost: t\r\n\r\n",
          "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nno colon\r\n\r\n",
          "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX A: 1\r\n\r\n",
          CHECK + "Host: t\r\nHost: u\r\n" + BODY,
          CHECK + "Host: t\r\nHost: t\r\n" + BODY,
          CHECK + BODY,
          CHECK + "Host: t\r\nContent-Length: 5\r\n" + BODY,
          CHECK + "Host: t\r\nContent-Length: x\r\n\r\n",
          CHECK + "Host: t\r\nContent-Length: -1\r\n\r\n",
          CHECK + "Host: t\r\nTransfer-Encoding: chunked\r\n" + BODY,
          CHECK + "Host: t\r\nContent-Length: +20" + BODY.substring(18),
          CHECK + "Host: t\r\nContent-Length: 020" + BODY.substring(18),
          CHECK + "Host: t\r\nContent-Length: 00\r\n\r\n",
          CHECK.replace("1.1", "1.0") + "Host: t\r\nContent-Length: 5\r\n" + BODY,
          CHECK.replace("1.1", "1.0")
              + "Host: t\r\n"
              + BODY.replace("20", "20\r\ncontent-length: 20"),
          CHECK + "Host: t\r\nContent-Length: 20,20" + BODY.substring(18),
          CHECK + "Host: t\r\nContent-Length: 20, 20" + BODY.substring(18),
          CHECK + "Host: t\r\nTransfer-Encoding: gzip" + CHUNKS,
          CHECK + "Host: t\r\nTransfer-Encoding: chunked, gzip" + CHUNKS,
          CHECK + "Host: t\r\nTransfer-Encoding: identity" + CHUNKS,
          CHECK.replace("1.1", "1.0") + "Host: t\r\nTransfer-Encoding: chunked" + CHUNKS,
          CHECK + "Host: t/u\r\n" + BODY,
          CHECK + "Host: t\r\nX-A: a\r\n b\r\n" + BODY,
          CHECK + "Host: t\r\nX-A: a\r\n\tb\r\n" + BODY,
          CHECK + "Host:\r\n t\r\n" + BODY,
          "\r\n" + CHECK + "Host: t\r\nX-A:\r\n \r\n" + BODY,
          CHECK.replace("\r\n", "\r\n X-A: a\r\n") + "Host: t\r\n" + BODY,
          CHECK + "Host: t\r\n: a\r\n" + BODY,
          CHECK.replace("/v1", "http://u/v1") + "Host: t\r\n" + BODY,
          CHECK.replace("/v1", "http://t:81/v1") + "Host: t\r\n" + BODY,
          CHECK.replace("/v1", "http://u@t/v1") + "Host: t\r\n" + BODY,
          CHECK.replace("/v1", "ftp://t/v1") + "Host: t\r\n" + BODY,
          CHECK.replace("/v1", "v1") + "Host: t\r\n" + BODY,
          "CONNECT t:80 HTTP/1.1\r\nHost: t:80\r\n\r\n",
          CHECK.replace("HTTP/1.1", "http/1.1") + "Host: t\r\n" + BODY,
          CHECK.replace("HTTP/1.1", "HTTP/01.1") + "Host: t\r\n" + BODY,
          CHECK.replace("HTTP/1.1", "FOO/1.1") + "Host: t\r\n" + BODY,
          CHECK.replace("1.1", "1.0") + BODY);

  /** Well-formed, or nearly so, and not for us: the request, and how it is answered. */
  static final Map<String, String> NOT_SERVED =
      Map.ofEntries(
          Map.entry(
              "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX-A: "
                  + "x".repeat(100_000)
                  + "\r\n\r\n",
              "431 header-fields-too-large"),
          Map.entry(
              "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: t\r\n\r\n", "414 uri-too-long"),
          Map.entry(coded("gzip, chunked"), UNKNOWN_CODING),
          Map.entry(coded("x-foo,Chunked"), UNKNOWN_CODING),
          Map.entry(coded(", chunked"), UNKNOWN_CODING),
          Map.entry(coded("chunked,"), UNKNOWN_CODING),
          Map.entry(coded("chunked, chunked"), UNKNOWN_CODING),
          Map.entry(coded("\r\n chunked"), UNKNOWN_CODING),
          Map.entry(coded("chunked\r\n "), UNKNOWN_CODING),
          Map.entry(coded("gzip,\r\n chunked"), UNKNOWN_CODING),
          Map.entry(coded("gzip\r\nTransfer-Encoding: chunked"), UNKNOWN_CODING),
          Map.entry(coded("chunked\r\nTransfer-Encoding: chunked"), UNKNOWN_CODING),
          Map.entry(coded("chunked").replace("1.1", "1.2"), OTHER_VERSION),
          Map.entry(CHECK.replace("1.1", "1.2") + "Host: t\r\n" + BODY, OTHER_VERSION),
          Map.entry(CHECK.replace("1.1", "2.0") + "Host: t\r\n" + BODY, OTHER_VERSION),
          Map.entry("GET / HTTP/9.9\r\n\r\n", OTHER_VERSION),
          Map.entry("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", OTHER_VERSION),
          Map.entry(CHECK + "Host: t\r\nExpect: 200-ok\r\n" + BODY, "417 expectation-failed"),
          Map.entry(
              CHECK + "Host: t\r\nExpect: 100-continue\r\nExpect: x\r\n" + BODY,
              "417 expectation-failed"),
          Map.entry(
              "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nExpect: x\r\n\r\n",
              "417 expectation-failed"));

  /** None of them is one of ours. */
  static final List<String> PATHS =
      List.of(
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
          "/metrics");

  private BadHttp() {}

  static String coded(String transferEncoding) {
    return CHECK + "Host: t\r\nTransfer-Encoding: " + transferEncoding + CHUNKS;
  }
}
