package dk.porten.gateway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.LongWay;
import dk.porten.gateway.http.RunningGateway;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a start needs may be late. */
@Timeout(120)
final class StartTest {
  private static final String CHECK = "/v1/user-id-checks";
  private static final String QUESTION = "{\"userId\":\"stine.b\"}";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void start_databaseIsLate_isWaitedFor() throws Exception {
    try (LongWay way = wayToTheDatabase().shut()) {
      var starting = CompletableFuture.supplyAsync(() -> RunningGateway.start(through(way)));
      Eventually.holds("it has tried twice", () -> way.turnedAway() >= 2);
      assertThat(starting).isNotDone();
      way.open();
      try (RunningGateway gateway = starting.join()) {
        assertThat(gateway.post(CHECK, QUESTION).verdict()).isEqualTo("available");
      }
    }
  }

  @Test
  void start_databaseStaysAway_failsWithWhatIsTheMatter() throws Exception {
    try (LongWay way = wayToTheDatabase().shut()) {
      DatabaseAddress address = through(way);
      assertThatThrownBy(() -> RunningGateway.start(address, "GATEWAY_START_SECONDS", "2"))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContaining("The database 127.0.0.1:" + way.port());
      assertThat(way.turnedAway()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void start_issuerIsLate_isWaitedFor() throws IOException {
    var asked = new AtomicInteger();
    byte[] keys = Files.readString(TestTokens.keySetFile()).getBytes(UTF_8);
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          try (exchange) {
            boolean isUp = asked.incrementAndGet() > 2;
            exchange.sendResponseHeaders(isUp ? 200 : 503, keys.length);
            exchange.getResponseBody().write(keys);
          }
        });
    issuer.start();
    String url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys";
    try (RunningGateway gateway =
        RunningGateway.start(DATABASE.newDatabase(), "GATEWAY_JWKS", url)) {
      assertThat(gateway.post(CHECK, QUESTION).verdict()).isEqualTo("available");
      assertThat(asked).hasValue(3);
    } finally {
      issuer.stop(0);
    }
  }

  /** Whoever reaches that port may read it: callers' networks do not, unless somebody says so. */
  @Test
  void start_managementPort_isOnLoopbackUnlessItIsSaidWhere() throws IOException {
    try (RunningGateway gateway =
        RunningGateway.start(DATABASE.newDatabase(), "GATEWAY_HOST", "127.0.0.2")) {
      assertThat(gateway.post(CHECK, QUESTION).verdict()).isEqualTo("available");
      assertThat(managementHosts(gateway)).containsExactly("127.0.0.1");
    }
    try (RunningGateway gateway =
        RunningGateway.start(DATABASE.newDatabase(), "GATEWAY_MANAGEMENT_HOST", "127.0.0.3")) {
      assertThat(managementHosts(gateway)).containsExactly("127.0.0.3");
    }
  }

  /** Returns on which of this machine's addresses the management port takes connections. */
  private static List<String> managementHosts(RunningGateway gateway) throws IOException {
    List<String> taking = new ArrayList<>();
    for (String host : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")) {
      try {
        new Socket(host, gateway.managementPort()).close();
        taking.add(host);
      } catch (ConnectException refused) {
        // It is not there.
      }
    }
    return taking;
  }

  private static LongWay wayToTheDatabase() {
    DatabaseAddress database = DATABASE.address();
    return new LongWay(database.host(), database.port(), Duration.ZERO);
  }

  private static DatabaseAddress through(LongWay way) {
    DatabaseAddress database = DATABASE.newDatabase();
    return DatabaseAddress.parse(
        TestDatabase.url(database)
            .replace(database.host() + ":" + database.port(), "127.0.0.1:" + way.port()));
  }
}
