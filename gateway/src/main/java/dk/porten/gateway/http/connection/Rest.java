package dk.porten.gateway.http.connection;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A while in which a connection is not read: what its caller sends waits in the kernel. */
final class Rest {

  /**
   * Well below the second after which refused callers are told to come back, so that nobody on the
   * connection waits for long.
   */
  private static final long MILLIS = 250;

  private Rest() {}

  /**
   * Begins one, and runs something at its end, on the connection's event loop. Where Vert.x has
   * stopped reading, it is Vert.x that starts again.
   */
  static void begin(ChannelHandlerContext context, Runnable then) {
    ChannelConfig config = context.channel().config();
    boolean isRead = config.isAutoRead();
    config.setAutoRead(false);
    ScheduledFuture<?> unused =
        context
            .executor()
            .schedule(
                () -> {
                  if (isRead) {
                    config.setAutoRead(true);
                  }
                  then.run();
                },
                MILLIS,
                TimeUnit.MILLISECONDS);
  }
}
