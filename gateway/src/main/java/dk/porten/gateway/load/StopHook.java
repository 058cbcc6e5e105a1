package dk.porten.gateway.load;

import dk.porten.gateway.wiring.Store;

/**
 * What happens on SIGINT and SIGTERM while this is open: the share in the database is given back,
 * the batch under way is rolled back, and the exit code is not the signal's.
 */
final class StopHook implements AutoCloseable {

  private final Thread thread;

  private StopHook(Thread thread) {
    this.thread = thread;
  }

  static StopHook on(Store store) {
    var thread = new Thread(() -> stop(store), "stop");
    Runtime.getRuntime().addShutdownHook(thread);
    return new StopHook(thread);
  }

  private static void stop(Store store) {
    store.close();
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException stopping) {
      // The hook runs and will end the process.
    }
  }
}
