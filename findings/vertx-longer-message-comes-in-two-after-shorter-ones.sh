#!/usr/bin/env bash
# Vert.x 5.0.12 (Netty 4.2.13): after ten short messages a slightly longer one, sent by one write, comes in two buffers
#
# On a connection that is kept alive a client sends messages by one write each and waits for the answer to each. The server reads
# into as much room as Netty makes by what came before: 2,048 bytes at first, then less, in steps of 16 bytes where it is below 512.
# Ten messages of 440 bytes leave room for 464, and one of 470 comes as 464 and 6. Whoever takes a buffer for a message, or is
# faster if a request comes whole, meets this only where lengths differ by some bytes: never in a load test that repeats one
# request. A higher minimum helps; Vert.x has no option for it (setReceiveBufferSize sets the socket's buffer too).
#
# Seen: minimum of 64: [440, 440, 440, 440, 440, 440, 440, 440, 440, 440, 464, 6]
#       minimum of 4096: [440, 440, 440, 440, 440, 440, 440, 440, 440, 440, 470]
# Needs Java 17 and Maven.
set -u
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1

cat >pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>io.vertx</groupId><artifactId>vertx-core</artifactId><version>5.0.12</version></dependency></dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib || exit 1

cat >Try.java <<'JAVA'
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class Try {
  public static void main(String[] arguments) throws Exception {
    var vertx = Vertx.vertx();
    for (int minimum : new int[] {64, 4096}) {
      List<Integer> buffers = new CopyOnWriteArrayList<>();
      var server = vertx.createNetServer().connectHandler(socket -> {
        if (minimum != 64) { // else as Vert.x has it
          ((NetSocketInternal) socket).channelHandlerContext().channel().config()
              .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(minimum, minimum, 65536));
        }
        int[] missing = {0};
        socket.handler(buffer -> {
          buffers.add(buffer.length());
          missing[0] += (missing[0] == 0 ? buffer.getInt(0) : 0) - buffer.length();
          if (missing[0] == 0) {
            socket.write("ok");
          }
        });
      }).listen(0, "127.0.0.1").await();
      try (var client = new Socket("127.0.0.1", server.actualPort())) {
        client.setTcpNoDelay(true);
        for (int length : new int[] {440, 440, 440, 440, 440, 440, 440, 440, 440, 440, 470}) {
          client.getOutputStream().write(Buffer.buffer(new byte[length]).setInt(0, length).getBytes());
          client.getInputStream().readNBytes(2);
        }
      }
      System.out.println("minimum of " + minimum + ": " + buffers);
    }
    vertx.close().await();
  }
}
JAVA
java -cp 'lib/*' Try.java 2>/dev/null | tee said
ls lib | grep -o 'netty-transport-4.*'
short='440, 440, 440, 440, 440, 440, 440, 440, 440, 440'
grep -qxF "minimum of 64: [$short, 464, 6]" said && grep -qxF "minimum of 4096: [$short, 470]" said
