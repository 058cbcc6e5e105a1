package dk.porten.gateway.http;

import dk.porten.gateway.tls.TestAuthority;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP client of a gateway. Every request and every response is held against the OpenAPI
 * document. A request has the token of a caller who may do everything, unless its test gives its
 * own {@code Authorization}; an empty one is not sent.
 */
final class CheckedClient {
  /** How long a slow machine may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** With {@code -Dtest.tls=true} all gateways of the tests speak TLS. */
  private static final Optional<TestAuthority> EVERYWHERE =
      Boolean.getBoolean("test.tls") ? Optional.of(TestAuthority.somewhere()) : Optional.empty();

  private final SSLContext tls;
  private final HttpClient client;

  CheckedClient() {
    this(EVERYWHERE.map(TestAuthority::callers).orElseGet(CheckedClient::usual));
  }

  CheckedClient(SSLContext tls) {
    this.tls = tls;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .sslContext(tls)
            .build();
  }

  private static SSLContext usual() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Returns the variables that all gateways have. */
  static String[] variables() {
    return EVERYWHERE.map(TestAuthority::variables).orElse(new String[0]);
  }

  /** Opens a connection, and agrees on TLS. */
  SSLSocket connectTls(String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(host, port);
    socket.startHandshake();
    return socket;
  }

  /** Asks in any way and checks the exchange; headers are names and values in turn. */
  CompletableFuture<Reply> ask(
      String origin, String method, String path, byte[] body, String... headers) {
    if (method.equals("HEAD")) {
      return headLater(origin, path, body, with("X-Request-Id", "head", headers));
    }
    String[] all = with("Authorization", RunningGateway.TOKEN, headers);
    var request = new SentRequest(method, path, byName(all), Buffer.buffer(body));
    return askUnchecked(origin, method, path, body, all)
        .thenApply(
            reply -> {
              ContractCheck.check(request, reply);
              return reply;
            });
  }

  /** Checks that the answer is that to the GET without the body. */
  private CompletableFuture<Reply> headLater(
      String origin, String path, byte[] body, String[] headers) {
    return askUnchecked(
            origin, "HEAD", path, body, with("Authorization", RunningGateway.TOKEN, headers))
        .thenCombine(
            ask(origin, "GET", path, body, headers),
            (head, get) -> {
              if (!head.equals(new Reply(get.status(), get.headers(), Buffer.buffer()))) {
                throw new AssertionError(head + " is not the head of " + get);
              }
              return head;
            });
  }

  /** Asks what is not of the contract, such as the management port. */
  CompletableFuture<Reply> askUnchecked(
      String origin, String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      if (!headers[i + 1].isEmpty()) {
        request.header(headers[i], headers[i + 1]);
      }
    }
    return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Reply::of);
  }

  private static Map<String, String> byName(String[] headers) {
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      byName.merge(headers[i], headers[i + 1], (one, other) -> one + ", " + other);
    }
    return byName;
  }

  /** Returns headers with one more, unless it is among them. */
  static String[] with(String name, String value, String[] headers) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase(name)) {
        return headers;
      }
    }
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = name;
    all[1] = value;
    return all;
  }
}
