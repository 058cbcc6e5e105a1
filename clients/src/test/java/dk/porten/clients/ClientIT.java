package dk.porten.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The generated Java client of the library {@code native} against the packaged gateway as a demo.
 */
final class ClientIT {
  private static DemoGateway gateway;

  @BeforeAll
  static void start(@TempDir Path dataDirectory) throws Exception {
    gateway = DemoGateway.start(dataDirectory);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @Test
  void everyOperation_calledByTheClient_isAnswered() throws Exception {
    EveryOperation.call(gateway.address(), "native");
  }
}
