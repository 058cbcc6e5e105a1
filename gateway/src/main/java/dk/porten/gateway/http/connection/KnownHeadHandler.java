package dk.porten.gateway.http.connection;

import dk.porten.gateway.budget.HeldForClient;
import dk.porten.gateway.http.exchange.Repetition;
import dk.porten.gateway.http.loop.ResponseDate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests whose head is, but for what stands in its {@linkplain Hole holes}, byte for byte
 * the head of the last question on the connection. What the decoder, the routes and the checks
 * found out about that head is still true. Not asking them again saves a quarter of a check
 * (benchmarks/README.md, P1; docs/decisions/0017).
 *
 * <p>It stands before the decoder. It answers a request only if it arrived complete and alone while
 * the decoder held nothing of another one, and only if a verdict can be given at once. Everything
 * else is passed on unchanged. The handler leaves the connection as soon as it cannot tell where
 * the next request begins, or when heads keep differing. Lives on the connection's event loop.
 */
final class KnownHeadHandler extends ChannelInboundHandlerAdapter implements Repetition.Sender {

  /** The longest request that is looked at. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_HEAD_BYTES = 4 * 1024;
  private static final int MAX_STRANGERS = 8;
  private static final int MAX_READ_BYTES = 64 * 1024;

  /** What Netty sets for its own allocator, and not for one that it is given. */
  private static final int READS_A_TURN = 16;

  private static final RecvByteBufAllocator WHOLE_REQUESTS =
      new AdaptiveRecvByteBufAllocator(MAX_HEAD_BYTES, MAX_HEAD_BYTES, MAX_READ_BYTES)
          .maxMessagesPerRead(READS_A_TURN);

  /** After so many requests in a row that could not be answered at once, only some are tried. */
  private static final int MAX_FUTILE = 4;

  private static final int RETRY_EVERY = 32;

  /** After so many requests in a row with another token than the known one, theirs is read anew. */
  static final int MAX_OTHER_TOKENS = 256;

  private final ConnectionGuard guard;
  private final byte[] bytes;
  private @Nullable ChannelHandlerContext context;
  private @Nullable KnownHead known;
  private @Nullable RequestFrame underWay;
  private byte @Nullable [] head;
  private int missing;
  private boolean isResponseSent;
  private int strangers;
  private int futile;
  private int otherTokens;
  private boolean hasPassedOn;

  /**
   * @param bytes to work in: {@link #MAX_BYTES}, which all connections of the loop may share
   */
  KnownHeadHandler(ConnectionGuard guard, byte[] bytes) {
    this.guard = guard;
    this.bytes = bytes;
  }

  /**
   * Takes its place in a new connection. By itself Netty reads into no more room than the requests
   * before have needed, so that a longer one than those would come in pieces.
   */
  void join(HttpServerConnection connection) {
    ChannelHandlerContext decoder = connection.channelHandlerContext();
    decoder.channel().config().setRecvByteBufAllocator(WHOLE_REQUESTS);
    decoder.pipeline().addBefore(ConnectionGuard.DECODER, null, this);
    guard.knownHeads(this);
  }

  /**
   * Notes that the request which was passed on has been answered.
   *
   * @param repetition answers those with the same head; null if nothing new is known of them
   */
  void answered(@Nullable Repetition repetition) {
    byte[] read = head;
    if (underWay != null && read != null && repetition != null) {
      known = new KnownHead(read, underWay, repetition);
    }
    isResponseSent = true;
  }

  /** Leaves the connection, which is then read as if this handler had never been there. */
  void leave() {
    context().pipeline().remove(this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    guard.knownHeads(null);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf received && isAnswered(received)) {
      received.release();
      guard.moved();
    } else {
      hasPassedOn = true;
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (hasPassedOn) {
      hasPassedOn = false;
      context.fireChannelReadComplete();
    }
  }

  @Override
  public void send(HeldForClient client, String requestId, ResponseDate date, Buffer json) {
    guard.memory().countFor(client);
    ChannelHandlerContext to = context();
    ChannelFuture unused =
        to.writeAndFlush(RawVerdict.encode(requestId, date, json, to.alloc()), to.voidPromise());
  }

  private boolean isAnswered(ByteBuf received) {
    int length = received.readableBytes();
    if (underWay != null && !(isResponseSent && missing == 0)) {
      missing -= length;
      if (missing < 0) {
        leave();
      }
      return false;
    }
    if (length > bytes.length || !context().channel().isWritable()) {
      leave();
      return false;
    }
    received.getBytes(received.readerIndex(), bytes, 0, length);
    KnownHead expected = known;
    KnownHead.News news = expected == null ? null : expected.newsOf(bytes, length);
    if (expected == null || news == null || isToBeReadAnew(news)) {
      meet(length);
      return false;
    }
    strangers = 0;
    boolean isWorthATry = futile < MAX_FUTILE || futile % RETRY_EVERY == 0;
    if (isWorthATry && isAnswered(expected.repetition(), news, length)) {
      futile = 0;
      return true;
    }
    if (news.authorization() == null) {
      futile++; // nobody is slower for what others may not ask whom a proxy has put here
    }
    passOn(null, expected.frame(), 0);
    return false;
  }

  /** Says whether the known token has gone out of use: the caller has got another one. */
  private boolean isToBeReadAnew(KnownHead.News news) {
    otherTokens = news.authorization() == null ? 0 : otherTokens + 1;
    if (otherTokens <= MAX_OTHER_TOKENS) {
      return false;
    }
    otherTokens = 0;
    return true;
  }

  private boolean isAnswered(Repetition repetition, KnownHead.News news, int length) {
    byte[] body = Arrays.copyOfRange(bytes, news.body(), length);
    return repetition.isAnswered(
        news.authorization(), news.requestId(), news.traceParent(), body, this);
  }

  /** Looks at a request whose head is not the known one. */
  private void meet(int length) {
    strangers++;
    RequestFrame frame = strangers > MAX_STRANGERS ? null : RequestFrame.find(bytes, length);
    if (frame == null || frame.body() > MAX_HEAD_BYTES || frame.end() < length) {
      leave();
    } else {
      passOn(Arrays.copyOf(bytes, frame.body()), frame, frame.end() - length);
    }
  }

  /**
   * @param itsHead of which something may be learned; null if it is the known one, whose token may
   *     be another caller's
   */
  private void passOn(byte @Nullable [] itsHead, RequestFrame frame, int itsMissing) {
    head = itsHead;
    underWay = frame;
    missing = itsMissing;
    isResponseSent = false;
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not in a pipeline");
  }
}
