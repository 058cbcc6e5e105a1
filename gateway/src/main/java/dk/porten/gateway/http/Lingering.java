package dk.porten.gateway.http;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a connection ends after its last answer (RFC 9112, 9.6): nothing more is said, and what the
 * caller still sends is taken for a while and dropped. To close with bytes unread would reset the
 * connection, and the answer with it.
 */
final class Lingering {

  private static final long MAX_BYTES = 1024 * 1024;
  private static final long MAX_MILLIS = 1_000;

  private final Channel channel;
  private long dropped;

  Lingering(Channel channel) {
    this.channel = channel;
    // Nobody else reads on: Vert.x may have stopped for a request that will not be answered.
    channel.config().setAutoRead(true);
  }

  void drop(Object message) {
    int bytes = message instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
    ReferenceCountUtil.release(message);
    drop(bytes);
  }

  /** Notes bytes that were dropped; closes the connection if they are too many. */
  void drop(int bytes) {
    dropped += bytes;
    if (dropped > MAX_BYTES) {
      close();
    }
  }

  /** Begins, once the last answer is on its way: tells the caller, and waits until it goes. */
  void begin() {
    if (channel.isActive() && channel instanceof DuplexChannel duplex) {
      ChannelFuture unused = duplex.shutdownOutput();
      ScheduledFuture<?> due =
          channel.eventLoop().schedule(this::close, MAX_MILLIS, TimeUnit.MILLISECONDS);
      channel.closeFuture().addListener(closed -> due.cancel(false));
    }
  }

  private void close() {
    ChannelFuture unused = channel.close();
  }
}
