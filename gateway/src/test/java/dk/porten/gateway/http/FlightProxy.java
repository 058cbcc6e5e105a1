package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to PostgreSQL on which round trips are counted: inside of a transaction the server's
 * replies are held back until the client has sent two statements, so that two which are sent
 * without waiting are one flight, and others are told apart however fast the server is.
 */
final class FlightProxy implements AutoCloseable {
  private static final int STATEMENTS_A_FLIGHT = 2;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger flights = new AtomicInteger();
  private volatile boolean isStrict;

  FlightProxy(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  String host() {
    return listening.getInetAddress().getHostAddress();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Holds back from now on; until then everything passes, such as migrations. */
  void beStrict() {
    isStrict = true;
  }

  /** Returns how many flights there were in transactions. */
  int flights() {
    return flights.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = open(listening.accept());
      Socket server = open(new Socket(host, port));
      var session = new Session();
      thread(() -> session.ask(client, server));
      thread(() -> session.reply(server, client));
    }
  }

  private Socket open(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    synchronized (sockets) {
      sockets.add(socket);
    }
    return socket;
  }

  /** One connection: its two directions, and how many statements of a flight are sent. */
  private final class Session {
    private boolean isInTransaction;
    private int statements;

    void ask(Socket from, Socket to) throws IOException {
      try (to) {
        var messages = new DataInputStream(new BufferedInputStream(from.getInputStream()));
        var server = new DataOutputStream(new BufferedOutputStream(to.getOutputStream()));
        copy(messages, server);
        while (true) {
          if (messages.available() == 0) {
            server.flush();
          }
          byte type = messages.readByte();
          server.writeByte(type);
          sent(type, new String(copy(messages, server), ISO_8859_1));
        }
      }
    }

    private byte[] copy(DataInputStream messages, DataOutputStream server) throws IOException {
      int length = messages.readInt();
      byte[] message = messages.readNBytes(length - Integer.BYTES);
      server.writeInt(length);
      server.write(message);
      return message;
    }

    /** A simple query is a statement; of an extended one the end is. */
    private synchronized void sent(byte type, String message) {
      if (isStrict && type == 'Q' && message.startsWith("BEGIN")) {
        isInTransaction = true;
      }
      if (isInTransaction && (type == 'Q' || type == 'S')) {
        boolean isEnd = message.startsWith("COMMIT") || message.startsWith("ROLLBACK");
        statements++;
        if (statements == STATEMENTS_A_FLIGHT || isEnd) {
          statements = 0;
          isInTransaction = !isEnd;
          flights.incrementAndGet();
          notifyAll();
        }
      }
    }

    /** Waits for the second statement; one that waits for this reply is a flight of its own. */
    private synchronized void holdBack() throws InterruptedException {
      long endNanos = System.nanoTime() + PATIENCE.toNanos();
      while (statements > 0 && System.nanoTime() - endNanos < 0) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, endNanos - System.nanoTime()));
      }
      if (statements > 0) {
        statements = 0;
        flights.incrementAndGet();
      }
    }

    void reply(Socket from, Socket to) throws IOException, InterruptedException {
      try (to) {
        byte[] chunk = new byte[8192];
        for (int length = from.getInputStream().read(chunk);
            length >= 0;
            length = from.getInputStream().read(chunk)) {
          holdBack();
          to.getOutputStream().write(chunk, 0, length);
        }
      }
    }
  }

  /** Something that ends with its sockets. */
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private static void thread(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException | InterruptedException ended) {
                // the other side is gone, or the test is over
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
