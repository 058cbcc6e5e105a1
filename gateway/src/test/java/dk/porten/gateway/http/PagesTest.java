package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages of the jar: that they and what they load are served, compressed, and kept to this
 * gateway.
 */
final class PagesTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  /** What is worth it: the others fit in a packet. */
  static final String[] COMPRESSED = {
    "/openapi.yaml",
    "/console/main.js",
    "/console/console.css",
    "/docs/swagger-ui-bundle.js",
    "/docs/swagger-ui.css"
  };

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/docs, text/html",
    "/docs/index.html, text/html",
    "/docs/docs.js, text/javascript",
    "/docs/swagger-ui-bundle.js, text/javascript",
    "/docs/swagger-ui.css, text/css",
    "/docs/favicon-32x32.png, image/png",
    "/console, text/html",
    "/console/index.html, text/html",
    "/console/main.js, text/javascript",
    "/console/console.css, text/css",
    "/console/porten.svg, image/svg+xml",
    "/console/signed-in.html, text/html",
    "/console/signed-in.js, text/javascript",
  })
  void get_file_isSentWithItsTypeAndAStrictPolicy(String path, String mediaType) {
    Reply reply = GATEWAY.get(path, "Authorization", "");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().length()).isPositive();
    assertThat(reply.header("content-type")).isEqualTo(mediaType);
    assertThat(reply.header("content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        .doesNotContain("unsafe");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
  }

  @ParameterizedTest
  @CsvSource({
    "/, same-origin",
    "/docs, same-origin",
    "/docs/index.html, same-origin",
    "/console, same-origin-allow-popups",
    "/console/index.html, same-origin-allow-popups",
    "/console/signed-in.html, ''",
  })
  void page_ofAnotherSitesWindow_isOutOfItsReach(String path, String openers) {
    assertThat(GATEWAY.get(path).header("cross-origin-opener-policy")).isEqualTo(openers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/reason-codes", "/v1/rule-packs", "/v1/guidance", "/openapi.yaml"})
  void get_document_isTakenForNothingElse(String path) {
    assertThat(GATEWAY.get(path).header("x-content-type-options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/console"})
  void page_loads_onlyFilesThatAreServed(String page) {
    String html = GATEWAY.get(page).text();

    assertThat(LOADED.matcher(html).results().map(MatchResult::group)).isNotEmpty();
    assertThat(LOADED.matcher(html).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(GATEWAY.get("/" + link).status()).as(link).isEqualTo(200));
    assertThat(html).doesNotContain("<style", "style=", "<script>", "onload=", "http:", "https:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "/docs/none.js",
        "/docs/a/b",
        "/docs/docs.js.gz",
        "/v1/guidance/help/x",
        "/index.html"
      })
  void get_noFile_isNotFound(String path) {
    assertThat(GATEWAY.get(path).problem()).isEqualTo("404 not-found");
  }

  /** The router alone would serve each of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//docs",
        "/docs/",
        "/%64ocs",
        "/a/../docs",
        "/./docs",
        "/docs//docs.js",
        "/docs/../openapi.yaml",
        "/docs/%2e%2e/openapi.yaml",
        "/docs/%64ocs.js",
        "/openapi%2eyaml",
        "/v1/guidance/",
        "/v1/guidance/%68elp",
        "/v1/guidance/help/",
        "/v1/rule-packs/x/../mitid-national"
      })
  void get_otherSpelling_isNotFound(String path) throws Exception {
    String request = "GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n";

    assertThat(GATEWAY.sendRaw(request.getBytes(US_ASCII)).problem()).isEqualTo("404 not-found");
  }

  @ParameterizedTest
  @FieldSource("COMPRESSED")
  void get_gzipTaken_isSentCompressedWithATagOfItsOwn(String path) throws Exception {
    Reply plain = GATEWAY.get(path);
    for (String taken : List.of("gzip", "br, GZIP;q=0.5", "gzip, deflate, br, zstd")) {
      Reply reply = GATEWAY.get(path, "Accept-Encoding", taken);

      assertThat(reply.header("content-encoding")).as(taken).isEqualTo("gzip");
      assertThat(reply.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
      assertThat(reply.header("content-type")).isEqualTo(plain.header("content-type"));
      assertThat(reply.header("etag"))
          .matches("\"[0-9a-f]{16}\"")
          .isNotEqualTo(plain.header("etag"));
      assertThat(reply.body().length()).isLessThan(plain.body().length() / 2);
      assertThat(unzipped(reply)).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "*;q=0.5", "xgzip", ",,;"})
  void get_gzipNotNamed_isSentPlain(String taken) {
    Reply reply = GATEWAY.get("/console/main.js", "Accept-Encoding", taken);

    assertThat(reply.header("content-encoding")).isEmpty();
    assertThat(reply.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
    assertThat(reply.body()).isEqualTo(GATEWAY.get("/console/main.js").body());
  }

  @Test
  void get_tagOfOneForm_isKnownForThatFormOnly() {
    String path = "/console/main.js";
    String plain = GATEWAY.get(path).header("etag");
    String zipped = GATEWAY.get(path, "Accept-Encoding", "gzip").header("etag");

    Reply known = GATEWAY.get(path, "Accept-Encoding", "gzip", "If-None-Match", zipped);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("etag")).isEqualTo(zipped);
    assertThat(known.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
    assertThat(known.header("content-encoding")).isEmpty();
    assertThat(GATEWAY.get(path, "Accept-Encoding", "gzip", "If-None-Match", plain).status())
        .isEqualTo(200);
    assertThat(GATEWAY.get(path, "If-None-Match", zipped).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @FieldSource("COMPRESSED")
  void head_gzipTaken_isToldWhatGetIs(String path) {
    Reply head = GATEWAY.send("HEAD", path, new byte[0], "Accept-Encoding", "gzip");

    assertThat(head.header("content-encoding")).isEqualTo("gzip");
    assertThat(head.header("content-length")).matches("[1-9][0-9]*");
  }

  @Test
  void requests_refused_areNotLoggedAsErrors() {
    try (var heard = new HeardLog()) {
      assertThat(GATEWAY.get("/none").status()).isEqualTo(404);
      assertThat(GATEWAY.get("/v1/guidance/none").status()).isEqualTo(404);
      assertThat(GATEWAY.post("/docs", "{}").status()).isEqualTo(405);
      assertThat(GATEWAY.get("/docs", "Accept", "text/plain").status()).isEqualTo(406);
      assertThat(GATEWAY.manage("/none").status()).isEqualTo(404);
      assertThat(GATEWAY.manage("POST", "/metrics").status()).isEqualTo(405);

      assertThat(heard.errors()).isEmpty();
    }
  }

  @Test
  void requests_areCountedByPage() {
    GATEWAY.get("/docs/docs.js");
    GATEWAY.get("/console/main.js", "If-None-Match", "*");
    GATEWAY.get("/v1/guidance/none");
    GATEWAY.post("/openapi.yaml", "{}");
    GATEWAY.get("/none");

    assertThat(
            List.of("docs\",outcome=\"ok", "console\",outcome=\"ok", "none\",outcome=\"not-found"))
        .allSatisfy(row -> assertThat(counted(row)).isPositive());
    assertThat(counted("guidance-topic\",outcome=\"not-found")).isPositive();
    assertThat(counted("openapi\",outcome=\"method-not-allowed")).isPositive();
  }

  @Test
  void start_leadsToTheOtherPagesAndTheContract() {
    assertThat(LOADED.matcher(GATEWAY.get("/").text()).results().map(link -> link.group(1)))
        .contains("docs", "console", "openapi.yaml");
  }

  @Test
  void docs_show_theContractOfThisGateway() {
    assertThat(GATEWAY.get("/docs/docs.js").text()).contains("url: \"openapi.yaml\"");
  }

  private static double counted(String endpointAndOutcome) {
    return GATEWAY.count("porten_requests_seconds_count{endpoint=\"" + endpointAndOutcome + "\"}");
  }

  private static Buffer unzipped(Reply reply) throws IOException {
    var bytes = new ByteArrayInputStream(reply.body().getBytes());
    return Buffer.buffer(new GZIPInputStream(bytes).readAllBytes());
  }
}
