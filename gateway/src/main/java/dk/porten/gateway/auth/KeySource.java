package dk.porten.gateway.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the key set of an issuer is: a file, a URL that nobody on the way can change, or where the
 * issuer's own discovery says. One thread at a time asks.
 */
public final class KeySource {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String KEY_SET = "the key set";

  private final String name;
  private final boolean isFar;
  private final Supplier<String> reading;
  private final Set<TokenAlgorithm> algorithms;

  private KeySource(
      String name, boolean isFar, Supplier<String> reading, Set<TokenAlgorithm> algorithms) {
    this.name = name;
    this.isFar = isFar;
    this.reading = reading;
    this.algorithms = Set.copyOf(algorithms);
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
      URI url =
          SecureUrl.find(place)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "it is neither a file nor an https URL (http on loopback only)"
                              + " without user and password"));
      var fetch = new IssuerFetch(patience);
      return new KeySource(place, true, () -> fetch.text(url, KEY_SET), algorithms);
    }
    KeySet.parse(contentOf(place), algorithms);
    return new KeySource(place, false, () -> contentAgain(place), algorithms);
  }

  /**
   * Finds the source that an issuer names itself (OpenID Connect Discovery, RFC 8414).
   *
   * @throws IllegalArgumentException if its name is no {@code https} URL ({@code http} on loopback
   *     only)
   */
  public static KeySource ofIssuer(String issuer, Set<TokenAlgorithm> algorithms) {
    return ofIssuer(issuer, algorithms, PATIENCE);
  }

  static KeySource ofIssuer(String issuer, Set<TokenAlgorithm> algorithms, Duration patience) {
    var fetch = new IssuerFetch(patience);
    var discovery = new Discovery(issuer, fetch);
    return new KeySource(issuer, true, () -> fetch.text(discovery.keySet(), KEY_SET), algorithms);
  }

  /** Returns a source of keys that are known already. */
  static KeySource made(String keySet, Set<TokenAlgorithm> algorithms) {
    return new KeySource("", false, () -> keySet, algorithms);
  }

  /** Returns what tells this place from others. */
  String name() {
    return name;
  }

  /** Says whether it is on another machine, so that it can be away when this one starts. */
  boolean isFar() {
    return isFar;
  }

  /** Returns for which algorithms keys are taken. */
  Set<TokenAlgorithm> algorithms() {
    return algorithms;
  }

  /**
   * Returns the keys. Blocks for some ten seconds at most for each thing that is fetched.
   *
   * @throws KeySetUnavailable which says why they cannot be had
   */
  KeySet read() {
    String json = reading.get();
    try {
      return KeySet.parse(json, algorithms);
    } catch (IllegalArgumentException unusable) {
      throw new KeySetUnavailable(
          KeyFetch.NO_KEY_SET, String.valueOf(unusable.getMessage()), false);
    }
  }

  private static String contentAgain(String file) {
    try {
      return contentOf(file);
    } catch (IllegalArgumentException unreadable) {
      throw new KeySetUnavailable(
          KeyFetch.UNREADABLE, String.valueOf(unreadable.getMessage()), true);
    }
  }

  private static String contentOf(String file) {
    try (InputStream content = Files.newInputStream(Path.of(file))) {
      byte[] bytes = content.readNBytes(IssuerFetch.MAX_BYTES + 1);
      return IssuerFetch.text(bytes, KEY_SET);
    } catch (KeySetUnavailable tooLarge) {
      throw new IllegalArgumentException("the key set is larger than 1 MiB");
    } catch (IOException | InvalidPathException e) {
      // Without its cause, which repeats the place.
      throw new IllegalArgumentException("the key set cannot be read");
    }
  }
}
