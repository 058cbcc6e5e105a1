package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.NotSent;
import dk.porten.gateway.history.Outcome.Unknown;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Sends one client's requests as HTTP and says what came of them. It never sends one twice by
 * itself.
 */
final class Wire implements AutoCloseable {
  private final IntFunction<URI> addresses;
  private final String token;
  private final Map<Integer, Connection> open = new HashMap<>();

  /**
   * Makes a wire.
   *
   * @param addresses of the gateways, by number
   * @param token of the client on whose behalf everything is sent
   */
  Wire(IntFunction<URI> addresses, String token) {
    this.addresses = addresses;
    this.token = token;
  }

  /** Sends a request and waits for its outcome; {@code key} is empty without one. */
  Outcome send(int gateway, Request request, String key) {
    Connection connection;
    try {
      connection = connection(gateway);
    } catch (IOException noConnection) {
      return new NotSent();
    }
    try {
      return connection.exchange(http(request, key));
    } catch (IOException cut) {
      open.remove(gateway);
      connection.close();
      return new Unknown(cut.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    open.values().forEach(Connection::close);
    open.clear();
  }

  private Connection connection(int gateway) throws IOException {
    Connection kept = open.get(gateway);
    if (kept != null) {
      return kept;
    }
    Connection connection = Connection.open(addresses.apply(gateway));
    open.put(gateway, connection);
    return connection;
  }

  private byte[] http(Request request, String key) {
    String body = request.body();
    StringBuilder http =
        new StringBuilder(512)
            .append(request.method() + " " + request.path() + " HTTP/1.1\r\nHost: gateway\r\n")
            .append("Authorization: Bearer " + token + "\r\n");
    if (!key.isEmpty()) {
      http.append("Idempotency-Key: " + key + "\r\n");
    }
    if (!body.isEmpty()) {
      http.append("Content-Type: application/json\r\n");
    }
    if (!request.method().equals("GET")) {
      http.append("Content-Length: " + body.length() + "\r\n");
    }
    return http.append("\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
  }
}
