package dk.porten.gateway.http;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of one event loop. Only that loop calls. */
final class ConnectionWatch {

  /** What the watches of all event loops have in common. Any thread may call. */
  static final class Shared {

    private final HttpLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<ConnectionEnd, Counter> ends = new EnumMap<>(ConnectionEnd.class);

    Shared(HttpLimits limits, GatewayMetrics metrics) {
      this.limits = limits;
      metrics.watchConnections(open::get);
      for (ConnectionEnd end : ConnectionEnd.values()) {
        ends.put(end, metrics.connectionsEnded(end.label()));
      }
    }

    /** Returns what watches the connections of one event loop. */
    ConnectionWatch ofLoop(HttpServerOptions options) {
      return new ConnectionWatch(this, options);
    }

    private boolean enter() {
      if (open.incrementAndGet() <= limits.connections()) {
        return true;
      }
      open.decrementAndGet();
      return false;
    }
  }

  private final Shared shared;
  private final HttpServerOptions options;
  private final byte[] bytes = new byte[KnownHeadHandler.MAX_BYTES];
  private final Set<ConnectionGuard> guards = new HashSet<>();

  private ConnectionWatch(Shared shared, HttpServerOptions options) {
    this.shared = shared;
    this.options = options;
  }

  /** Takes a new connection under watch, or closes it if there are too many. */
  void add(HttpConnection connection) {
    if (shared.enter()) {
      var guard = new ConnectionGuard(this, (int) shared.limits.request().toSeconds());
      guards.add(guard);
      guard.guard((HttpServerConnection) connection, options);
      new KnownHeadHandler(guard, bytes).join((HttpServerConnection) connection);
    } else {
      ended(ConnectionEnd.TOO_MANY);
      connection.close();
    }
  }

  /** Ends the connections that have to end; to be called once a second. */
  void look() {
    List.copyOf(guards).forEach(ConnectionGuard::look);
  }

  void forget(ConnectionGuard guard) {
    guards.remove(guard);
    shared.open.decrementAndGet();
  }

  void ended(ConnectionEnd end) {
    Objects.requireNonNull(shared.ends.get(end)).increment();
  }
}
