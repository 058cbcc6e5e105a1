package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Outcome.NotSent;
import dk.porten.gateway.history.Outcome.Unknown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Sends requests as HTTP and says what came of them. It never sends a write twice by itself. */
final class Wire {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final IntFunction<URI> addresses;
  private final Supplier<String> authorization;

  /**
   * Makes a wire.
   *
   * @param addresses of the gateways, by number
   * @param authorization the value of the header of that name; empty for none
   */
  Wire(IntFunction<URI> addresses, Supplier<String> authorization) {
    this.addresses = addresses;
    this.authorization = authorization;
  }

  /** Sends a request and waits for its outcome; {@code key} is empty without one. */
  Outcome send(int gateway, Request request, String key) {
    try {
      HttpResponse<String> response =
          client.send(
              http(gateway, request, key), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      boolean isReplayed =
          response.headers().firstValue("Idempotency-Replayed").filter("true"::equals).isPresent();
      return new Answered(response.statusCode(), response.body(), isReplayed);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new NotSent();
    } catch (IOException e) {
      return new Unknown(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unknown("interrupted");
    }
  }

  private HttpRequest http(int gateway, Request request, String key) {
    String body = request.body();
    HttpRequest.Builder http =
        HttpRequest.newBuilder(addresses.apply(gateway).resolve(request.path()))
            .timeout(PATIENCE)
            .method(
                request.method(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      http.header("Content-Type", "application/json");
    }
    if (!key.isEmpty()) {
      http.header("Idempotency-Key", key);
    }
    String credentials = authorization.get();
    if (!credentials.isEmpty()) {
      http.header("Authorization", credentials);
    }
    return http.build();
  }
}
