package dk.porten.gateway.http.pages;

import dk.porten.gateway.http.exchange.Publication;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the jar and the files that it loads, all in one folder; each a {@link Publication} with
 * headers that keep a browser to what the gateway itself serves. Immutable; any thread may ask.
 */
public final class PackagedFiles {

  /** Only what comes from here, no inline script or style, in nobody's frame. */
  public static final String OWN_FILES_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css",
          "html", "text/html",
          "js", "text/javascript",
          "png", "image/png",
          "svg", "image/svg+xml");

  private final Map<String, Publication> files = new HashMap<>();
  private final String page;

  private PackagedFiles(String page) {
    this.page = page;
  }

  /**
   * Reads the files; one that is missing is a fault of the build, and fails the start.
   *
   * @param folder among the resources: {@code /docs}
   * @param policy the {@code Content-Security-Policy} of all of them
   * @param page the name of the page
   * @param others the names of the files that it loads
   */
  public static PackagedFiles read(String folder, String policy, String page, String... others) {
    var read = new PackagedFiles(page);
    read.add(folder, page, policy);
    for (String name : others) {
      read.add(folder, name, policy);
    }
    return read;
  }

  /** Returns the page. */
  public Publication page() {
    return file(page);
  }

  /** Returns a file, or throws the problem that there is none. */
  public Publication file(String name) {
    Publication file = files.get(name);
    if (file == null) {
      throw new ProblemException(ProblemCode.NOT_FOUND);
    }
    return file;
  }

  private void add(String folder, String name, String policy) {
    String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (mediaType == null) {
      throw new IllegalArgumentException("no media type for " + name);
    }
    Map<String, String> headers =
        Map.of(
            "Content-Security-Policy", policy,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");
    files.put(name, Publication.of(mediaType, bytes(folder + "/" + name)).with(headers));
  }

  /** Returns a resource of the jar. */
  static Buffer bytes(String path) {
    try (@Nullable InputStream stream = PackagedFiles.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("no " + path);
      }
      return Buffer.buffer(stream.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
