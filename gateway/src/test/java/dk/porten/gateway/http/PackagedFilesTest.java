package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the jar: that they and what they load are served, kept to this gateway. */
final class PackagedFilesTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/docs, text/html",
    "/docs/docs.js, text/javascript",
    "/docs/swagger-ui-bundle.js, text/javascript",
    "/docs/swagger-ui.css, text/css",
    "/docs/favicon-32x32.png, image/png",
    "/console, text/html",
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
      strings = {"/docs/", "/docs/none.js", "/docs/../openapi.yaml", "/docs/%2e%2e", "/docs/a/b"})
  void get_noFile_isNotFound(String path) {
    assertThat(GATEWAY.get(path).problem()).isEqualTo("404 not-found");
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
}
