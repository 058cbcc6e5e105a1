package dk.porten.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's HTTP server, whose discovery and key set a test changes, and which it stops. */
public final class TestIssuer implements AutoCloseable {
  private static final CountDownLatch OPEN = new CountDownLatch(0);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer server;
  private volatile String keys;
  private volatile String discovery = "{}";
  private volatile String path = "/.well-known/openid-configuration";
  private volatile int status = 200;
  private volatile CountDownLatch gate = OPEN;

  private TestIssuer(JsonObject keySet) {
    keys = keySet.encode();
    server = listen(0);
    discovery = document(url(), keysUrl()).encode();
  }

  /** Starts one with the keys of {@link TestTokens}. */
  public static TestIssuer start() {
    return start(TestTokens.JWKS);
  }

  static TestIssuer start(JsonObject keySet) {
    return new TestIssuer(keySet);
  }

  static JsonObject document(String issuer, String keysUrl) {
    return new JsonObject().put("issuer", issuer).put("jwks_uri", keysUrl);
  }

  /** Returns its name, and where its discovery begins. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns where its key set is. */
  public String keysUrl() {
    return url() + "/keys";
  }

  /** Returns how often its key set was asked for. */
  public int fetches() {
    return fetches.get();
  }

  /** Has it publish the public keys of one of the key pairs of {@link TestTokens}. */
  public void publishOnly(String id) {
    publish(TestTokens.keySetOf(id));
  }

  /** Has it publish all public keys of {@link TestTokens}. */
  public void publishAll() {
    publish(TestTokens.JWKS);
  }

  void publish(JsonObject keySet) {
    keys = keySet.encode();
  }

  void publish(String text) {
    keys = text;
  }

  /** Changes what it tells of itself, and where. */
  void tell(String wellKnown, String document) {
    path = wellKnown;
    discovery = document;
  }

  /** Has it answer with a status from now on. */
  public void answer(int with) {
    status = with;
  }

  /** Has it answer about its keys only once the latch is open. */
  public void holdUntil(CountDownLatch latch) {
    gate = latch;
  }

  /** Goes away; {@link #comeBack} has it listen at the same address. */
  public void goAway() {
    server.stop(0);
  }

  void comeBack() {
    server = listen(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpServer listen(int port) {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      listening.setExecutor(threads);
      listening.createContext("/", this::answer);
      listening.start();
      return listening;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().getPath();
      if (asked.equals("/keys")) {
        fetches.incrementAndGet();
        gate.await();
        send(exchange, status, keys);
      } else {
        send(exchange, asked.equals(path) ? 200 : 404, discovery);
      }
    } catch (InterruptedException isOver) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
