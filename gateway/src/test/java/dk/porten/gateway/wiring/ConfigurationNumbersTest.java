package dk.porten.gateway.wiring;

import static dk.porten.gateway.wiring.GivenVariables.assertRefused;
import static dk.porten.gateway.wiring.GivenVariables.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every variable that is a number: its default, its range; and that the example has them all. */
final class ConfigurationNumbersTest {
  /** A variable that is a number. */
  record Knob(
      String name, int byDefault, int least, int most, Function<Configuration, Object> value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Knob> KNOBS =
      List.of(
          new Knob("GATEWAY_PORT", 8080, 0, 65_535, Configuration::port),
          new Knob("GATEWAY_MANAGEMENT_PORT", 8081, 0, 65_535, Configuration::managementPort),
          new Knob(
              "GATEWAY_DIRECTORY_CHECK_HOURS",
              24,
              0,
              8_760,
              c -> (int) c.directoryCheck().toHours()),
          seconds("GATEWAY_MAX_STALENESS_SECONDS", 60, 1, 86_400, Configuration::maxStaleness),
          new Knob("GATEWAY_FEED_POLL_MILLIS", 10, 1, 1_000, c -> (int) c.feedPoll().toMillis()),
          seconds("GATEWAY_MAX_LAG_SECONDS", 10, 1, 3_600, Configuration::maxLag),
          new Knob(
              "GATEWAY_DEADLINE_MILLIS",
              500,
              50,
              60_000,
              c -> (int) c.http().deadline().toMillis()),
          new Knob("GATEWAY_MAX_CONNECTIONS", 10_000, 1, 1_000_000, c -> c.http().connections()),
          new Knob("GATEWAY_HELD_MEBIBYTES", 32, 1, 65_536, c -> c.http().heldMebibytes()),
          seconds("GATEWAY_REQUEST_SECONDS", 20, 1, 3_600, c -> c.http().request()),
          seconds("GATEWAY_DRAIN_DELAY_SECONDS", 7, 0, 3_600, Configuration::drainDelay),
          seconds("GATEWAY_DRAIN_SECONDS", 20, 0, 3_600, Configuration::drain),
          seconds("GATEWAY_START_SECONDS", 300, 1, 3_600, Configuration::startPatience),
          seconds("GATEWAY_WARM_UP_SECONDS", 10, 0, 60, Configuration::warmUp),
          new Knob(
              "GATEWAY_FACT_CACHE_SIZE", 100_000, 1_000, 100_000_000, Configuration::factCacheSize),
          new Knob(
              "GATEWAY_DATABASE_QUEUE", 10_000, 1_000, 1_000_000, Configuration::databaseQueue),
          new Knob(
              "GATEWAY_DATABASE_TIMEOUT_MILLIS",
              1_000,
              50,
              60_000,
              c -> (int) c.databaseTimeout().toMillis()),
          new Knob("GATEWAY_WRITE_CONNECTIONS", 16, 1, 200, Configuration::writeConnections),
          new Knob(
              "GATEWAY_RELEASE_QUARANTINE_DAYS",
              0,
              0,
              36_500,
              Configuration::releaseQuarantineDays),
          new Knob(
              "GATEWAY_AUDIT_RETENTION_DAYS",
              1_826,
              150,
              36_500,
              Configuration::auditRetentionDays));

  @ParameterizedTest
  @FieldSource("KNOBS")
  void read_number_hasADefaultAndARange(Knob knob) {
    assertThat(knob.value.apply(read())).isEqualTo(knob.byDefault);
    assertThat(knob.value.apply(read(knob.name, ""))).isEqualTo(knob.byDefault);
    assertThat(knob.value.apply(read(knob.name, "" + knob.least))).isEqualTo(knob.least);
    assertThat(knob.value.apply(read(knob.name, "" + knob.most))).isEqualTo(knob.most);
  }

  @ParameterizedTest
  @FieldSource("KNOBS")
  void read_numberOutOfRangeOrNone_isRefusedWithTheRange(Knob knob) {
    String expected = knob.name + " must be a whole number from " + knob.least + " to " + knob.most;

    Stream.of("" + (knob.least - 1), "" + (knob.most + 1L), "7.5", "many", " 7", "99999999999")
        .forEach(value -> assertRefused(expected, knob.name, value));
  }

  @Test
  void exampleFile_namesWhatIsRead_withItsDefaults() throws IOException {
    var asked = new TreeSet<String>();
    var recording =
        new HashMap<String, String>() {
          private static final long serialVersionUID = 1;

          @Override
          public @Nullable String get(Object name) {
            asked.add((String) name);
            return super.get(name);
          }
        };
    Configuration.readToServe(recording);
    Map<String, String> example = example();

    assertThat(example.keySet()).isEqualTo(asked);
    asked.clear();
    Configuration.read(recording);
    assertThat(example.keySet()).as("a command's").isEqualTo(asked);
    KNOBS.forEach(knob -> assertThat(example).containsEntry(knob.name, "" + knob.byDefault));
  }

  /** Reads the lines {@code #NAME=default}. */
  private static Map<String, String> example() throws IOException {
    var example = new HashMap<String, String>();
    for (String line : Files.readAllLines(Path.of("gateway.env"))) {
      if (line.matches("#?GATEWAY_[A-Z_]+=.*")) {
        String[] parts = line.replaceFirst("#", "").split("=", 2);
        example.put(parts[0], parts[1]);
      }
    }
    return example;
  }

  private static Knob seconds(
      String name, int byDefault, int least, int most, Function<Configuration, Duration> value) {
    return new Knob(name, byDefault, least, most, c -> (int) value.apply(c).toSeconds());
  }
}
