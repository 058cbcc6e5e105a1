package dk.porten.benchmarks;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A kept-alive HTTP/1.1 connection with at most one request under way. */
final class OpenLoopConnection {

  private static final int MAX_ANSWER_BYTES = 16 * 1024;
  private static final int NONE = -1;
  private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "\nconnection: close".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector;
  private final SocketAddress address;
  private final Lane lane;
  private final RequestTemplate template;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_ANSWER_BYTES);
  private SocketChannel channel;
  private SelectionKey key;
  private @Nullable ByteBuffer rest;
  private boolean isBusy;
  private boolean isLast;
  private long dueNanos;

  /** Connects; blocks. */
  OpenLoopConnection(Selector selector, SocketAddress address, Lane lane, RequestTemplate template)
      throws IOException {
    this.selector = selector;
    this.address = address;
    this.lane = lane;
    this.template = template;
    channel = SocketChannel.open(address);
    key = register(SelectionKey.OP_READ);
  }

  private SelectionKey register(int interest) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel.register(selector, interest, this);
  }

  /** Returns to which it belongs. */
  Lane lane() {
    return lane;
  }

  /** Says whether a request is under way. */
  boolean isBusy() {
    return isBusy;
  }

  /** Says whether the server has announced that it ends the connection after its last answer. */
  boolean isLast() {
    return isLast;
  }

  /** Returns when the request was due that is, or was last, under way. */
  long dueNanos() {
    return dueNanos;
  }

  /** Sends a request; the connection is free and open. */
  void send(long due) throws IOException {
    isBusy = true;
    dueNanos = due;
    answer.clear();
    ByteBuffer request = template.next();
    channel.write(request);
    if (request.hasRemaining()) {
      rest = ByteBuffer.allocate(request.remaining()).put(request).flip();
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  void sendRest() throws IOException {
    if (rest != null) {
      channel.write(rest);
      if (!rest.hasRemaining()) {
        rest = null;
        key.interestOps(SelectionKey.OP_READ);
      }
    }
  }

  /**
   * Reads what has come.
   *
   * @return the status of a whole answer, after which the connection is free; -1 before that
   * @throws IOException if the connection ends, also between answers
   */
  int read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("ended");
    }
    int status = isBusy ? statusIfWhole() : NONE;
    if (status != NONE) {
      isBusy = false;
    }
    return status;
  }

  private int statusIfWhole() {
    int body = NONE;
    int length = 0;
    int end = answer.position();
    for (int i = 3; i < end && body == NONE; i++) {
      if (answer.get(i) == '\n' && answer.get(i - 2) == '\n') {
        body = i + 1;
      } else if (answer.get(i) == '\n' && startsWith(LENGTH, i, end)) {
        length = number(i + LENGTH.length, end);
      } else if (answer.get(i) == '\n' && startsWith(CLOSE, i, end)) {
        isLast = true;
      }
    }
    if (body == NONE || end < body + length) {
      return NONE;
    }
    return 100 * (answer.get(9) - '0') + 10 * (answer.get(10) - '0') + answer.get(11) - '0';
  }

  private boolean startsWith(byte[] header, int at, int end) {
    if (at + header.length > end) {
      return false;
    }
    for (int i = 1; i < header.length; i++) {
      if ((answer.get(at + i) | 0x20) != (header[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private int number(int at, int end) {
    int value = 0;
    for (int i = at; i < end && answer.get(i) != '\r'; i++) {
      if (answer.get(i) != ' ') {
        value = 10 * value + answer.get(i) - '0';
      }
    }
    return value;
  }

  /**
   * Gives the connection up and begins a new one.
   *
   * @return whether it is connected, and free, at once
   */
  boolean reconnect() throws IOException {
    channel.close();
    isBusy = false;
    isLast = false;
    rest = null;
    channel = SocketChannel.open();
    key = register(0);
    boolean isConnected = channel.connect(address);
    key.interestOps(isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
    return isConnected;
  }

  void finishConnecting() throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
  }
}
