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
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Fetches what an issuer publishes, and tells what is the matter if that fails. Blocks. */
final class IssuerFetch {

  static final int MAX_BYTES = 1024 * 1024;

  private final Duration patience;
  private final HttpClient client;

  IssuerFetch(Duration patience) {
    this.patience = patience;
    client = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /**
   * Returns the text at a URL. Redirects are not followed: they could lead anywhere.
   *
   * @param what is fetched, for the message
   * @throws KeySetUnavailable if there is none
   */
  String text(URI url, String what) {
    CompletableFuture<HttpResponse<InputStream>> sent =
        client.sendAsync(
            HttpRequest.newBuilder(url).header("Accept", "application/json").build(),
            BodyHandlers.ofInputStream());
    CompletableFuture<byte[]> fetched = sent.thenApplyAsync(response -> body(response, what));
    try {
      return text(fetched.get(patience.toMillis(), TimeUnit.MILLISECONDS), what);
    } catch (TimeoutException slow) {
      giveUp(sent);
      throw slow(what);
    } catch (ExecutionException failed) {
      throw explained(failed.getCause(), what);
    } catch (InterruptedException interrupted) {
      giveUp(sent);
      Thread.currentThread().interrupt();
      throw new KeySetUnavailable(KeyFetch.STOPPED, "the gateway was told to stop", false);
    }
  }

  /**
   * Reads bytes as text.
   *
   * @throws KeySetUnavailable if they are more than a key set may have
   */
  static String text(byte[] content, String what) {
    if (content.length > MAX_BYTES) {
      throw new KeySetUnavailable(KeyFetch.NO_KEY_SET, what + " is larger than 1 MiB", false);
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] body(HttpResponse<InputStream> response, String what) {
    int status = response.statusCode();
    try (InputStream content = response.body()) {
      if (status != 200) {
        throw new KeySetUnavailable(
            status == 404 ? KeyFetch.NOT_FOUND : KeyFetch.OTHER_STATUS,
            "its issuer answers " + status + " where " + what + " should be",
            true);
      }
      return content.readNBytes(MAX_BYTES + 1);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  /** Ends also the reading that is under way. */
  private static void giveUp(CompletableFuture<HttpResponse<InputStream>> sent) {
    sent.cancel(true);
    var unused = sent.thenAccept(IssuerFetch::close);
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException isClosed) {
      // It is of no use any more.
    }
  }

  private static KeySetUnavailable slow(String what) {
    return new KeySetUnavailable(
        KeyFetch.SLOW, "its issuer does not answer in time with " + what, true);
  }

  /** The messages of the JDK may repeat the place. */
  private static KeySetUnavailable explained(@Nullable Throwable failure, String what) {
    if (failure instanceof KeySetUnavailable known) {
      return known;
    }
    if (failure instanceof SSLException) {
      return explainedTls(failure, what);
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return slow(what);
    }
    if (isCausedBy(UnresolvedAddressException.class, failure)) {
      return new KeySetUnavailable(
          KeyFetch.UNKNOWN_HOST, "the name of the host of " + what + " is not known", true);
    }
    return failure instanceof ConnectException
        ? new KeySetUnavailable(
            KeyFetch.REFUSED, "its issuer cannot be reached: no connection for " + what, true)
        : new KeySetUnavailable(
            KeyFetch.CUT_OFF, "its issuer breaks off when asked for " + what, true);
  }

  private static KeySetUnavailable explainedTls(Throwable failure, String what) {
    if (isCausedBy(CertificateException.class, failure)
        || isCausedBy(CertPathBuilderException.class, failure)) {
      return new KeySetUnavailable(
          KeyFetch.TLS, "the certificate of its issuer is not trusted, at " + what, false);
    }
    // A handshake that is cut off looks like one that is refused.
    Throwable cause = failure.getCause();
    boolean mayBeCut =
        failure instanceof SSLHandshakeException
            || (cause instanceof IOException && !(cause instanceof SSLException));
    return new KeySetUnavailable(KeyFetch.TLS, "TLS with its issuer fails, at " + what, mayBeCut);
  }

  private static boolean isCausedBy(Class<? extends Throwable> kind, @Nullable Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (kind.isInstance(one)) {
        return true;
      }
    }
    return false;
  }
}
