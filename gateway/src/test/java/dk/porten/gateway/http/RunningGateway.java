package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.tls.TlsFilesUnusable;
import dk.porten.gateway.tls.TlsRule;
import dk.porten.gateway.wiring.Configuration;
import dk.porten.gateway.wiring.Gateway;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole gateway in the test's JVM, asked over real HTTP. Every request that it takes and every
 * response that it gives is held against the OpenAPI document before a test sees it. Requests are
 * those of {@link CheckedClient}. Nobody has a budget, and it stops at once, unless a test says
 * otherwise. A test class declares {@code @RegisterExtension static final RunningGateway GATEWAY =
 * RunningGateway.onTestDatabase();}, or starts one itself.
 */
public final class RunningGateway implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  /** The key of the persons in tests. */
  public static final String PERSON_KEY = "00112233445566778899aabbccddeeff".repeat(2);

  private static final Duration STANDSTILL = Duration.ofSeconds(1);
  private static final Duration INSTANT = Duration.ofNanos(1);

  /** The header of a caller who may do everything. */
  public static final String TOKEN = "Bearer " + TestTokens.signed(TestTokens.claims());

  private CheckedClient client = new CheckedClient();
  private TestClock clock = new TestClock("2026-12-01T08:00:00Z");
  private final Map<String, String> variables;
  private @Nullable DatabaseAddress database;
  private boolean isByTheDatabasesClock;
  private @Nullable Gateway gateway;

  private RunningGateway(String... variables) {
    this.variables = UsualVariables.and(variables);
  }

  /** Makes one that starts on a fresh database before the first test of a class. */
  public static RunningGateway onTestDatabase(String... variables) {
    return new RunningGateway(variables);
  }

  /** Makes one that is the demo, with an embedded database of its own. */
  public static RunningGateway demo() {
    var demo = new RunningGateway();
    demo.variables.keySet().removeIf(name -> name.startsWith("GATEWAY_JW"));
    return demo;
  }

  /** Starts one on a database. */
  public static RunningGateway start(DatabaseAddress database, String... variables) {
    RunningGateway running = new RunningGateway(variables);
    running.start(database);
    return running;
  }

  /** Starts another one on this one's database. */
  public RunningGateway startAnother(String... variables) {
    return start(Objects.requireNonNull(database), variables);
  }

  /** Has callers use this TLS from now on. */
  public RunningGateway by(SSLContext callers) {
    client = new CheckedClient(callers);
    return this;
  }

  /** Has its clock begin where the database's is, which decides when a hold ends. */
  RunningGateway byTheDatabasesClock() {
    isByTheDatabasesClock = true;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    TestDatabase fresh = new TestDatabase();
    fresh.beforeAll(context);
    if (variables.containsKey("GATEWAY_JWKS")) {
      start(fresh.address());
    } else {
      variables.put("GATEWAY_DATA_DIR", fresh.newDataDirectory("demo").toString());
      start();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  private void start(DatabaseAddress address) {
    database = address;
    if (isByTheDatabasesClock) {
      clock = new TestClock(databaseNow().toString());
    }
    variables.put("GATEWAY_DATABASE_URL", TestDatabase.url(address));
    start();
  }

  /** Stops it and starts it anew with what it has stored. */
  public void restart() {
    close();
    start();
  }

  private void start() {
    try {
      gateway = Gateway.start(Configuration.readToServe(variables), clock);
    } catch (InvalidPackException | TlsFilesUnusable invalid) {
      throw new IllegalStateException(invalid.getMessage(), invalid);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("The start was to stop", stopped);
    }
  }

  @Override
  public void close() {
    gateway().close();
  }

  /** Returns the gateway's clock. */
  public TestClock clock() {
    return clock;
  }

  /** Returns what time it is by the database's clock. */
  public Instant databaseNow() {
    try {
      return TestDatabase.now(Objects.requireNonNull(database));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Returns the port that callers use. */
  public int port() {
    return gateway().port();
  }

  /** Returns the port that operators use. */
  public int managementPort() {
    return gateway().managementPort();
  }

  /** Asks by POST with JSON. */
  public Reply post(String path, String json, String... headers) {
    return send("POST", path, json.getBytes(UTF_8), json(headers));
  }

  /** Asks by POST with JSON; the reply comes later. */
  public CompletableFuture<Reply> postLater(String path, String json, String... headers) {
    return client.ask(origin(), "POST", path, json.getBytes(UTF_8), json(headers));
  }

  /** Asks by GET. */
  public Reply get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  /** Asks in any way; headers are names and values in turn. */
  public Reply send(String method, String path, byte[] body, String... headers) {
    return client.ask(origin(), method, path, body, headers).join();
  }

  /** Sends bytes on a connection of their own and reads the one response. */
  public Reply sendRaw(byte[] request) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.send(request).read();
    }
  }

  /** Opens a connection. */
  public RawConnection connect() throws IOException {
    return new RawConnection(speaksTls() ? connectTls() : new Socket(gateway().host(), port()));
  }

  /** Opens a connection, and agrees on TLS. */
  public SSLSocket connectTls() throws IOException {
    return client.connectTls(gateway().host(), port());
  }

  private boolean speaksTls() {
    return variables.containsKey(TlsRule.CERTIFICATE);
  }

  /** Opens a connection to the management port. */
  public RawConnection connectToManagement() throws IOException {
    return new RawConnection(new Socket(gateway().managementHost(), managementPort()));
  }

  /** Asks the management port by GET. */
  public Reply manage(String path) {
    return manage("GET", path);
  }

  /** Asks the management port in any way. */
  public Reply manage(String method, String path) {
    String origin = "http://" + gateway().managementHost() + ":" + gateway().managementPort();
    return client.askUnchecked(origin, method, path, new byte[0]).join();
  }

  /** Returns a metric's value; fails if there is none of that name and labels. */
  public double metric(String nameAndLabels) {
    return findMetric(nameAndLabels)
        .orElseThrow(() -> new AssertionError("no metric " + nameAndLabels));
  }

  /** Returns the value of a metric that is there once something happened, until then 0. */
  public double count(String nameAndLabels) {
    return findMetric(nameAndLabels).orElse(0);
  }

  /** Waits until a counter has moved and then stands still for a second; returns where. */
  double awaitStandstill(String counter, double start) {
    Eventually.holds("it moves", () -> metric(counter) > start);
    return Eventually.standsStill(counter, () -> metric(counter), STANDSTILL);
  }

  private OptionalDouble findMetric(String nameAndLabels) {
    return ScrapedMetrics.find(manage("/metrics").text(), nameAndLabels);
  }

  /** Records that user IDs are taken; the gateway knows when this returns. */
  public void take(String... canonical) throws SQLException {
    for (String userId : canonical) {
      update("INSERT INTO taken_user_id (user_id) VALUES (?)", userId);
    }
  }

  /**
   * Records an attestation; {@code state} is {@code valid} or {@code voided}. The gateway knows
   * when this returns.
   */
  public void attest(UUID witness, UUID applicant, String on, String state) throws SQLException {
    update(Attestations.INSERT, Attestations.row(witness, applicant, on, state.equals("voided")));
  }

  /** Opens a connection to the database, for what a test does behind the gateway's back. */
  public Connection openDatabase() throws SQLException {
    return Objects.requireNonNull(database).connect();
  }

  /** Runs a statement in the database. */
  public void update(String statement, @Nullable Object... values) throws SQLException {
    try (Connection connection = openDatabase();
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      prepared.executeUpdate();
    }
    awaitFeed();
  }

  /**
   * Waits until the gateway knows what was committed before now. It dates what it knows by its
   * clock: once the clock has moved, only what it asked for since has no lag.
   */
  public void awaitFeed() {
    if (clock.isSetBack()) {
      throw new IllegalStateException("what it knows may be dated later than now");
    }
    clock.advance(INSTANT);
    Eventually.holds("what was recorded is known", () -> metric("porten_feed_lag_seconds") == 0);
  }

  private String origin() {
    return (speaksTls() ? "https://" : "http://") + gateway().host() + ":" + port();
  }

  private Gateway gateway() {
    return Objects.requireNonNull(gateway, "not started");
  }

  private static String[] json(String[] headers) {
    return CheckedClient.with("Content-Type", "application/json", headers);
  }
}
