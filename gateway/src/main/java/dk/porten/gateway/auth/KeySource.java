package dk.porten.gateway.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Where the key set of an issuer is: a file, which is read at once, or a URL that nobody on the way
 * can change, which is asked when the keys are needed.
 */
public final class KeySource {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<KeySet> reading;

  private KeySource(Supplier<KeySet> reading) {
    this.reading = reading;
  }

  /**
   * Finds the source at a file's path or an {@code https} URL ({@code http} on loopback only).
   *
   * @throws IllegalArgumentException if it is neither, or the file has no key set; the message
   *     repeats nothing of the place
   */
  public static KeySource of(String place, Set<TokenAlgorithm> algorithms) {
    return of(place, algorithms, PATIENCE);
  }

  static KeySource of(String place, Set<TokenAlgorithm> algorithms, Duration patience) {
    if (place.matches("(?i)[a-z][a-z0-9+.-]*://.*")) {
      URI url = url(place);
      return new KeySource(() -> fetch(url, algorithms, patience));
    }
    return known(KeySet.parse(text(contentOf(place)), algorithms));
  }

  /** Returns a source of keys that are known. */
  static KeySource known(KeySet keys) {
    return new KeySource(() -> keys);
  }

  /**
   * Returns the keys. Blocks for at most some ten seconds while they are fetched.
   *
   * @throws KeySetUnavailable which says why they cannot be had
   */
  KeySet read() {
    return reading.get();
  }

  private static byte[] contentOf(String file) {
    try (InputStream content = Files.newInputStream(Path.of(file))) {
      return content.readNBytes(MAX_BYTES + 1);
    } catch (IOException | InvalidPathException e) {
      // Without its cause, which repeats the place.
      throw new IllegalArgumentException("the key set cannot be read");
    }
  }

  private static String text(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException("the key set is larger than 1 MiB");
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private static URI url(String place) {
    return SecureUrl.find(place)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it is neither a file nor an https URL (http on loopback only)"
                        + " without user and password"));
  }

  /** Fetches without following redirects, which could lead anywhere. */
  private static KeySet fetch(URI url, Set<TokenAlgorithm> algorithms, Duration patience) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
    CompletableFuture<HttpResponse<InputStream>> sent =
        client.sendAsync(
            HttpRequest.newBuilder(url).header("Accept", "application/json").build(),
            BodyHandlers.ofInputStream());
    CompletableFuture<byte[]> fetched = sent.thenApplyAsync(KeySource::body);
    try {
      return KeySet.parse(
          text(fetched.get(patience.toMillis(), TimeUnit.MILLISECONDS)), algorithms);
    } catch (IllegalArgumentException unusable) {
      throw new KeySetUnavailable(String.valueOf(unusable.getMessage()), false);
    } catch (TimeoutException slow) {
      sent.cancel(true);
      // Ends the reading that is under way.
      var unused = sent.thenAccept(KeySource::close);
      throw new KeySetUnavailable("its issuer does not answer in time", true);
    } catch (ExecutionException failed) {
      throw explained(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KeySetUnavailable("the gateway was told to stop", false);
    }
  }

  private static byte[] body(HttpResponse<InputStream> response) {
    try (InputStream content = response.body()) {
      if (response.statusCode() != 200) {
        throw new KeySetUnavailable("its issuer answers " + response.statusCode(), true);
      }
      return content.readNBytes(MAX_BYTES + 1);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException isClosed) {
      // It is of no use any more.
    }
  }

  private static KeySetUnavailable explained(@Nullable Throwable failure) {
    if (failure instanceof KeySetUnavailable known) {
      return known;
    }
    if (failure instanceof SSLException) {
      // The messages may repeat the place.
      Throwable cause = failure.getCause();
      if (cause instanceof CertificateException) {
        return new KeySetUnavailable("the certificate of its issuer is not trusted", false);
      }
      // A handshake that is cut off looks like one that is refused.
      boolean mayBeCut =
          failure instanceof SSLHandshakeException
              || (cause instanceof IOException && !(cause instanceof SSLException));
      return new KeySetUnavailable("TLS with its issuer fails", mayBeCut);
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return new KeySetUnavailable("its issuer does not answer in time", true);
    }
    return new KeySetUnavailable(
        failure instanceof ConnectException
            ? "its issuer cannot be reached"
            : "its issuer breaks off",
        true);
  }
}
