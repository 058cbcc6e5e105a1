package dk.porten.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.auth.TokenRule;
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
          seconds("GATEWAY_REQUEST_SECONDS", 20, 1, 3_600, c -> c.http().request()),
          seconds("GATEWAY_DRAIN_DELAY_SECONDS", 7, 0, 3_600, Configuration::drainDelay),
          seconds("GATEWAY_DRAIN_SECONDS", 20, 0, 3_600, Configuration::drain),
          seconds("GATEWAY_START_SECONDS", 300, 1, 3_600, Configuration::startPatience),
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
  void read_nothing_isTheEmbeddedDatabaseOnLoopback() {
    Configuration configuration = read();

    assertThat(configuration.host()).isEqualTo("127.0.0.1");
    assertThat(configuration.database()).isEmpty();
    assertThat(configuration.dataDirectory()).isEqualTo(Path.of("data"));
    assertThat(configuration.personKey()).isEmpty();
    assertThat(configuration.rulePackFolder()).isEmpty();
    assertThat(configuration.accessLog()).isEmpty();
  }

  /** Ctrl-C on a terminal stops it at once; no balancer stands before it. */
  @Test
  void serve_demo_hasNoDelayBeforeItDrains() {
    assertThat(serve().drainDelay()).isZero();
    assertThat(serve("GATEWAY_DRAIN_DELAY_SECONDS", "3").drainDelay())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(serve(tokens()).drainDelay()).isEqualTo(Duration.ofSeconds(7));
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

  @Test
  void read_accessLog_isAFileInAFolderOrOff(@TempDir Path folder) {
    Path file = folder.resolve("access.log");

    assertThat(read("GATEWAY_ACCESS_LOG", file.toString()).accessLog()).contains(file);
    assertThat(read("GATEWAY_ACCESS_LOG", "off").accessLog()).isEmpty();
    String refused =
        "GATEWAY_ACCESS_LOG is refused: there is no such folder that can be written to";
    assertRefused(refused, "GATEWAY_ACCESS_LOG", folder.toString());
    assertRefused(refused, "GATEWAY_ACCESS_LOG", folder.resolve("none/access.log").toString());
  }

  @Test
  void read_directorySnapshot_isInTheDataDirectoryOrWhereItIsSaidOrNowhere(@TempDir Path folder) {
    String name = "GATEWAY_DIRECTORY_SNAPSHOT_FILE";
    Path file = folder.resolve("snapshot");
    String[] otherDatabase = {
      "GATEWAY_DATABASE_URL", "postgresql://u:p@h/d", "GATEWAY_PERSON_KEY", KEY
    };

    assertThat(read().directorySnapshot()).contains(Path.of("data", "taken-user-ids.snapshot"));
    assertThat(read("GATEWAY_DATA_DIR", "/d").directorySnapshot())
        .contains(Path.of("/d/taken-user-ids.snapshot"));
    assertThat(read(name, file.toString()).directorySnapshot()).contains(file);
    assertThat(read(name, "off").directorySnapshot()).isEmpty();
    assertThat(read(otherDatabase).directorySnapshot()).isEmpty();
    assertThat(read(with(otherDatabase, name, file.toString())).directorySnapshot()).contains(file);
    assertRefused(
        name + " is refused: there is no such folder that can be written to",
        name,
        folder.toString());
  }

  @Test
  void readToServe_nothing_isTheDemo() {
    assertThat(serve().callers()).isEqualTo(NoTokenRule.DEMO);
    assertThat(serve("GATEWAY_HOST", "::1").callers()).isEqualTo(NoTokenRule.DEMO);
    assertThat(serve("GATEWAY_HOST", "localhost").callers()).isEqualTo(NoTokenRule.DEMO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "host.invalid"})
  void readToServe_hostNotLoopback_needsTheKeySet(String host) {
    assertNotServed(
        "GATEWAY_JWKS is needed unless GATEWAY_HOST is a loopback address", "GATEWAY_HOST", host);
    assertThat(serve(tokens("GATEWAY_HOST", host)).host()).isEqualTo(host);
  }

  @Test
  void readToServe_otherDatabase_needsTheKeySet() {
    String[] variables = {
      "GATEWAY_DATABASE_URL", "postgresql://u:p@h/d", "GATEWAY_PERSON_KEY", KEY
    };
    assertNotServed("GATEWAY_JWKS is needed with GATEWAY_DATABASE_URL", variables);
    assertThat(serve(tokens(variables)).database()).isPresent();
  }

  @Test
  void readToServe_keySet_isTheRuleOfTokens() {
    var rule = (TokenRule) serve(tokens("GATEWAY_JWT_LEEWAY_SECONDS", "300")).callers();

    assertThat(rule.issuer()).isEqualTo(TestTokens.ISSUER);
    assertThat(rule.audience()).isEqualTo(TestTokens.AUDIENCE);
    assertThat(rule.leeway()).isEqualTo(Duration.ofMinutes(5));
    assertThat(((TokenRule) serve(tokens()).callers()).leeway()).isZero();
  }

  @Test
  void readToServe_issuerOrAudienceMissing_isRefused() {
    assertNotServed(
        "GATEWAY_JWT_ISSUER is needed with GATEWAY_JWKS\n"
            + "GATEWAY_JWT_AUDIENCE is needed with GATEWAY_JWKS",
        "GATEWAY_JWKS",
        TestTokens.keySetFile().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_JWT_ISSUER, a",
    "GATEWAY_JWT_AUDIENCE, a",
    "GATEWAY_JWT_ALGORITHMS, ES256",
    "GATEWAY_JWT_LEEWAY_SECONDS, 0",
    "GATEWAY_CONSOLE_CLIENT_ID, a",
  })
  void readToServe_tokenVariableWithoutKeySet_isRefused(String name, String value) {
    assertNotServed(name + " means nothing without GATEWAY_JWKS", name, value);
  }

  @Test
  void readToServe_keySetThatCannotBeUsed_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "hush");

    assertNotServed(
        "GATEWAY_JWKS is refused: the key set cannot be read",
        tokens("GATEWAY_JWKS", "/nowhere/k"));
    assertNotServed(
        "GATEWAY_JWKS is refused: it is not a JSON Web Key Set",
        tokens("GATEWAY_JWKS", file.toString()));
  }

  @Test
  void readToServe_algorithms_areThoseThatKeysAreTakenFor(@TempDir Path folder) throws IOException {
    String ed = TestTokens.keySetOf("ed").encode();
    Path file = Files.writeString(folder.resolve("keys"), ed);

    assertThat(serve(tokens("GATEWAY_JWKS", file.toString())).callers()).isNotNull();
    assertNotServed(
        "GATEWAY_JWKS is refused: the key set has no key for ES256, PS256",
        tokens("GATEWAY_JWKS", file.toString(), "GATEWAY_JWT_ALGORITHMS", "PS256,ES256"));
    assertNotServed(
        "GATEWAY_JWT_ALGORITHMS is refused: it is not a list of ES256, RS256, PS256, EdDSA",
        tokens("GATEWAY_JWT_ALGORITHMS", "none"));
  }

  @Test
  void readToServe_consoleClient_signsInAtTheIssuer() {
    SignIn place = serve(tokens("GATEWAY_CONSOLE_CLIENT_ID", "console")).signIn().orElseThrow();

    assertThat(place).isEqualTo(new SignIn(TestTokens.ISSUER, "console"));
    assertThat(place.origin()).isEqualTo("https://issuer.example");
    assertThat(serve(tokens()).signIn()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "http://issuer.example", "https://u:p@issuer.example"})
  void readToServe_consoleClientOfAnIssuerThatIsNoSecureUrl_isRefused(String issuer) {
    assertNotServed(
        "GATEWAY_CONSOLE_CLIENT_ID is refused: GATEWAY_JWT_ISSUER is no https URL (http on loopback"
            + " only), so nobody can sign in there",
        tokens("GATEWAY_CONSOLE_CLIENT_ID", "console", "GATEWAY_JWT_ISSUER", issuer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "301", "1.5", "x"})
  void readToServe_leewayOutOfRange_isRefused(String leeway) {
    assertNotServed(
        "GATEWAY_JWT_LEEWAY_SECONDS must be a whole number from 0 to 300",
        tokens("GATEWAY_JWT_LEEWAY_SECONDS", leeway));
  }

  @Test
  void read_ofACommand_looksAtNothingOfCallers() {
    Configuration configuration =
        read(
            "GATEWAY_JWKS",
            "https://hush.invalid/",
            "GATEWAY_JWT_ALGORITHMS",
            "none",
            "GATEWAY_HOST",
            "0.0.0.0",
            "GATEWAY_DATABASE_URL",
            "postgresql://u:p@h/d",
            "GATEWAY_PERSON_KEY",
            KEY);

    assertThat(configuration.callers()).isEqualTo(NoTokenRule.NOBODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GATEWAY_PORTS", "GATEWAY_", "GATEWAY_JWK", "GATEWAY_PORT_8080"})
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
                serve(
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
                "GATEWAY_JWKS",
                "GATEWAY_JWKS",
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
    Configuration.readToServe(recording);
    Map<String, String> example = example();

    assertThat(example.keySet()).isEqualTo(asked);
    asked.clear();
    Configuration.read(recording);
    assertThat(example.keySet()).as("a command's").isEqualTo(asked);
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

  private static void assertNotServed(String expected, String... variables) {
    assertThatThrownBy(() -> serve(variables))
        .as("%s", List.of(variables))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(expected);
  }

  private static Configuration read(String... variables) {
    return Configuration.read(environment(variables));
  }

  private static Configuration serve(String... variables) {
    return Configuration.readToServe(environment(variables));
  }

  /** Returns what tokens need, and more variables, which count first. */
  private static String[] tokens(String... more) {
    String[] needed = {
      "GATEWAY_JWKS",
      TestTokens.keySetFile().toString(),
      "GATEWAY_JWT_ISSUER",
      TestTokens.ISSUER,
      "GATEWAY_JWT_AUDIENCE",
      TestTokens.AUDIENCE
    };
    return with(needed, more);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static Map<String, String> environment(String... variables) {
    var environment = new HashMap<String, String>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return environment;
  }
}
