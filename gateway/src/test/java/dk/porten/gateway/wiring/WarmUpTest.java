package dk.porten.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.KnownCaller;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.auth.SyntheticCallers;
import dk.porten.gateway.http.FreePort;
import dk.porten.gateway.http.HeardLog;
import dk.porten.gateway.http.RunningGateway;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.tls.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway does with itself before it is ready, and that nobody else notices. */
@Timeout(120)
final class WarmUpTest {
  private static final TestAuthority AUTHORITY = TestAuthority.somewhere();
  private static final String CHECK = "/v1/user-id-checks";
  private static final String QUESTION = "{\"userId\":\"stine.b\"}";
  private static final String DONE = "Warmed up by ";
  private static final String FAILED = "The warm-up failed";

  /** Long enough for every kind of request to be answered. */
  private static final String[] SHORT = {"GATEWAY_WARM_UP_SECONDS", "2"};

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder = Path.of("");

  @Test
  void ready_whileItWarmsUp_isNotYetAndThePortIsShut() throws IOException {
    int port = FreePort.find();
    int management = FreePort.find();
    List<Object> seen = new CopyOnWriteArrayList<>();
    Runnable look =
        () -> {
          seen.add(status(management, "/health/live"));
          seen.add(status(management, "/health/started"));
          seen.add(status(management, "/health/ready"));
          seen.add(isFree(port));
        };
    try (HeardLog log = new HeardLog(DONE, look);
        RunningGateway gateway =
            start("GATEWAY_PORT", "" + port, "GATEWAY_MANAGEMENT_PORT", "" + management)) {
      assertThat(log.all(DONE)).hasSize(1);
      assertThat(seen).containsExactly(200, 503, 503, true);
      assertThat(gateway.manage("/health/ready").status()).isEqualTo(200);
      assertThat(gateway.post(CHECK, QUESTION).verdict()).isEqualTo("available");
    }
  }

  /** With tokens, budgets and an access log, as a gateway has them. */
  @Test
  void start_warmedUp_hasNothingOfIt() throws SQLException {
    Path accessLog = folder.resolve("access.log");
    DatabaseAddress warmed = DATABASE.newDatabase();
    try (HeardLog log = new HeardLog();
        RunningGateway gateway =
            RunningGateway.start(
                warmed,
                with(SHORT, "GATEWAY_BUDGETS", "", "GATEWAY_ACCESS_LOG", accessLog.toString()))) {
      assertThat(log.all(DONE)).hasSize(1);
      assertThat(gateway.manage("/metrics").text().lines().filter(WarmUpTest::isOfCallers))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(" 0.0"));
    }
    assertThat(accessLog).isEmptyFile();
    DatabaseAddress cold = DATABASE.newDatabase();
    RunningGateway.start(cold, "GATEWAY_BUDGETS", "").close();
    assertThat(rows(warmed)).isEqualTo(rows(cold)).containsEntry("audit_record", 0);
  }

  private static boolean isOfCallers(String line) {
    return line.matches(
        "porten_(requests|client|budget|reasons|heads|stream|connections|held|fact_cache|access_log|tokens?)_.*");
  }

  static Stream<List<String>> ways() {
    String authorities = AUTHORITY.authorities().toString();
    return Stream.of(
        List.of(),
        List.of(AUTHORITY.variables()),
        List.of(AUTHORITY.variables("GATEWAY_TLS_MINIMUM", "1.2")),
        List.of(AUTHORITY.variables("GATEWAY_TLS_CLIENT_CA", authorities)),
        List.of("GATEWAY_JWT_CLIENT_CLAIMS", "sub", "GATEWAY_JWT_SCOPES", "check=Porten.Check"),
        List.of("GATEWAY_JWT_MAX_LIFETIME_SECONDS", "60"),
        List.of("GATEWAY_MAX_CONNECTIONS", "1", "GATEWAY_HELD_MEBIBYTES", "1"),
        List.of("GATEWAY_DEADLINE_MILLIS", "50", "GATEWAY_REQUEST_SECONDS", "1"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void warmUp_howeverCallersAreServed_getsAnswers(List<String> variables) {
    try (HeardLog log = new HeardLog();
        RunningGateway gateway = start(variables.toArray(String[]::new))) {
      assertThat(log.warnings(FAILED)).isEmpty();
      assertThat(log.all(DONE)).hasSize(1);
      assertThat(gateway.manage("/health/ready").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256", "PS256", "EdDSA", "RS384", "RS512", "Ed25519"})
  void madeToken_isGoodForChecksOfTheWarmUpAlone(String algorithm) {
    String[] algorithms = {"GATEWAY_JWT_ALGORITHMS", algorithm};
    Configuration configuration = GivenVariables.serve(GivenVariables.tokens(algorithms));
    try (var metrics = new GatewayMetrics();
        RunningGateway gateway = RunningGateway.start(DATABASE.newDatabase(), algorithms);
        SyntheticCallers synthetic =
            configuration.callers().synthetic(gateway.clock(), metrics.tokens())) {
      String made = synthetic.authorization();
      assertThat(synthetic.callers().find(made))
          .isInstanceOfSatisfying(
              KnownCaller.class,
              known -> assertThat(known.caller().scopes()).containsExactly(Scope.CHECK));
      assertThat(gateway.post(CHECK, QUESTION, "Authorization", made).status()).isEqualTo(401);
    }
  }

  @Test
  void start_zero_doesNotWarmUp() {
    try (HeardLog log = new HeardLog();
        RunningGateway gateway = start("GATEWAY_WARM_UP_SECONDS", "0")) {
      assertThat(log.all("arm")).isEmpty();
      assertThat(gateway.manage("/health/ready").status()).isEqualTo(200);
    }
  }

  /** No token can name its client by a claim that has to be a time. */
  @Test
  void start_warmUpFails_goesOnAndSaysSoInOneLine() {
    try (HeardLog log = new HeardLog();
        RunningGateway gateway = start("GATEWAY_JWT_CLIENT_CLAIMS", "exp")) {
      assertThat(log.warnings(FAILED))
          .singleElement()
          .asString()
          .endsWith("a request was answered by 401");
      assertThat(log.all(DONE)).isEmpty();
      assertThat(gateway.manage("/health/ready").status()).isEqualTo(200);
      assertThat(gateway.get("/v1/reason-codes").status()).isEqualTo(200);
    }
  }

  private static RunningGateway start(String... variables) {
    return RunningGateway.start(DATABASE.newDatabase(), with(SHORT, variables));
  }

  private static String[] with(String[] some, String... more) {
    return GivenVariables.with(some, more);
  }

  /** Returns how many rows each table has. */
  private static Map<String, Integer> rows(DatabaseAddress address) throws SQLException {
    var rows = new TreeMap<String, Integer>();
    try (Connection connection = address.connect();
        Statement ask = connection.createStatement()) {
      try (ResultSet tables =
          ask.executeQuery("SELECT relname FROM pg_stat_user_tables ORDER BY relname")) {
        while (tables.next()) {
          rows.put(tables.getString(1), 0);
        }
      }
      for (String table : List.copyOf(rows.keySet())) {
        try (ResultSet count = ask.executeQuery("SELECT count(*) FROM " + table)) {
          count.next();
          rows.put(table, count.getInt(1));
        }
      }
    }
    return rows;
  }

  private static boolean isFree(int port) {
    try {
      return FreePort.isFree(port);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static int status(int port, String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
