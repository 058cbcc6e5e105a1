package dk.porten.gateway.postgres.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.disk.FolderEntries;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one process holds of a data directory: the gate, passed by one process at a time while it
 * starts, joins or stops the server, and a place among the users, held as long as the server is
 * needed. Both are file locks, which the operating system frees when a process dies in any way.
 */
final class DirectoryLocks implements AutoCloseable {
  private static final Duration GATE_PATIENCE = Duration.ofMinutes(2);

  /**
   * The directories that this process holds. Static because the locks are: POSIX gives them to the
   * process, and closing any channel on a locked file would free the lock behind the other's back.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel gate;
  private final FileChannel users;
  private @Nullable FileLock place;

  private DirectoryLocks(Path directory, FileChannel gate, FileChannel users) {
    this.directory = directory;
    this.gate = gate;
    this.users = users;
  }

  static DirectoryLocks of(DataDirectory directory) throws IOException {
    Path path = directory.path();
    if (!HELD.add(path)) {
      throw new DatabaseUnusable("This process already uses the data directory " + path);
    }
    try {
      return new DirectoryLocks(path, lockFile(directory.gate()), lockFile(directory.users()));
    } catch (IOException e) {
      HELD.remove(path);
      throw e;
    }
  }

  private static FileChannel lockFile(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    FolderEntries.giveToOwner(file);
    return channel;
  }

  /** A step that is taken behind the gate. */
  interface Step<T> {
    T take() throws IOException;
  }

  /** Takes a step while no other process is behind the gate. */
  <T> T alone(Step<T> step) throws IOException {
    FileLock passage = passGate();
    try {
      return step.take();
    } finally {
      passage.release();
    }
  }

  /** Takes a place among the users; returns whether it is the only one. Behind the gate. */
  boolean join() throws IOException {
    boolean only = isUnused();
    place = users.lock(0, Long.MAX_VALUE, true);
    return only;
  }

  /** Gives the place up; returns whether it was the last. Behind the gate. */
  boolean leave() throws IOException {
    if (place != null) {
      place.release();
      place = null;
    }
    return isUnused();
  }

  @Override
  public void close() throws IOException {
    try (gate;
        users) {
      place = null;
    } finally {
      HELD.remove(directory);
    }
  }

  private boolean isUnused() throws IOException {
    FileLock all = users.tryLock();
    if (all == null) {
      return false;
    }
    all.release();
    return true;
  }

  private FileLock passGate() throws IOException {
    Patience patience = Patience.of(GATE_PATIENCE);
    do {
      FileLock passage = gate.tryLock();
      if (passage != null) {
        return passage;
      }
    } while (patience.pause());
    throw new DatabaseUnusable(
        "Another process has been starting or stopping PostgreSQL for too long in " + directory);
  }
}
