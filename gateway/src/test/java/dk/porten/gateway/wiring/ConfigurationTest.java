package dk.porten.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variable: its default, its range, what is said of a wrong one. */
final class ConfigurationTest {
  private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);

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
          seconds("GATEWAY_MAX_STALENESS_SECONDS", 60, 1, 86_400, Configuration::maxStaleness),
          new Knob("GATEWAY_FEED_POLL_MILLIS", 10, 1, 1_000, c -> (int) c.feedPoll().toMillis()),
          seconds("GATEWAY_MAX_LAG_SECONDS", 10, 1, 3_600, Configuration::maxLag),
          seconds("GATEWAY_DRAIN_SECONDS", 20, 0, 3_600, Configuration::drain),
          new Knob(
              "GATEWAY_FACT_CACHE_SIZE", 100_000, 1_000, 100_000_000, Configuration::factCacheSize),
          new Knob("GATEWAY_DATABASE_CONNECTIONS", 8, 1, 200, Configuration::databaseConnections),
          new Knob(
              "GATEWAY_DATABASE_QUEUE", 10_000, 1_000, 1_000_000, Configuration::databaseQueue),
          new Knob(
              "GATEWAY_DATABASE_TIMEOUT_MILLIS",
              1_000,
              50,
              60_000,
              c -> (int) c.databaseTimeout().toMillis()),
          new Knob("GATEWAY_WRITE_CONNECTIONS", 16, 1, 200, Configuration::writeConnections));

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
  void read_nothing_isTheEmbeddedDatabaseOnLoopback() {
    Configuration configuration = read();

    assertThat(configuration.host()).isEqualTo("127.0.0.1");
    assertThat(configuration.database()).isEmpty();
    assertThat(configuration.dataDirectory()).isEqualTo(Path.of("data"));
    assertThat(configuration.personKey()).isEmpty();
    assertThat(configuration.rulePackFolder()).isEmpty();
  }

  @Test
  void read_texts_areTaken(@TempDir Path folder) throws IOException {
    Path keyFile = Files.writeString(folder.resolve("key"), KEY);
    Configuration configuration =
        read(
            "GATEWAY_HOST",
            "::1",
            "GATEWAY_DATA_DIR",
            "/d",
            "GATEWAY_RULE_PACK_DIR",
            folder.toString(),
            "GATEWAY_DATABASE_URL",
            "postgresql://u:p@h/d",
            "GATEWAY_PERSON_KEY_FILE",
            keyFile.toString());

    assertThat(configuration.host()).isEqualTo("::1");
    assertThat(configuration.dataDirectory()).isEqualTo(Path.of("/d"));
    assertThat(configuration.rulePackFolder()).contains(folder);
    assertThat(configuration.database().orElseThrow().host()).isEqualTo("h");
    assertThat(configuration.personKey()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  void read_hostNotLoopback_isRefused(String host) {
    assertRefused("GATEWAY_HOST must be a loopback address in this version", "GATEWAY_HOST", host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GATEWAY_PORTS", "GATEWAY_", "GATEWAY_JWKS", "GATEWAY_PORT_8080"})
  void read_unknownVariable_isRefused(String name) {
    assertRefused(name + " is not a variable of the gateway", name, "1");
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_SERVICE_HOST, 10.0.0.1",
    "GATEWAY_SERVICE_PORT_HTTP, 8080",
    "GATEWAY_PORT_8080_TCP, tcp://10.0.0.1:8080",
    "GATEWAY_PORT_8080_TCP_ADDR, 10.0.0.1",
    "OTHER_GATEWAY_PORT, x",
    "gateway_port, x",
  })
  void read_serviceLinksAndForeignVariables_arePassedOver(String name, String value) {
    assertThat(read(name, value)).isEqualTo(read());
  }

  @Test
  void read_portThatIsAServiceLink_isRefusedWithTheHint() {
    assertRefused(
        "GATEWAY_PORT is a service link of Kubernetes: set enableServiceLinks: false",
        "GATEWAY_PORT",
        "tcp://10.0.0.1:8080");
  }

  @Test
  void read_samePortTwice_isRefusedUnlessAnyFree() {
    assertRefused(
        "GATEWAY_MANAGEMENT_PORT must be another port than GATEWAY_PORT",
        "GATEWAY_PORT",
        "9000",
        "GATEWAY_MANAGEMENT_PORT",
        "9000");
    assertThat(read("GATEWAY_PORT", "0", "GATEWAY_MANAGEMENT_PORT", "0").port()).isZero();
  }

  @Test
  void read_fileOrFolderThatIsNotThere_isRefused() {
    assertRefused(
        "GATEWAY_PERSON_KEY_FILE is refused: the file cannot be read",
        "GATEWAY_PERSON_KEY_FILE",
        "/nowhere/k");
    assertRefused(
        "GATEWAY_RULE_PACK_DIR is refused: there is no such folder that can be read",
        "GATEWAY_RULE_PACK_DIR",
        "/nowhere/p");
  }

  @Test
  void read_personKeyTwiceOrMissing_isRefused(@TempDir Path folder) throws IOException {
    Path keyFile = Files.writeString(folder.resolve("key"), KEY);
    assertRefused(
        "GATEWAY_PERSON_KEY_FILE must not be set beside GATEWAY_PERSON_KEY",
        "GATEWAY_PERSON_KEY",
        KEY,
        "GATEWAY_PERSON_KEY_FILE",
        keyFile.toString());
    assertRefused(
        "GATEWAY_PERSON_KEY is needed with GATEWAY_DATABASE_URL, or GATEWAY_PERSON_KEY_FILE",
        "GATEWAY_DATABASE_URL",
        "postgresql://u:p@h/d");
  }

  @Test
  void read_manyFaults_areToldAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    "GATEWAY_PORT",
                    "x",
                    "GATEWAY_HOST",
                    "0.0.0.0",
                    "GATEWAY_PERSON_KEY",
                    "short",
                    "GATEWAY_DATABASE_URL",
                    "mysql://h",
                    "GATEWAY_ODD",
                    "1"))
        .isInstanceOf(InvalidConfigurationException.class)
        .extracting(failure -> names(failure))
        .isEqualTo(
            List.of(
                "GATEWAY_HOST",
                "GATEWAY_PORT",
                "GATEWAY_DATABASE_URL",
                "GATEWAY_PERSON_KEY",
                "GATEWAY_ODD"));
  }

  @Test
  void read_secrets_areInNoMessageAndNoText() {
    assertThatThrownBy(
            () ->
                read(
                    "GATEWAY_PERSON_KEY",
                    "hush-key",
                    "GATEWAY_ODD",
                    "hush-odd",
                    "GATEWAY_PORT",
                    "hush-port",
                    "GATEWAY_DATABASE_URL",
                    "postgresql://u:hush@h:x/d"))
        .hasMessageNotContaining("hush")
        .hasNoCause();
    assertThat(
            read("GATEWAY_PERSON_KEY", KEY, "GATEWAY_DATABASE_URL", "postgresql://u:hush@h/d")
                .toString())
        .doesNotContain("hush")
        .doesNotContain(KEY);
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
    Configuration.read(recording);
    Map<String, String> example = example();

    assertThat(example.keySet()).isEqualTo(asked);
    KNOBS.forEach(knob -> assertThat(example).containsEntry(knob.name, "" + knob.byDefault));
  }

  /** Returns the variable that each line of a message is about. */
  private static List<String> names(Throwable failure) {
    return Objects.requireNonNull(failure.getMessage())
        .lines()
        .map(line -> line.replaceFirst(" .*", ""))
        .toList();
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

  private static void assertRefused(String expected, String... variables) {
    assertThatThrownBy(() -> read(variables))
        .as("%s", List.of(variables))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(expected);
  }

  private static Configuration read(String... variables) {
    var environment = new HashMap<String, String>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Configuration.read(environment);
  }
}
