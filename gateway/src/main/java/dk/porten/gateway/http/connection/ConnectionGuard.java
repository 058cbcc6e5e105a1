package dk.porten.gateway.http.connection;

import dk.porten.gateway.http.exchange.CallerConnection;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.Repetition;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection, in the pipeline between the HTTP decoder and Vert.x, so that a slow
 * client cannot hold memory. It notes in plain fields what moves, which takes 45 ns for each
 * request (Netty's idle handler: 180), and judges that once a second (docs/decisions/0022). Vert.x
 * itself stops reading from a client that does not read its answers. Lives on the connection's
 * event loop.
 */
public final class ConnectionGuard extends ChannelInboundHandlerAdapter
    implements CallerConnection {

  /** Names in the pipeline. Before the decoder there is only TLS, and what answers known heads. */
  private static final String HANDLER = "handler";

  static final String DECODER = "httpDecoder";

  private static final int MAX_QUIET_LOOKS = 60;

  /** Time enough for a request that is on its way, and for most clients to send their next. */
  private static final int MAX_QUIET_LOOKS_DRAINING = 2;

  private final ConnectionWatch watch;
  private final int maxSlowLooks;
  private final Holding holding;
  private @Nullable ChannelHandlerContext context;
  private @Nullable KnownHeadHandler heads;
  private @Nullable Exchange reading;
  private @Nullable Lingering lingering;
  private int answersDue;
  private boolean hasReceived;
  private boolean hasMoved;
  private boolean isMessageDue = true;
  private boolean isRequestUnderWay;
  private boolean isStream;
  private boolean isRestDue;
  private long output;
  private int quietLooks;
  private int requestLooks;
  private int answerLooks;

  /**
   * @param maxSlowLooks for how many looks a request may take to come in, and an answer to be taken
   */
  ConnectionGuard(ConnectionWatch watch, int maxSlowLooks) {
    this.watch = watch;
    this.maxSlowLooks = maxSlowLooks;
    this.holding = watch.holding();
  }

  /** Takes its place in a new connection, whose decoder becomes the strict one. */
  void guard(HttpServerConnection connection, HttpServerOptions options) {
    ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
    pipeline.replace(DECODER, DECODER, new HeadDecoder(options, this));
    pipeline.addBefore(HANDLER, null, this).addBefore(HANDLER, null, holding);
  }

  /** Finds that of a request's connection. */
  public static ConnectionGuard of(HttpServerRequest request) {
    return ((HttpServerConnection) request.connection())
        .channelHandlerContext()
        .pipeline()
        .get(ConnectionGuard.class);
  }

  /** Sets what answers known heads before requests come here; null once it has left. */
  void knownHeads(@Nullable KnownHeadHandler before) {
    heads = before;
  }

  @Override
  public boolean hasKnownHeads() {
    return heads != null;
  }

  @Override
  public void requestTaken() {
    answersDue++;
    holding.letGo();
  }

  @Override
  public void requestAnswered(@Nullable Repetition repetition) {
    answersDue--;
    if (answersDue == 0) { // else the next one was taken while this one's answer ended
      holding.letGo();
    }
    if (heads != null) {
      heads.answered(repetition);
    }
  }

  @Override
  public Holding memory() {
    return holding;
  }

  @Override
  public void readingBodyOf(@Nullable Exchange exchange) {
    reading = exchange;
  }

  /** Refuses the request whose body is being read; returns false if there is none. */
  boolean refuseBody(Throwable why) {
    Exchange refused = reading;
    if (refused != null) {
      refused.refuseBody(why);
    }
    return refused != null;
  }

  /** Lets the connection end with its next answer, or when it is quiet: the gateway stops. */
  void drain() {
    quietLooks = 0;
    leaveHeads();
  }

  @Override
  public boolean isEnding() {
    return isOver() || watch.isDraining();
  }

  @Override
  public boolean isOver() {
    return lingering != null;
  }

  @Override
  public void end() {
    if (lingering == null) {
      leaveHeads();
      reading = null;
      lingering = new Lingering(context().channel());
    }
  }

  @Override
  public void linger() {
    Objects.requireNonNull(lingering, "not ended").begin();
  }

  /** Notes bytes that came after the last answer and were dropped. */
  void drop(int bytes) {
    if (lingering != null) {
      lingering.drop(bytes);
    }
  }

  private void leaveHeads() {
    if (heads != null) {
      heads.leave();
    }
  }

  /** Notes that the decoder got bytes. What moves of TLS alone is nobody's request. */
  void received() {
    hasReceived = true;
  }

  /** Notes that a request was answered before it came here. */
  void moved() {
    hasMoved = true;
    isStream = false;
  }

  @Override
  public void expectStream() {
    isStream = true;
  }

  /** {@inheritDoc} What a refused client asks waits in the kernel (docs/decisions/0020). */
  @Override
  public void restSoon() {
    isRestDue = true;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (lingering != null) {
      lingering.drop(message);
      return;
    }
    isMessageDue = false;
    if (message == LastHttpContent.EMPTY_LAST_CONTENT || message instanceof LastHttpContent) {
      isRequestUnderWay = false;
    } else if (!isRequestUnderWay) {
      begin();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    hasMoved |= hasReceived;
    if (hasReceived && isMessageDue && !isRequestUnderWay) {
      // Bytes came from which the decoder has made nothing yet: a part of a head.
      begin();
    }
    if (reading != null) {
      holding.tellOfPart().ifPresent(this::refuseBody);
    }
    hasReceived = false;
    isMessageDue = true;
    context.fireChannelReadComplete();
    // Not within a request: Vert.x may stop reading one by itself, and must not be made to go on.
    if (isRestDue && !isRequestUnderWay) {
      isRestDue = false;
      Rest.begin(context, () -> {});
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    watch.forget(this);
    context.fireChannelInactive();
  }

  private void begin() {
    isRequestUnderWay = true;
    isStream = false;
    requestLooks = 0;
  }

  /** Ends the connection if it has to end; to be called once a second. */
  void look() {
    ChannelOutboundBuffer unread = context().channel().unsafe().outboundBuffer();
    if (unread == null) {
      return;
    }
    holding.tell();
    ConnectionEnd end = judge(unread);
    hasMoved = false;
    if (end == ConnectionEnd.STOPPING) {
      watch.ended(end);
      end();
      linger();
    } else if (end != null) {
      close(end);
    }
  }

  /** Closes it: not through Vert.x or TLS, which would first wait for the answers to be taken. */
  void close(ConnectionEnd end) {
    watch.ended(end);
    holding.end();
    ChannelFuture unused = context().pipeline().firstContext().close();
  }

  private @Nullable ConnectionEnd judge(ChannelOutboundBuffer unread) {
    boolean isUnread = unread.totalPendingWriteBytes() > 0;
    long before = output;
    output = System.identityHashCode(unread.current()) + unread.currentProgress();
    quietLooks = hasMoved || (isUnread && output != before) ? 0 : quietLooks + 1;
    requestLooks = isRequestUnderWay && !isStream ? requestLooks + 1 : 0;
    // No further request is taken before the answers to those before it are on their way.
    answerLooks = isUnread && !hasMoved && !isStream ? answerLooks + 1 : 0;
    if (requestLooks > maxSlowLooks) {
      return ConnectionEnd.SLOW_REQUEST;
    }
    if (answerLooks > maxSlowLooks) {
      return ConnectionEnd.SLOW_READER;
    }
    if (quietLooks > MAX_QUIET_LOOKS) {
      return ConnectionEnd.IDLE;
    }
    if (isUnread && quietLooks > 1 && holding.isTooMuchForClient()) {
      return ConnectionEnd.HELD_TOO_MUCH;
    }
    boolean isIdle =
        !isUnread && !isRequestUnderWay && answersDue == 0 && quietLooks > MAX_QUIET_LOOKS_DRAINING;
    return isIdle && watch.isDraining() ? ConnectionEnd.STOPPING : null;
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not in a pipeline");
  }
}
