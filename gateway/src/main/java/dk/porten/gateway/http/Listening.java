package dk.porten.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The servers that share the public address. Any thread may call. */
public final class Listening {

  private final SocketAddress address;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  /**
   * @param port 0 is any free one
   */
  public Listening(String host, int port) {
    // To Vert.x, 0 would be another free port for each server.
    address =
        port == 0
            ? SocketAddress.sharedRandomPort(1, host)
            : SocketAddress.inetSocketAddress(port, host);
  }

  Future<HttpServer> listen(HttpServer server) {
    servers.add(server);
    return server.listen(address);
  }

  /** Returns the port that is listened on. */
  public int port() {
    return servers.get(0).actualPort();
  }

  /** Takes no more connections, lets the requests under way finish, and closes. */
  public Future<?> drain(Duration patience) {
    return Future.join(
        servers.stream()
            .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
            .toList());
  }
}
