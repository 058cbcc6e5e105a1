package dk.porten.gateway.http.connection;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The JVM's TLS, in which each connection counts from its first byte on. Vert.x tells of a
 * connection only after its handshake, and of one that fails never (docs/decisions/0064).
 */
final class WatchedTls extends JdkSSLEngineOptions {

  private final ConnectionWatch.Shared connections;

  WatchedTls(ConnectionWatch.Shared connections) {
    this.connections = connections;
  }

  @Override
  public JdkSSLEngineOptions copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.JDK, false) {
      @Override
      public SslContext create() throws SSLException {
        return new WatchedContext(super.create(), connections);
      }
    };
  }

  private static final class WatchedContext extends DelegatingSslContext {

    private final ConnectionWatch.Shared connections;

    WatchedContext(SslContext context, ConnectionWatch.Shared connections) {
      super(context);
      this.connections = connections;
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator allocator, String host, int port, boolean startTls, Executor executor) {
      return new WatchedHandler(newEngine(allocator, host, port), startTls, executor, connections);
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator allocator, boolean startTls, Executor executor) {
      return new WatchedHandler(newEngine(allocator), startTls, executor, connections);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
      // Vert.x does it.
    }
  }

  private static final class WatchedHandler extends SslHandler {

    private final ConnectionWatch.Shared connections;

    WatchedHandler(
        SSLEngine engine, boolean startTls, Executor executor, ConnectionWatch.Shared connections) {
      super(engine, startTls, executor);
      this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
      super.handlerAdded(context);
      if (connections.enter(context.channel())) {
        handshakeFuture()
            .addListener(
                done -> {
                  // A caller who left has ended the connection.
                  if (!done.isSuccess() && context.channel().isActive()) {
                    connections.ended(ConnectionEnd.HANDSHAKE);
                  }
                });
      } else {
        ChannelFuture unused = context.close();
      }
    }
  }
}
