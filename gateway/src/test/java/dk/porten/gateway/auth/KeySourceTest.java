package dk.porten.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key set may come from. */
@Timeout(60)
final class KeySourceTest {
  private static final String UNREADABLE = "the key set cannot be read";
  private static final int MEBIBYTE = 1024 * 1024;

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static final CountDownLatch END = new CountDownLatch(1);
  private static String server = "";
  private static Runnable stop = () -> {};

  @BeforeAll
  static void serve() throws IOException {
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.setExecutor(THREADS);
    listening.createContext("/good", exchange -> answer(exchange, 200, "{}".getBytes(UTF_8)));
    listening.createContext("/full", exchange -> answer(exchange, 200, new byte[MEBIBYTE]));
    listening.createContext("/over", exchange -> answer(exchange, 200, new byte[MEBIBYTE + 1]));
    listening.createContext("/missing", exchange -> answer(exchange, 404, new byte[1]));
    listening.createContext("/moved", KeySourceTest::moved);
    listening.createContext("/silent", exchange -> stall());
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
  void read_fileOrLoopbackUrl_isTheText(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "{\"\u00e5\":1}");

    assertThat(KeySource.read(file.toString())).isEqualTo("{\"\u00e5\":1}");
    assertThat(KeySource.read(server + "/good")).isEqualTo("{}");
    assertThat(KeySource.read(server + "/full")).hasSize(MEBIBYTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/missing", "/moved", "/nothing"})
  void read_urlWithoutTheKeySet_isRefused(String path) {
    assertRefused(UNREADABLE, server + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/silent", "/stalled"})
  void read_serverThatStalls_isGivenUp(String path) {
    assertThatThrownBy(() -> KeySource.read(server + path, Duration.ofMillis(200)))
        .hasMessage(UNREADABLE);
  }

  @Test
  void read_tooLarge_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("keys"), new byte[MEBIBYTE + 1]);

    assertRefused("the key set is larger than 1 MiB", file.toString());
    assertRefused("the key set is larger than 1 MiB", server + "/over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/hush", "/", "hush\0", "http://127.0.0.1:1/hush"})
  void read_nothingThere_isRefusedWithoutRepeatingThePlace(String place) {
    assertRefused(UNREADABLE, place);
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
  void read_urlThatIsNotSafe_isRefusedWithoutRepeatingIt(String url) {
    assertRefused(
        "it is neither a file nor an https URL (http on loopback only) without user and password",
        url);
  }

  private static void assertRefused(String expected, String place) {
    assertThatThrownBy(() -> KeySource.read(place))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected)
        .hasNoCause();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
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
