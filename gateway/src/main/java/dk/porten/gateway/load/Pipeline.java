package dk.porten.gateway.load;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connections that write batches while the caller fills the next one. The methods are for the
 * caller's thread.
 */
final class Pipeline implements AutoCloseable {

  /** The server's work is most of it; two beat one: benchmarks/results/import-variants.json. */
  private static final int WRITERS = 2;

  private static final int PATIENCE_MINUTES = 10;

  private final BlockingQueue<Directory> idle = new LinkedBlockingQueue<>();
  private final Queue<Future<Integer>> pending = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(WRITERS, task -> new Thread(task, "directory"));
  private long imported;

  private Pipeline() {}

  static Pipeline open(DatabaseAddress address) throws ImportFailed {
    var pipeline = new Pipeline();
    try {
      for (int i = 0; i < WRITERS; i++) {
        pipeline.idle.add(Directory.open(address));
      }
      return pipeline;
    } catch (ImportFailed failure) {
      pipeline.close();
      throw failure;
    }
  }

  /** Has a batch written; waits if every connection has one. */
  void hand(Batch batch) throws ImportFailed {
    if (pending.size() == WRITERS) {
      awaitOldest();
    }
    pending.add(threads.submit(() -> write(batch)));
  }

  /** Waits until every batch is committed; returns how many user IDs were not there before. */
  long finish() throws ImportFailed {
    while (!pending.isEmpty()) {
      awaitOldest();
    }
    return imported;
  }

  /** Closes the connections when their batches have ended. */
  @Override
  public void close() throws ImportFailed {
    threads.shutdown();
    try {
      threads.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Directory directory : idle) {
      directory.close();
    }
  }

  private int write(Batch batch) throws ImportFailed, InterruptedException {
    Directory directory = idle.take();
    try {
      return directory.add(batch.sorted());
    } finally {
      idle.add(directory);
    }
  }

  private void awaitOldest() throws ImportFailed {
    try {
      imported += pending.remove().get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof ImportFailed known) {
        throw known;
      }
      throw new IllegalStateException("A batch was not written", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a batch was written", interrupted);
    }
  }
}
