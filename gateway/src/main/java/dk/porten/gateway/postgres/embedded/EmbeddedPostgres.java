package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share in the PostgreSQL server that lives in a data directory. The first process to open the
 * directory starts the server, later ones join it, and the last to close it stops it. A process
 * that is killed loses its share, and the server runs on until another process has joined and left
 * (docs/decisions/0035).
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final DirectoryLocks locks;
  private final Cluster cluster;
  private final DatabaseAddress address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgres(DirectoryLocks locks, Cluster cluster, DatabaseAddress address) {
    this.locks = locks;
    this.cluster = cluster;
    this.address = address;
  }

  /**
   * Joins or starts the server of a directory, which is made if it is missing. Blocks: some five
   * seconds the first time, about one later, up to minutes after a crash or behind other processes.
   *
   * @throws DatabaseUnusable if it cannot be had, or if this process already has it
   */
  public static EmbeddedPostgres open(Path dataDirectory) {
    return open(dataDirectory, List.of());
  }

  /** Opens with further settings, such as {@code fsync=off}, that hold if the server is started. */
  static EmbeddedPostgres open(Path dataDirectory, List<String> furtherSettings) {
    try {
      DataDirectory directory = DataDirectory.at(dataDirectory);
      DirectoryLocks locks = DirectoryLocks.of(directory);
      try {
        return locks.alone(() -> open(directory, locks, furtherSettings));
      } catch (IOException | RuntimeException e) {
        locks.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseUnusable("The data directory cannot be used: " + e, e);
    }
  }

  private static EmbeddedPostgres open(
      DataDirectory directory, DirectoryLocks locks, List<String> furtherSettings)
      throws IOException {
    boolean onlyUser = locks.join();
    Cluster cluster = Cluster.of(directory);
    return new EmbeddedPostgres(locks, cluster, cluster.joinOrStart(onlyUser, furtherSettings));
  }

  /** Returns where the server's database {@code porten} is. */
  public DatabaseAddress address() {
    return address;
  }

  /** Gives the share back and stops the server if it was the last. Blocks; once is enough. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (locks) {
      locks.alone(
          () -> {
            if (locks.leave()) {
              cluster.stop();
            }
            return true;
          });
    } catch (IOException e) {
      LOG.warn("The embedded PostgreSQL may still run", e);
    }
  }
}
