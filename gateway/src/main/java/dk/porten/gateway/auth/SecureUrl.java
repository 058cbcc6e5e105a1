package dk.porten.gateway.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** A URL whose answers nobody on the way can change. */
final class SecureUrl {

  private SecureUrl() {}

  /** Finds the URL that a text is: {@code https}, or {@code http} on loopback, without user. */
  static Optional<URI> find(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
    return Optional.of(url).filter(SecureUrl::isSecure);
  }

  private static boolean isSecure(URI url) {
    return url.getHost() != null
        && url.getUserInfo() == null
        && ("https".equalsIgnoreCase(url.getScheme())
            || ("http".equalsIgnoreCase(url.getScheme()) && Loopback.isOnly(url.getHost())));
  }
}
