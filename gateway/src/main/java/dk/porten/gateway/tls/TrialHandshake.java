package dk.porten.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.ByteBuffer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A handshake between two ends in memory, before anybody's handshake depends on it: the JVM may
 * refuse what files of the right form have, such as an algorithm that is out of date.
 */
final class TrialHandshake {

  private static final int MOST_STEPS = 100;

  private final SSLEngine server;
  private final SSLEngine client;

  private TrialHandshake(SSLEngine server, SSLEngine client) {
    this.server = server;
    this.client = client;
  }

  /** Says whether a caller who trusts anybody comes through. */
  static boolean succeeds(KeyManagerFactory key, TlsVersions versions) {
    try {
      SSLEngine server =
          SslContextBuilder.forServer(key)
              .sslProvider(SslProvider.JDK)
              .protocols(versions.protocols())
              .ciphers(versions.suites())
              .build()
              .newEngine(ByteBufAllocator.DEFAULT);
      SSLEngine client =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .protocols(versions.protocols())
              .build()
              .newEngine(ByteBufAllocator.DEFAULT);
      return new TrialHandshake(server, client).succeeds();
    } catch (SSLException refused) {
      return false;
    }
  }

  private boolean succeeds() throws SSLException {
    int room = server.getSession().getPacketBufferSize();
    ByteBuffer toServer = ByteBuffer.allocate(room);
    ByteBuffer toClient = ByteBuffer.allocate(room);
    client.beginHandshake();
    server.beginHandshake();
    for (int step = 0; step < MOST_STEPS; step++) {
      if (isDone(client) && isDone(server)) {
        return true;
      }
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
    return false;
  }

  private static boolean isDone(SSLEngine end) {
    return end.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine end, ByteBuffer incoming, ByteBuffer outgoing)
      throws SSLException {
    switch (end.getHandshakeStatus()) {
      case NEED_TASK -> end.getDelegatedTask().run();
      case NEED_WRAP -> {
        SSLEngineResult unused = end.wrap(ByteBuffer.allocate(0), outgoing);
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        incoming.flip();
        SSLEngineResult unused =
            end.unwrap(incoming, ByteBuffer.allocate(end.getSession().getApplicationBufferSize()));
        incoming.compact();
      }
      case FINISHED, NOT_HANDSHAKING -> {}
    }
  }
}
