package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Outcome.NotSent;
import dk.porten.gateway.history.Outcome.Unknown;
import dk.porten.gateway.http.ContractCheck;
import dk.porten.gateway.http.Reply;
import dk.porten.gateway.http.SentRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Sends one client's requests as HTTP and says what came of them. It never sends one twice by
 * itself.
 */
final class Wire implements AutoCloseable {
  private static final int JUDGED_OF_A_KIND = 5;

  private final IntFunction<URI> addresses;
  private final String token;
  private final Map<Integer, Connection> open = new HashMap<>();
  private final Map<Kind, List<Exchange>> first = new HashMap<>();

  /** What exchanges have in common that are the same to the OpenAPI document. */
  private record Kind(Class<?> request, int status, String isReplayed) {}

  private record Exchange(String request, Reply reply) {}

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
      String http = http(request, key);
      Reply reply = connection.exchange(http.getBytes(StandardCharsets.US_ASCII));
      String isReplayed = reply.header("idempotency-replayed");
      keep(new Kind(request.getClass(), reply.status(), isReplayed), new Exchange(http, reply));
      return new Answered(
          reply.status(),
          reply.body().toString(StandardCharsets.ISO_8859_1),
          isReplayed.equals("true"));
    } catch (IOException cut) {
      open.remove(gateway);
      connection.close();
      return new Unknown(cut.getClass().getSimpleName());
    }
  }

  /**
   * Holds the first requests and answers of each kind against the OpenAPI document. While clients
   * contend that would take the processors from the gateways.
   */
  void judge() {
    first.values().stream()
        .flatMap(List::stream)
        .forEach(
            one ->
                ContractCheck.check(
                    SentRequest.takeFrom(new StringBuilder(one.request)), one.reply));
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

  private void keep(Kind kind, Exchange exchange) {
    List<Exchange> kept = first.computeIfAbsent(kind, none -> new ArrayList<>());
    if (kept.size() < JUDGED_OF_A_KIND) {
      kept.add(exchange);
    }
  }

  private String http(Request request, String key) {
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
    return http.append("\r\n").append(body).toString();
  }
}
