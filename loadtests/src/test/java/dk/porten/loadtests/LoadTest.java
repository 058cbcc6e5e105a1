package dk.porten.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadTest {

  private static Load load(Map<String, String> given) {
    Properties properties = new Properties();
    properties.putAll(given);
    return Load.of(properties, Duration.ofSeconds(30));
  }

  @Test
  void load_nothingGiven_isTheUsualOne() {
    assertThat(load(Map.of("java.version", "17")))
        .isEqualTo(
            new Load(URI.create("http://127.0.0.1:8080"), 200, Duration.ofSeconds(30), 100_000));
  }

  @ParameterizedTest
  @CsvSource({
    "porten.baseUrl, http://localhost:18480",
    "porten.baseUrl, http://[::1]",
    "porten.requestsPerSecond, 1",
    "porten.requestsPerSecond, 100000",
    "porten.durationSeconds, 10",
    "porten.durationSeconds, 86400",
    "porten.migrationLines, 1",
    "porten.migrationLines, 1000000",
  })
  void load_withinItsRange_isTaken(String name, String value) {
    assertThat(load(Map.of(name, value)).toString()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "porten.baseUrl, http://example.com",
    "porten.baseUrl, http://127.0.0.1.example.com",
    "porten.baseUrl, http://127.0.0.1@example.com",
    "porten.baseUrl, https://127.0.0.1",
    "porten.baseUrl, http://127.0.0.1:8080/",
    "porten.baseUrl, ''",
    "porten.requestsPerSecond, 0",
    "porten.requestsPerSecond, 100001",
    "porten.requestsPerSecond, many",
    "porten.requestsPerSecond, ''",
    "porten.durationSeconds, 9",
    "porten.durationSeconds, 86401",
    "porten.durationSeconds, -30",
    "porten.migrationLines, 0",
    "porten.migrationLines, 1000001",
    "porten.requestPerSecond, 200",
  })
  void load_outOfItsRangeOrUnknown_isRefusedByName(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(Map.of(name, value)))
        .withMessageStartingWith(name + " is ");
  }

  @Test
  void load_manyFaults_tellsAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                load(
                    Map.of(
                        "porten.baseUrl", "http://example.com",
                        "porten.requestsPerSecond", "0",
                        "porten.durationSeconds", "x",
                        "porten.migrationLines", "0",
                        "porten.rate", "1")))
        .withMessage(
            "porten.rate is no setting"
                + "; porten.baseUrl is a loopback address like http://127.0.0.1:8080"
                + "; porten.requestsPerSecond is a whole number from 1 to 100000"
                + "; porten.durationSeconds is a whole number from 10 to 86400"
                + "; porten.migrationLines is a whole number from 1 to 1000000");
  }
}
