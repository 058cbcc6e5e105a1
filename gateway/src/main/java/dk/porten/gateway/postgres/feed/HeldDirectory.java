package dk.porten.gateway.postgres.feed;

import dk.porten.core.userid.TakenDigest;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in memory, with the position of the change feed: restored from a file, read from
 * the database, compared with it, and saved. Any thread may call; what reads or writes more than
 * memory blocks.
 */
public final class HeldDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(HeldDirectory.class);

  /**
   * A hold or quarantine that ends within this time is not compared: clocks differ, or are set
   * back.
   */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private final UserIdDirectory userIds;
  private final DatabaseAddress address;
  private final Optional<SnapshotFile> file;
  private final Clock clock;

  /** Held while changes are asked for and recorded. */
  private final Semaphore recording = new Semaphore(1);

  private volatile @Nullable DirectorySnapshot snapshot;

  /** The set that came from the file. */
  private volatile @Nullable TakenUserIds restored;

  /** The set that was found to differ from the database. */
  private volatile @Nullable TakenUserIds drifted;

  public HeldDirectory(
      UserIdDirectory userIds, DatabaseAddress address, Optional<Path> file, Clock clock) {
    this.userIds = userIds;
    this.address = address;
    this.file = file.map(SnapshotFile::new);
    this.clock = clock;
  }

  /** Takes over what the file contains, if it can be used, and returns its position. */
  Optional<FeedPosition> restore() {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      long began = System.nanoTime();
      DirectorySnapshot read = file.get().read(userIds.taken(), clock.instant());
      restored = read.taken();
      userIds.replace(read.taken());
      LOG.info("Took {} user IDs from the snapshot, {} ms", userIds.size(), millisSince(began));
      return Optional.of(read.position());
    } catch (NoSuchFileException none) {
      LOG.info("There is no snapshot of the directory: all is read from the database");
    } catch (IOException refused) {
      LOG.warn(
          "The snapshot of the directory is not used, {}: all is read from the database",
          refused.getMessage());
    }
    return Optional.empty();
  }

  /**
   * What was read.
   *
   * @param moment that was read, by the server's clock
   * @param isWhole whether it was everything
   */
  record Reading(FeedPosition position, Instant moment, boolean isWhole) {}

  /**
   * Reads what changed since a position; or everything, into a new set that then replaces the old
   * one, if there is no position or it cannot be continued.
   *
   * @param now by the gateway's clock
   */
  Reading read(Optional<FeedPosition> since, Instant now)
      throws SQLException, InterruptedException {
    recording.acquire();
    try (DirectoryReader reader = DirectoryReader.open(address)) {
      FeedPosition position = reader.position(now);
      boolean isWhole = since.filter(from -> from.isContinuedBy(position)).isEmpty();
      if (isWhole) {
        TakenUserIds fresh = userIds.taken().emptied(0);
        reader.recordAll(fresh);
        userIds.replace(fresh);
      } else {
        reader.recordChanges(since.get(), userIds.taken());
      }
      snapshot = new DirectorySnapshot(userIds.taken(), position);
      return new Reading(position, reader.moment(), isWhole);
    } finally {
      recording.release();
    }
  }

  /** Begins to record the changes since the last position, unless somebody else is recording. */
  boolean tryBegin() {
    return recording.tryAcquire();
  }

  /** Records changes, between {@link #tryBegin} and {@link #end}. */
  void record(String[] changed, Long[] takenUntilMicros, FeedPosition position) {
    TakenUserIds taken = userIds.taken();
    for (int i = 0; i < changed.length; i++) {
      taken.put(UserId.recorded(changed[i]), DirectoryReader.fact(takenUntilMicros[i]));
    }
    snapshot = new DirectorySnapshot(taken, position);
  }

  void end() {
    recording.release();
  }

  /**
   * Compares it with the database: both as of one moment, for which only what changed since the
   * last position has to be read while nothing else is recorded.
   *
   * @return whether they are the same; if not, all has to be read anew
   * @throws SQLException also if all has to be read anew for another reason
   */
  boolean compare() throws SQLException, InterruptedException {
    try (DirectoryReader reader = DirectoryReader.open(address)) {
      TakenUserIds taken;
      Instant moment;
      TakenDigest held;
      recording.acquire();
      try {
        Instant now = clock.instant();
        DirectorySnapshot last = Objects.requireNonNull(snapshot, "nothing was read yet");
        if (!last.position().isContinuedBy(reader.position(now))) {
          throw new SQLException("The server crashed or was away for long");
        }
        taken = last.taken();
        reader.recordChanges(last.position(), taken);
        Instant here = reader.moment();
        moment = (here.isAfter(now) ? here : now).plus(CLOCKS_APART);
        held = taken.digest(moment);
      } finally {
        recording.release();
      }
      boolean isSame = held.equals(reader.digest(taken, moment));
      if (!isSame) {
        drifted = taken;
      }
      return isSame;
    }
  }

  /** Says whether it is what the file had, and not read anew since. */
  boolean isRestored() {
    return userIds.taken() == restored;
  }

  /** Says whether it was found to differ from the database, and was not read anew since. */
  boolean isDrifted() {
    return userIds.taken() == drifted;
  }

  /** Saves what is there, if there is a file for it. */
  void save() {
    DirectorySnapshot now = snapshot;
    if (file.isEmpty() || now == null || isDrifted()) {
      return;
    }
    try {
      long began = System.nanoTime();
      file.get().write(now);
      LOG.info("Saved a snapshot of the directory, {} ms", millisSince(began));
    } catch (IOException failure) {
      LOG.warn("The snapshot of the directory was not written: {}", failure.toString());
    }
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }
}
