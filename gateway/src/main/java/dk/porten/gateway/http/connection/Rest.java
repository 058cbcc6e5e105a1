package dk.porten.gateway.http.connection;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A while for which a caller waits that asks too much: its connection is not read, and what it
 * sends waits in the kernel, or its answer waits.
 */
final class Rest {

  /**
   * Well below the second after which refused callers are told to come back, so that nobody on the
   * connection waits for long.
   */
  private static final long MILLIS = 250;

  private Rest() {}

  /** Runs something after the while, on the connection's event loop. */
  static void before(Runnable task, ChannelHandlerContext context) {
    ScheduledFuture<?> unused = context.executor().schedule(task, MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Does nothing if Vert.x has stopped reading: Vert.x also starts again by itself. */
  static void begin(ChannelHandlerContext context) {
    ChannelConfig config = context.channel().config();
    if (config.isAutoRead()) {
      config.setAutoRead(false);
      before(() -> config.setAutoRead(true), context);
    }
  }
}
