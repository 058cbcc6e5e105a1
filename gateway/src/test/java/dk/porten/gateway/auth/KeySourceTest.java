package dk.porten.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key set may come from. */
@Timeout(60)
final class KeySourceTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Set<TokenAlgorithm> ALL = EnumSet.allOf(TokenAlgorithm.class);
  private static final String KEYS = TestTokens.keySetOf("ec").encode();
  private static final int PADDING = MEBIBYTE - KEYS.length();

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static final CountDownLatch END = new CountDownLatch(1);
  private static String server = "";
  private static Runnable stop = () -> {};

  @BeforeAll
  static void serve() throws IOException {
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.setExecutor(THREADS);
    listening.createContext("/good", exchange -> answer(exchange, 200, KEYS.getBytes(UTF_8)));
    listening.createContext("/full", exchange -> answer(exchange, 200, padded(PADDING)));
    listening.createContext("/over", exchange -> answer(exchange, 200, padded(PADDING + 1)));
    listening.createContext("/page", exchange -> answer(exchange, 200, "<p>".getBytes(UTF_8)));
    listening.createContext("/starting", exchange -> answer(exchange, 503, new byte[1]));
    listening.createContext("/missing", exchange -> answer(exchange, 404, new byte[1]));
    listening.createContext("/moved", KeySourceTest::moved);
    listening.createContext("/silent", exchange -> stall());
    listening.createContext("/cut", HttpExchange::close);
    listening.createContext("/stalled", KeySourceTest::stallInTheBody);
    listening.start();
    server = "http://127.0.0.1:" + listening.getAddress().getPort();
    stop = () -> listening.stop(0);
  }

  @AfterAll
  static void end() {
    END.countDown();
    stop.run();
    THREADS.shutdownNow();
  }

  @Test
  void read_fileOrLoopbackUrl_hasTheKeys(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), KEYS);

    for (String place : List.of(file.toString(), server + "/good", server + "/full")) {
      assertThat(KeySource.of(place, ALL).read().fitting(TokenAlgorithm.ES256, "ec")).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/missing, NOT_FOUND, answers 404",
    "/starting, OTHER_STATUS, answers 503",
    "/moved, OTHER_STATUS, answers 302",
    "/silent, SLOW, does not answer in time",
    "/stalled, SLOW, does not answer in time",
    "/cut, CUT_OFF, breaks off",
  })
  void read_issuerThatMayBeLate_mayPass(String path, KeyFetch outcome, String why) {
    assertUnavailable(KeySource.of(server + path, ALL, Duration.ofMillis(500)), outcome, why, true);
  }

  @Test
  void read_issuerThatIsAway_mayPass() {
    assertUnavailable(
        KeySource.of("http://127.0.0.1:1/hush", ALL), KeyFetch.REFUSED, "no connection", true);
    assertUnavailable(
        KeySource.of("https://hush.invalid/", ALL), KeyFetch.UNKNOWN_HOST, "not known", true);
  }

  @ParameterizedTest
  @CsvSource({
    "/over, the key set is larger than 1 MiB",
    "/page, it is not a JSON Web Key Set",
  })
  void read_issuerWithoutAKeySet_doesNotPass(String path, String why) {
    assertUnavailable(KeySource.of(server + path, ALL), KeyFetch.NO_KEY_SET, why, false);
  }

  /** One that speaks something else has to be corrected; one that cuts off may be starting. */
  @ParameterizedTest
  @CsvSource({"HTTP/1.1 400 Bad Request, false", "'', true"})
  void read_issuerWithoutTls_mayPassIfItSaysNothing(String greeting, boolean mayPass)
      throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      THREADS.execute(() -> greetAll(plain, greeting));
      String url = "https://127.0.0.1:" + plain.getLocalPort() + "/hush";

      assertUnavailable(KeySource.of(url, ALL), KeyFetch.TLS, "TLS with its issuer fails", mayPass);
    }
  }

  @Test
  void of_fileThatIsTooLarge_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("keys"), padded(PADDING + 1));

    assertRefused("the key set is larger than 1 MiB", file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/hush", "/", "hush\0"})
  void of_nothingThere_isRefusedWithoutRepeatingThePlace(String place) {
    assertRefused("the key set cannot be read", place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/hush",
        "HTTP://hush.invalid/",
        "ftp://127.0.0.1/hush",
        "file:///etc/hostname",
        "https:///hush",
        "https://u:hush@127.0.0.1/",
        "http://u@127.0.0.1/",
        "https://127.0.0.1/hush hush",
      })
  void of_urlThatIsNotSafe_isRefusedWithoutRepeatingIt(String url) {
    assertRefused(
        "it is neither a file nor an https URL (http on loopback only) without user and password",
        url);
  }

  private static void assertRefused(String expected, String place) {
    assertThatThrownBy(() -> KeySource.of(place, ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected)
        .hasNoCause();
  }

  private static void assertUnavailable(
      KeySource source, KeyFetch outcome, String why, boolean mayPass) {
    assertThatThrownBy(source::read)
        .isInstanceOfSatisfying(
            KeySetUnavailable.class,
            failed -> {
              assertThat(failed.outcome()).isEqualTo(outcome);
              assertThat(failed.mayPass()).isEqualTo(mayPass);
            })
        .hasMessageContaining(why)
        .message()
        .doesNotContain("hush");
  }

  private static byte[] padded(int spaces) {
    return (KEYS + " ".repeat(spaces)).getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Says something to each caller that has said something, until the test ends. */
  private static void greetAll(ServerSocket plain, String greeting) {
    try {
      while (true) {
        try (Socket caller = plain.accept()) {
          // What is not read before the end would reset the connection, and the greeting with it.
          assertThat(caller.getInputStream().read(new byte[1 << 16])).isPositive();
          caller.getOutputStream().write(greeting.getBytes(UTF_8));
        }
      }
    } catch (IOException isOver) {
      // So is the test.
    }
  }

  private static void moved(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/good");
    answer(exchange, 302, new byte[1]);
  }

  private static void stallInTheBody(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    stall();
  }

  private static void stall() {
    try {
      END.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
