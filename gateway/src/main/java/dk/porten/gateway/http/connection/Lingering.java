package dk.porten.gateway.http.connection;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a connection ends after its last answer (RFC 9112, 9.6): nothing more is sent, and what the
 * caller still sends is read and dropped for a while. To close with bytes unread would reset the
 * connection, and the caller might never see the answer.
 */
final class Lingering {

  private static final long MAX_BYTES = 1024 * 1024;
  private static final long MAX_MILLIS = 1_000;

  private final Channel channel;
  private long dropped;

  Lingering(Channel channel) {
    this.channel = channel;
    // Nobody else starts reading again: Vert.x may have stopped for a request that will not be
    // answered.
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

  /**
   * Begins once the last answer has been sent: ends our side of the connection, and waits until the
   * caller ends the other.
   */
  void begin() {
    if (channel.isActive() && channel instanceof DuplexChannel duplex) {
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      // Without word from TLS a caller could take the end for one that somebody else made.
      ChannelFuture told = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
      told.addListener(
          sent -> {
            ChannelFuture unused = duplex.shutdownOutput();
          });
      ScheduledFuture<?> due =
          channel.eventLoop().schedule(this::close, MAX_MILLIS, TimeUnit.MILLISECONDS);
      channel.closeFuture().addListener(closed -> due.cancel(false));
    }
  }

  private void close() {
    ChannelFuture unused = channel.close();
  }
}
