package dk.porten.gateway.wiring;

import static dk.porten.gateway.wiring.GivenVariables.KEY;
import static dk.porten.gateway.wiring.GivenVariables.assertNotServed;
import static dk.porten.gateway.wiring.GivenVariables.assertRefused;
import static dk.porten.gateway.wiring.GivenVariables.read;
import static dk.porten.gateway.wiring.GivenVariables.serve;
import static dk.porten.gateway.wiring.GivenVariables.tokens;
import static dk.porten.gateway.wiring.GivenVariables.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.budget.Budgets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables that are no numbers, and what is said of wrong ones. */
final class ConfigurationTest {
  @Test
  void read_nothing_isTheEmbeddedDatabaseOnLoopback() {
    Configuration configuration = read();

    assertThat(configuration.host()).isEqualTo("127.0.0.1");
    assertThat(configuration.managementHost()).isEqualTo("127.0.0.1");
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
            "GATEWAY_MANAGEMENT_HOST",
            "10.0.0.1",
            "GATEWAY_DATA_DIR",
            "/d",
            "GATEWAY_RULE_PACK_DIR",
            folder.toString(),
            "GATEWAY_DATABASE_URL",
            "postgresql://u:p@h/d",
            "GATEWAY_PERSON_KEY_FILE",
            keyFile.toString());

    assertThat(configuration.host()).isEqualTo("::1");
    assertThat(configuration.managementHost()).isEqualTo("10.0.0.1");
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
  void serve_budgets_areOfAFileOrOffOrThoseOfTokens(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("b.yaml"), "default: {streams: 7}\n");

    assertThat(serve().budgets()).isEqualTo(Budgets.NONE);
    assertThat(serve(tokens()).budgets()).isEqualTo(Budgets.DEFAULT);
    assertThat(serve(tokens("GATEWAY_BUDGETS", "off")).budgets()).isEqualTo(Budgets.NONE);
    assertThat(serve("GATEWAY_BUDGETS", file.toString()).budgets().others().streams()).isEqualTo(7);
    assertThat(read("GATEWAY_BUDGETS", "nowhere").budgets()).isEqualTo(Budgets.NONE);
    assertNotServed(
        "GATEWAY_BUDGETS is refused: the file cannot be read", "GATEWAY_BUDGETS", "nowhere");
    Path faulty = Files.writeString(folder.resolve("c.yaml"), "client:\nstreams: 7\n");
    assertNotServed(
        "GATEWAY_BUDGETS is refused: c.yaml:1: expected one of clients, default, found 'client'; "
            + "c.yaml:2: expected one of clients, default, found 'streams'",
        "GATEWAY_BUDGETS",
        faulty.toString());
  }

  /** With half of what is held one client could have the batches of all others refused. */
  @Test
  void serve_budgetsOfHalfOfWhatIsHeld_areRefused(@TempDir Path folder) throws IOException {
    String held = "GATEWAY_HELD_MEBIBYTES";
    String refused =
        "GATEWAY_HELD_MEBIBYTES must be at least %d with such GATEWAY_BUDGETS: each heldKibibytes"
            + " (2048 by default) has to be less than half of it";
    String yaml =
        """
        default: {heldKibibytes: 2048}
        clients: {bank: {heldKibibytes: 20479}, booking: {heldKibibytes: 20480}, import: {heldKibibytes: unlimited}}
        """;
    String[] ofFile =
        tokens("GATEWAY_BUDGETS", Files.writeString(folder.resolve("b.yaml"), yaml).toString());

    assertNotServed(refused.formatted(5), tokens(held, "4"));
    assertThat(serve(tokens(held, "5")).http().heldMebibytes()).isEqualTo(5);
    assertNotServed(refused.formatted(41), with(ofFile, held, "40"));
    assertThat(serve(with(ofFile, held, "41")).http().heldMebibytes()).isEqualTo(41);
    assertNotServed(
        "GATEWAY_DRAIN_SECONDS must be a whole number from 0 to 3600\n" + refused.formatted(41),
        with(ofFile, "GATEWAY_DRAIN_SECONDS", "x"));
    assertThat(serve(tokens(held, "1", "GATEWAY_BUDGETS", "off")).budgets())
        .isEqualTo(Budgets.NONE);
    assertNotServed(
        "GATEWAY_BUDGETS is refused: the file cannot be read",
        tokens(held, "1", "GATEWAY_BUDGETS", "nowhere"));
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
                "GATEWAY_JWT_ISSUER",
                "GATEWAY_JWT_ISSUER",
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

  /** Returns the variable that each line of a message is about. */
  private static List<String> names(Throwable failure) {
    return Objects.requireNonNull(failure.getMessage())
        .lines()
        .map(line -> line.replaceFirst(" .*", ""))
        .toList();
  }
}
