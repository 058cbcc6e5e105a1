package dk.porten.gateway.http.connection;

import dk.porten.gateway.http.exchange.CallerMemory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has of the {@link HeldBytes}. It tells of a request of 8 KiB at once, of an
 * answer when Netty says that more than 64 KiB wait to be sent, and of anything else once a second,
 * so that usual requests do not touch what all loops share. Lives on the connection's event loop.
 */
final class Holding extends ChannelInboundHandlerAdapter implements CallerMemory {

  private static final int STEP_BYTES = 8 * 1024;

  private final HeldBytes all;
  private final Runnable tooMuch;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Runnable whenWritable;
  private long request;
  private volatile long told;

  /**
   * @param tooMuch is run when all connections together hold too much
   */
  Holding(HeldBytes all, Runnable tooMuch) {
    this.all = all;
    this.tooMuch = tooMuch;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void hold(int bytes) {
    request += bytes;
    if (request >= STEP_BYTES) {
      tell();
    }
  }

  /** Notes that nothing of a request is held any more. */
  void answered() {
    whenWritable = null;
    if (request != 0) {
      request = 0;
      if (told != 0) {
        tell();
      }
    }
  }

  @Override
  public boolean isShort() {
    return all.isShort();
  }

  @Override
  public boolean isWritable() {
    return Objects.requireNonNull(context, "not in a pipeline").channel().isWritable();
  }

  @Override
  public void whenWritable(Runnable task) {
    whenWritable = task;
  }

  /** Returns what was told last; any thread may ask. */
  long told() {
    return told;
  }

  /** Tells the others how much it is now. */
  void tell() {
    long now = request + unsent();
    if (now != told) {
      all.add(now - told);
      told = now;
    }
    if (now > 0 && all.excess() > 0) {
      tooMuch.run();
    }
  }

  /** Tells the others that nothing is held any more. */
  void end() {
    all.add(-told);
    told = 0;
    request = 0;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    tell();
    if (whenWritable != null && isWritable()) {
      whenWritable.run();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  private long unsent() {
    ChannelOutboundBuffer unsent =
        context == null ? null : context.channel().unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes();
  }
}
