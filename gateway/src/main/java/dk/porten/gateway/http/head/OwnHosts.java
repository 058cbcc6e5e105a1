package dk.porten.gateway.http.head;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that requests may be for. Where nobody needs a token they are few: any site could
 * otherwise have its own name lead to this machine's loopback address, and its page would ask as if
 * it came from here (DNS rebinding).
 */
public final class OwnHosts {

  /** No rule. */
  public static final OwnHosts ANY = new OwnHosts(Set.of());

  private final Set<String> hosts;

  private OwnHosts(Set<String> hosts) {
    this.hosts = hosts;
  }

  /** Returns those of a loopback address: its usual names, and the one that is listened on. */
  public static OwnHosts ofLoopback(String listenedOn) {
    return new OwnHosts(
        Set.copyOf(
            List.of("localhost", "127.0.0.1", "[::1]", listenedOn.toLowerCase(Locale.ROOT))));
  }

  /** Says whether a request is for one of them, at any port. */
  public boolean include(HttpServerRequest request) {
    @Nullable HostAndPort asked = request.authority();
    return this == ANY || (asked != null && hosts.contains(asked.host().toLowerCase(Locale.ROOT)));
  }
}
