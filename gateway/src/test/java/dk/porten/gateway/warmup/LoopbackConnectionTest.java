package dk.porten.gateway.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoopbackConnectionTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final String END = "0\r\n\r\n";

  @Test
  void take_firstPieceAsLongAsTheAnswerBefore_waitsForTheRest() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LoopbackConnection connection =
            LoopbackConnection.open(
                SyntheticRequest.post("", "", "", ""), server.getLocalPort(), Optional.empty());
        Socket gateway = server.accept()) {
      send(gateway, HEAD + "a\r\n{\"a\":123}\n\r\n" + END);
      assertThat(connection.take()).isEqualTo(200);

      send(gateway, HEAD + "f\r\n{\"a\":12345678}\n\r\n");
      CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> take(connection));
      assertThatThrownBy(() -> taken.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      send(gateway, END);
      assertThat(taken.get()).isEqualTo(200);
    }
  }

  private static void send(Socket gateway, String piece) throws IOException {
    gateway.getOutputStream().write(piece.getBytes(US_ASCII));
  }

  private static int take(LoopbackConnection connection) {
    try {
      return connection.take();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
