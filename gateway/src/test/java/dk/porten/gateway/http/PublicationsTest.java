package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody may read: kept by caches, and not sent to who has it. */
final class PublicationsTest {
  static final String[] PATHS = {
    "/",
    "/v1/guidance",
    "/v1/guidance/help",
    "/v1/rule-packs",
    "/v1/rule-packs/mitid-national",
    "/v1/reason-codes",
    "/openapi.yaml",
    "/docs",
    "/docs/swagger-ui.css"
  };

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("PATHS")
  void get_mayBeKept_andHasATag(String path) {
    Reply reply = GATEWAY.get(path);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("cache-control")).isEqualTo("public, max-age=300");
    assertThat(reply.header("etag")).matches("\"[0-9a-f]{16}\"");
    assertThat(reply.header("date")).isEqualTo("Tue, 01 Dec 2026 08:00:00 GMT");
  }

  @ParameterizedTest
  @FieldSource("PATHS")
  void get_tagKnown_isNotSentAgain(String path) {
    String tag = GATEWAY.get(path).header("etag");

    Stream.of(tag, "W/" + tag, "*", "\"other\", " + tag, "\"other\",W/" + tag)
        .forEach(
            known -> {
              Reply reply = GATEWAY.get(path, "If-None-Match", known);
              assertThat(reply.status()).as(known).isEqualTo(304);
              assertThat(reply.header("etag")).isEqualTo(tag);
              assertThat(reply.text()).isEmpty();
            });
  }

  /** That it is told as GET is, without the body, is checked of every HEAD of a test. */
  @ParameterizedTest
  @FieldSource("PATHS")
  void head_isToldWhatGetIs(String path) {
    Reply head = GATEWAY.send("HEAD", path, new byte[0]);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-length")).matches("[1-9][0-9]*");
    assertThat(
            GATEWAY.send("HEAD", path, new byte[0], "If-None-Match", head.header("etag")).status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @FieldSource("PATHS")
  void get_otherTagKnown_isSent(String path) {
    assertThat(GATEWAY.get(path, "If-None-Match", "\"0123456789abcdef\"").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cache-Control     | no-cache",
        "If-Modified-Since | Tue, 01 Dec 2026 08:00:00 GMT",
        "If-None-Match     | \"another\"",
      })
  void get_tagKnownAndAnotherHeader_isNotSentAgain(String name, String value) {
    String tag = GATEWAY.get("/docs").header("etag");

    assertThat(GATEWAY.get("/docs", name, value, "If-None-Match", tag).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tue, 01 Dec 2026 08:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "soon"})
  void get_onlyADateKnown_isSent(String date) {
    assertThat(GATEWAY.get("/docs", "If-Modified-Since", date).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/reason-codes | application/json | 200",
        "/v1/reason-codes | application/* | 200",
        "/v1/reason-codes | */* | 200",
        "/v1/reason-codes | text/html, */*;q=0.1 | 200",
        "/v1/reason-codes | APPLICATION/JSON; charset=utf-8 | 200",
        "/v1/reason-codes | text/html | 406",
        "/v1/reason-codes | application/json;q=0 | 406",
        "/v1/reason-codes | application/json;q=0, */* | 406",
        "/v1/reason-codes | application/problem+json | 200",
        "/v1/rule-packs | application/yaml | 406",
        "/openapi.yaml | application/problem+json | 200",
        "/openapi.yaml | application/yaml;q=0, application/problem+json | 406",
        "/openapi.yaml | application/yaml | 200",
        "/openapi.yaml | application/json | 406",
        "/docs | text/html,application/xhtml+xml,*/*;q=0.8 | 200",
        "/docs | application/json | 406",
        "/ | text/html,application/xhtml+xml,*/*;q=0.8 | 200",
      })
  void get_accept_isHonoured(String path, String accept, int status) {
    assertThat(GATEWAY.get(path, "Accept", accept).status()).isEqualTo(status);
  }

  @Test
  void get_listsAreLong_areReadToABound() {
    String tag = GATEWAY.get("/v1/reason-codes").header("etag");

    assertThat(GATEWAY.get("/v1/reason-codes", "If-None-Match", "a,".repeat(63) + tag).status())
        .isEqualTo(304);
    assertThat(GATEWAY.get("/v1/reason-codes", "If-None-Match", "a,".repeat(64) + tag).status())
        .isEqualTo(200);
    assertThat(GATEWAY.get("/v1/reason-codes", "Accept", "a/b,".repeat(63) + "*/*").status())
        .isEqualTo(200);
    assertThat(GATEWAY.get("/v1/reason-codes", "Accept", "a/b,".repeat(64) + "*/*").status())
        .isEqualTo(406);
  }

  @Test
  void get_acceptInTwoHeaders_countsBoth() {
    assertThat(
            GATEWAY
                .get("/v1/reason-codes", "Accept", "text/html", "Accept", "application/json")
                .status())
        .isEqualTo(200);
  }

  @Test
  void get_contract_isTheOneOfTheJar() {
    assertThat(GATEWAY.get("/openapi.yaml").text()).startsWith("openapi: 3.1.0\n");
  }
}
