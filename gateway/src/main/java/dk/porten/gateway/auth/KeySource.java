package dk.porten.gateway.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a key set is read from: a file, or a URL that nobody on the way can change. */
public final class KeySource {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private KeySource() {}

  /**
   * Reads the text at a file's path or at an {@code https} URL ({@code http} on loopback only).
   * Blocks for at most some ten seconds.
   *
   * @throws IllegalArgumentException if it cannot be had; the message repeats nothing of the place
   */
  public static String read(String place) {
    return read(place, PATIENCE);
  }

  static String read(String place, Duration patience) {
    try {
      byte[] content =
          place.matches("(?i)[a-z][a-z0-9+.-]*://.*")
              ? fetch(url(place), patience)
              : read(Path.of(place));
      if (content.length > MAX_BYTES) {
        throw new IllegalArgumentException("the key set is larger than 1 MiB");
      }
      return new String(content, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      // Without its cause, which repeats the place.
      throw new IllegalArgumentException("the key set cannot be read");
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(MAX_BYTES + 1);
    }
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
  private static byte[] fetch(URI url, Duration patience) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
    var fetched =
        client
            .sendAsync(
                HttpRequest.newBuilder(url).header("Accept", "application/json").build(),
                BodyHandlers.ofInputStream())
            .thenApplyAsync(KeySource::body);
    try {
      return fetched.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException("not fetched");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("not fetched");
    }
  }

  private static byte[] body(HttpResponse<InputStream> response) {
    try (InputStream content = response.body()) {
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
      return content.readNBytes(MAX_BYTES + 1);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }
}
