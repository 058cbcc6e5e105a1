#!/usr/bin/env bash
# Netty 4.2.18: a receive allocator that is set by hand, equal to the default one, reads once a turn of the loop instead of 16 times
#
# A channel is made with an AdaptiveRecvByteBufAllocator, which reads up to 16 buffers before channelReadComplete. The 16 is not
# the allocator's own: the channel gives it to the one that it makes itself. new AdaptiveRecvByteBufAllocator(), of the same
# class and with the same sizes, reads one when it is set by hand, as when only its minimum is to be another. What is different
# then shows under load only: channelReadComplete, and with it flushes and whatever is judged there, comes for each buffer, and
# other connections come between the parts of a body. maxMessagesPerRead(16) on the allocator is what makes it as it was.
#
# Seen: as it is: 2 reads before channelReadComplete
#       the same set by hand: 1 reads before channelReadComplete
#       the same with maxMessagesPerRead(16): 2 reads before channelReadComplete
# Needs Java 17 and Maven.
set -u
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1

cat >pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>io.netty</groupId><artifactId>netty-transport</artifactId><version>4.2.18.Final</version></dependency></dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib || exit 1

cat >Try.java <<'JAVA'
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.*;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

class Try {
  static final int BYTES = 7_000; // into 2,048 at first, then into more: two reads

  public static void main(String[] arguments) throws Exception {
    said("as it is", null);
    said("the same set by hand", new AdaptiveRecvByteBufAllocator());
    said("the same with maxMessagesPerRead(16)", new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(16));
  }

  static void said(String name, RecvByteBufAllocator set) throws Exception {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var reads = new CompletableFuture<Integer>();
    var accepted = new CompletableFuture<Channel>();
    var bootstrap = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.AUTO_READ, false)
        .childHandler(new ChannelInboundHandlerAdapter() {
          int count;

          @Override public void channelActive(ChannelHandlerContext context) {
            accepted.complete(context.channel());
          }

          @Override public void channelRead(ChannelHandlerContext context, Object message) {
            count++;
            ((ByteBuf) message).release();
          }

          @Override public void channelReadComplete(ChannelHandlerContext context) {
            reads.complete(count);
          }
        });
    if (set != null) {
      bootstrap.childOption(ChannelOption.RCVBUF_ALLOCATOR, set);
    }
    var server = bootstrap.bind("127.0.0.1", 0).sync().channel();
    try (var client = new Socket("127.0.0.1", ((InetSocketAddress) server.localAddress()).getPort())) {
      client.getOutputStream().write(new byte[BYTES]); // by one write: all is there before it is read
      accepted.get().config().setAutoRead(true);
      System.out.println(name + ": " + reads.get() + " reads before channelReadComplete");
    }
    loops.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS).sync();
  }
}
JAVA
java -cp 'lib/*' Try.java 2>err | tee said
ls lib | grep -o 'netty-transport-4.*'
diff - said <<'SAID'
as it is: 2 reads before channelReadComplete
the same set by hand: 1 reads before channelReadComplete
the same with maxMessagesPerRead(16): 2 reads before channelReadComplete
SAID
