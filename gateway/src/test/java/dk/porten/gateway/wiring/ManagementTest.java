package dk.porten.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.RawConnection;
import dk.porten.gateway.http.Reply;
import dk.porten.gateway.http.RunningGateway;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port: health and metrics. */
final class ManagementTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_]\\w*=\"[^\"\\\\\n]*\",?)*})? (NaN|[+-]?Inf|[-+0-9.eE]+)");
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP \\S+ .*|TYPE \\S+ (counter|gauge|histogram|summary|untyped))");

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @BeforeAll
  static void ask() {
    GATEWAY.post("/v1/user-id-checks", "{\"userId\":\"stine.b\"}");
    GATEWAY.post("/v1/user-id-checks", "{\"userId\":\"stb\"}");
    GATEWAY.post("/v1/witness-checks", "{}");
    GATEWAY.get("/v1/nothing");
    GATEWAY.post("/v1/document-checks", "{}", "Authorization", "");
    GATEWAY.post(
        "/v1/document-checks", "{}", "Authorization", "Bearer " + TestTokens.of("c", "attest"));
    Eventually.holds(
        "the event loops have been probed",
        () -> GATEWAY.metric("porten_event_loop_lag_seconds_count") > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/started", "/health/live", "/health/ready"})
  void health_running_isUp(String path) {
    assertThat(GATEWAY.manage(path).status()).isEqualTo(200);
    assertThat(GATEWAY.manage(path).text()).isEqualTo("{\"status\":\"up\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/started", "/health/live", "/health/ready", "/metrics"})
  void head_isToldWhatGetIs(String path) {
    Reply get = GATEWAY.manage(path);
    Reply head = GATEWAY.manage("HEAD", path);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
    assertThat(head.header("content-length")).matches("[1-9][0-9]*");
  }

  @Test
  void method_other_isRefusedWithThoseThereAre() {
    Reply reply = GATEWAY.manage("POST", "/health/ready");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/ready", "/metrics", "/nothing"})
  void answer_each_hasTheDate(String path) {
    assertThat(GATEWAY.manage(path).header("date")).isEqualTo("Tue, 01 Dec 2026 08:00:00 GMT");
    assertThat(GATEWAY.manage("POST", path).header("date"))
        .isEqualTo("Tue, 01 Dec 2026 08:00:00 GMT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/ready", "/metrics", "/nothing", "//"})
  void answer_each_isNeitherStoredNorTakenForAPage(String path) {
    for (String method : List.of("GET", "HEAD", "POST")) {
      assertPassing(GATEWAY.manage(method, path));
    }
  }

  @Test
  void request_noHttp_isRefusedWithTheSameHeaders() throws Exception {
    try (RawConnection connection = GATEWAY.connectToManagement()) {
      Reply reply = connection.send("GET /metrics\r\n\r\n").readUnchecked();

      assertThat(reply.status()).isEqualTo(400);
      assertPassing(reply);
    }
  }

  private static void assertPassing(Reply reply) {
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/health/ready/",
        "//health/ready",
        "/health//ready",
        "/health/./ready",
        "/x/../metrics",
        "/%6detrics",
        "/metrics/%2e",
        "/v1/user-id-checks"
      })
  void path_unknown_is404(String path) {
    assertThat(GATEWAY.manage(path).status()).isEqualTo(404);
  }

  @Test
  void metrics_scrape_isPrometheusText() {
    assertThat(GATEWAY.manage("/metrics").header("content-type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(GATEWAY.manage("/metrics").text().lines())
        .allMatch(line -> SAMPLE.matcher(line).matches() || COMMENT.matcher(line).matches());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "porten_requests_seconds_count{endpoint=\"user-id-checks\",outcome=\"available\"} 1",
        "porten_requests_seconds_count{endpoint=\"user-id-checks\",outcome=\"invalid\"} 1",
        "porten_requests_seconds_count{endpoint=\"witness-checks\",outcome=\"invalid-request\"} 1",
        "porten_requests_seconds_count{endpoint=\"document-checks\",outcome=\"unauthorized\"} 1",
        "porten_requests_seconds_count{endpoint=\"document-checks\",outcome=\"forbidden\"} 1",
        "porten_requests_seconds_count{endpoint=\"none\",outcome=\"not-found\"} 1",
        "porten_requests_seconds_bucket{endpoint=\"user-id-checks\",outcome=\"available\",le=\"+Inf\"} 1",
        "porten_reasons_total{code=\"too-short\"} 1.0",
        "porten_reasons_total{code=\"expired\"} 0.0",
        "porten_fact_cache_hits_total{facts=\"attestations\"} 0.0",
        "porten_fact_cache_misses_total{facts=\"attestations\"} 0.0",
        "porten_fact_cache_evictions_total{facts=\"attestations\"} 0.0",
        "porten_fact_cache_size{facts=\"attestations\"} 0.0",
        "porten_directory_user_ids 0.0",
        "porten_directory_drift 0.0",
        "porten_directory_check_time_seconds 0.0",
        "porten_database_up 1.0",
        "porten_database_keys_waiting 0.0",
        "porten_database_queries_under_way 0.0",
        "porten_database_queries_seconds_count{statement=\"user-ids\"} 0",
        "porten_database_failures_total{statement=\"user-ids\"} 0.0",
        "porten_feed_lag_seconds 0.0",
        "porten_feed_changes_total 0.0",
        "porten_feed_resets_total 0.0",
      })
  void metrics_sample_isThere(String line) {
    assertThat(GATEWAY.manage("/metrics").text().lines()).contains(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "porten_database_connections ",
        "porten_feed_polls_seconds_count ",
        "porten_event_loop_lag_seconds_sum ",
        "jvm_memory_used_bytes{",
        "jvm_gc_",
        "jvm_threads_live_threads ",
        "process_cpu_usage ",
        "process_uptime_seconds ",
      })
  void metrics_name_isThere(String start) {
    assertThat(GATEWAY.manage("/metrics").text().lines()).anyMatch(line -> line.startsWith(start));
  }

  @Test
  void metrics_ofOurs_areAllNumbers() {
    List<String> ours =
        GATEWAY.manage("/metrics").text().lines().filter(l -> l.startsWith("porten_")).toList();

    assertThat(ours).isNotEmpty().noneMatch(line -> line.endsWith("NaN"));
  }
}
