package dk.porten.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server on which everything takes some time in either direction, and which may be shut.
 */
public final class LongWay implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final Duration oneWay;
  private final ScheduledExecutorService deliveries = Executors.newSingleThreadScheduledExecutor();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private volatile boolean isOpen = true;

  /**
   * @param host of the server
   */
  public LongWay(String host, int port, Duration oneWay) {
    this.host = host;
    this.port = port;
    this.oneWay = oneWay;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    inBackground(this::accept);
  }

  /** Returns the port of this end, on the loopback address. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Breaks off who comes, until {@link #open}. */
  public LongWay shut() {
    isOpen = false;
    return this;
  }

  /** Lets pass who comes. */
  public void open() {
    isOpen = true;
  }

  /** Returns how many were broken off. */
  public int turnedAway() {
    return turnedAway.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    deliveries.shutdownNow();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      taken(() -> meet(client));
    }
  }

  private void meet(Socket client) throws IOException {
    if (isOpen) {
      Socket server = new Socket(host, port);
      carry(client, server);
      carry(server, client);
    } else {
      client.close();
      turnedAway.incrementAndGet();
    }
  }

  private void carry(Socket from, Socket to) throws IOException {
    from.setTcpNoDelay(true);
    sockets.add(from);
    inBackground(
        () -> {
          try {
            read(from, to);
          } finally {
            deliver(to::close);
          }
        });
  }

  private void read(Socket from, Socket to) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int length = from.getInputStream().read(chunk);
        length >= 0;
        length = from.getInputStream().read(chunk)) {
      byte[] carried = Arrays.copyOf(chunk, length);
      deliver(() -> to.getOutputStream().write(carried));
    }
  }

  private void deliver(Step delivery) {
    var unused = deliveries.schedule(() -> taken(delivery), oneWay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Something that ends with its sockets. */
  private interface Step {
    void take() throws IOException;
  }

  private static void inBackground(Step step) {
    Thread thread = new Thread(() -> taken(step));
    thread.setDaemon(true);
    thread.start();
  }

  private static void taken(Step step) {
    try {
      step.take();
    } catch (IOException ended) {
      // the other side is gone, or the test is over
    }
  }
}
