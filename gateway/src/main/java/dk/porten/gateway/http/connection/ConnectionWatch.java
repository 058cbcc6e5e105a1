package dk.porten.gateway.http.connection;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SSLEngineOptions;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop. Only that loop calls, but for {@link Shared}. */
public final class ConnectionWatch {

  /** What the watches of all event loops have in common. Any thread may call. */
  public static final class Shared {

    private static final long MEBIBYTE = 1024 * 1024;

    private final HttpLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final HeldBytes held;
    private final Map<ConnectionEnd, Counter> ends = new EnumMap<>(ConnectionEnd.class);
    private final Promise<Void> gone = Promise.promise();
    private volatile boolean isGoneAwaited;
    private final List<ConnectionWatch> loops = new CopyOnWriteArrayList<>();

    /** How many tasks have still to be done until there is room; 0 if none is made. */
    private final AtomicInteger makingRoom = new AtomicInteger();

    /** The listening channel, the parent of every accepted one; null before the first. */
    private volatile @Nullable Channel acceptor;

    public Shared(HttpLimits limits, GatewayMetrics metrics) {
      this.limits = limits;
      held = new HeldBytes(limits.heldMebibytes() * MEBIBYTE);
      metrics.watchConnections(open::get, () -> (int) Math.min(held.now(), Integer.MAX_VALUE));
      for (ConnectionEnd end : ConnectionEnd.values()) {
        ends.put(end, metrics.connectionsEnded(end.label()));
      }
    }

    /**
     * Returns what watches the connections of one event loop.
     *
     * @param options of the server that takes them
     * @param loop runs something soon
     */
    public ConnectionWatch ofLoop(HttpServerOptions options, Executor loop) {
      var watch = new ConnectionWatch(this, options, loop);
      loops.add(watch);
      return watch;
    }

    /**
     * Stops accepting connections. The listening channel is known from the first connection on;
     * without one nothing has to be done.
     */
    Future<?> stopAccepting() {
      Promise<Void> closed = Promise.promise();
      Channel channel = acceptor;
      if (channel == null) {
        closed.complete();
      } else {
        channel.close().addListener(done -> closed.tryComplete());
      }
      return closed.future();
    }

    /** Completes when no connection is open. */
    Future<?> whenAllClosed() {
      isGoneAwaited = true;
      completeIfGone();
      return gone.future();
    }

    /** Counts a connection until it is closed; returns false if there are too many. */
    boolean enter(Channel connection) {
      acceptor = connection.parent();
      if (open.incrementAndGet() <= limits.connections()) {
        connection.closeFuture().addListener(closed -> leave());
        return true;
      }
      leave();
      ended(ConnectionEnd.TOO_MANY);
      return false;
    }

    void ended(ConnectionEnd end) {
      Objects.requireNonNull(ends.get(end)).increment();
    }

    /** Not at once: whoever holds too much may be just being written to. */
    private void makeRoomSoon(Executor loop) {
      if (makingRoom.compareAndSet(0, 1)) {
        run(loop, this::makeRoom);
      }
    }

    /** Has a loop do a task that was counted. One that stops takes none: then it counts as done. */
    private void run(Executor loop, Runnable task) {
      try {
        loop.execute(
            () -> {
              try {
                task.run();
              } finally {
                makingRoom.decrementAndGet();
              }
            });
      } catch (RejectedExecutionException stopping) {
        makingRoom.decrementAndGet();
      }
    }

    /** Ends the connections for which most is held, of all loops, until there is not too much. */
    private void makeRoom() {
      record Largest(ConnectionWatch watch, ConnectionGuard guard, long bytes) {}

      long excess = held.excess();
      List<Largest> byBytes =
          loops.stream()
              .flatMap(
                  watch ->
                      watch.guards.stream()
                          .map(guard -> new Largest(watch, guard, guard.memory().told())))
              .filter(one -> one.bytes > 0)
              .sorted(Comparator.comparingLong(Largest::bytes).reversed())
              .toList();
      for (Largest one : byBytes) {
        if (excess <= 0) {
          break;
        }
        excess -= one.bytes;
        makingRoom.incrementAndGet();
        run(one.watch.loop, () -> close(one.watch, one.guard));
      }
    }

    private static void close(ConnectionWatch watch, ConnectionGuard guard) {
      if (watch.guards.contains(guard)) {
        guard.close(ConnectionEnd.HELD_TOO_MUCH);
      }
    }

    private void leave() {
      open.decrementAndGet();
      completeIfGone();
    }

    private void completeIfGone() {
      if (isGoneAwaited && open.get() == 0) {
        gone.tryComplete();
      }
    }
  }

  private final Shared shared;
  private final HttpServerOptions options;
  private final Executor loop;
  private final byte[] bytes = new byte[KnownHeadHandler.MAX_BYTES];
  private final Set<ConnectionGuard> guards = ConcurrentHashMap.newKeySet();
  private boolean isDraining;

  private ConnectionWatch(Shared shared, HttpServerOptions options, Executor loop) {
    this.shared = shared;
    this.options = options;
    this.loop = loop;
  }

  /** Takes a new connection under watch, or closes it if there are too many. */
  public void add(HttpConnection connection) {
    Channel channel = ((HttpServerConnection) connection).channelHandlerContext().channel();
    // With TLS it was counted before its handshake.
    if (options.isSsl() || shared.enter(channel)) {
      var guard = new ConnectionGuard(this, (int) shared.limits.request().toSeconds());
      guards.add(guard);
      guard.guard((HttpServerConnection) connection, options);
      if (!isDraining) {
        new KnownHeadHandler(guard, bytes).join((HttpServerConnection) connection);
      }
    } else {
      connection.close();
    }
  }

  /** Returns the TLS of a server whose connections are watched. */
  public SSLEngineOptions tls() {
    return new WatchedTls(shared);
  }

  /** Has each connection end with its next answer, or when nothing comes on it for a while. */
  void drain() {
    isDraining = true;
    guards.forEach(ConnectionGuard::drain);
  }

  boolean isDraining() {
    return isDraining;
  }

  /** Returns what the watches of all event loops have in common. */
  Shared shared() {
    return shared;
  }

  /** Ends the connections that have to end; to be called once a second. */
  public void look() {
    guards.forEach(ConnectionGuard::look);
  }

  /** Returns what accounts for what a new connection holds. */
  Holding holding() {
    return new Holding(shared.held, () -> shared.makeRoomSoon(loop));
  }

  void forget(ConnectionGuard guard) {
    guards.remove(guard);
  }

  void ended(ConnectionEnd end) {
    shared.ended(end);
  }
}
