package dk.porten.gateway.http.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The servers that share the public address. Any thread may call. */
public final class Listening {

  private record Listener(HttpServer server, Context loop, ConnectionWatch connections) {

    Future<?> run(Consumer<ConnectionWatch> task) {
      Promise<Void> done = Promise.promise();
      loop.runOnContext(
          now -> {
            task.accept(connections);
            done.complete();
          });
      return done.future();
    }
  }

  private final SocketAddress address;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

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

  /**
   * Has a server listen.
   *
   * @param loop the event loop of the server
   * @param connections what watches those that it takes
   */
  public Future<HttpServer> listen(HttpServer server, Context loop, ConnectionWatch connections) {
    listeners.add(new Listener(server, loop, connections));
    return server.listen(address);
  }

  /**
   * Has connections that come from now on served with other files of TLS. Servers that share an
   * address share these options too: Vert.x hands them to the first.
   */
  public Future<?> serveWith(ServerSSLOptions options) {
    return listeners.get(0).server.updateSSLOptions(options);
  }

  /** Returns the port that is listened on. */
  public int port() {
    return listeners.get(0).server.actualPort();
  }

  /**
   * Stops accepting connections, lets each open one end with its next answer or after some quiet
   * seconds, and closes those that are left when the time is over. Vert.x's own shutdown cannot be
   * used: it closes idle connections at once and so loses requests that are on their way
   * (docs/decisions/0023).
   */
  public Future<?> drain(Duration patience) {
    return patience.isZero()
        ? close()
        : onEachLoop(ConnectionWatch::drain)
            .compose(draining -> connections().stopAccepting())
            // After this each loop knows the connections that were accepted last.
            .compose(closed -> onEachLoop(connections -> {}))
            .compose(known -> connections().whenAllClosed())
            .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .transform(goneOrNot -> close());
  }

  private ConnectionWatch.Shared connections() {
    return listeners.get(0).connections.shared();
  }

  private Future<?> onEachLoop(Consumer<ConnectionWatch> task) {
    return Future.join(listeners.stream().map(listener -> listener.run(task)).toList());
  }

  private Future<Object> close() {
    return Future.join(listeners.stream().map(listener -> listener.server.close()).toList())
        .mapEmpty();
  }
}
