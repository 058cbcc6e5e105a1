package dk.porten.gateway.postgres.feed;

import dk.porten.core.userid.TakenDigest;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in memory, with the position of the change feed: restored from a file, read from
 * the database, compared with it, and saved. It alone knows its {@link DirectoryState}, and it is
 * written to in turns (docs/decisions/0034). Any thread may call; what reads or writes more than
 * memory blocks.
 */
public final class HeldDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(HeldDirectory.class);

  /**
   * A hold or quarantine that ends within this time is not compared: clocks differ, or are set
   * back.
   */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private static final String TOO_MUCH =
      "has a directory for which the heap is too small: start the JVM with a larger -Xmx"
          + " (docs/running.md says how large)";

  private final UserIdDirectory userIds;
  private final DatabaseAddress address;
  private final Optional<SnapshotFile> file;
  private final Clock clock;

  /** Of those who write to the set. */
  private final Turns turns = new Turns();

  private final AtomicReference<DirectoryState> state;

  public HeldDirectory(
      UserIdDirectory userIds, DatabaseAddress address, Optional<Path> file, Clock clock) {
    this.userIds = userIds;
    this.address = address;
    this.file = file.map(SnapshotFile::new);
    this.clock = clock;
    state = new AtomicReference<>(new DirectoryState.Unread(userIds.taken()));
  }

  /** Takes over what the file contains, if it can be used; before anything else was read. */
  void restore() {
    if (file.isEmpty() || !(state() instanceof DirectoryState.Unread unread)) {
      return;
    }
    try {
      long began = System.nanoTime();
      takeOver(unread.restored(file.get().read(unread.taken(), clock.instant())));
      LOG.info("Took {} user IDs from the snapshot, {} ms", userIds.size(), millisSince(began));
    } catch (NoSuchFileException none) {
      LOG.info("There is no snapshot of the directory: all is read from the database");
    } catch (IOException | OutOfMemoryError refused) {
      LOG.warn(
          "The snapshot of the directory is not used, {}: all is read from the database",
          refused.getMessage());
    }
  }

  /**
   * Asks for a turn to write: to {@link #read}, or to {@link #record} what was asked for since
   * {@link #position}.
   */
  Turns.Turn nextTurn() {
    return turns.next();
  }

  /**
   * What was read.
   *
   * @param moment that was read, by the server's clock
   * @param isWhole whether it was everything
   */
  record Reading(Instant moment, boolean isWhole) {}

  /**
   * Reads what changed, or, if the state or the server demands it, everything into a new set that
   * then replaces the old one; within a turn.
   *
   * @param now by the gateway's clock
   */
  Reading read(Instant now) throws SQLException {
    try (DirectoryReader reader = DirectoryReader.open(address)) {
      FeedPosition position = reader.position(now);
      Instant moment = reader.moment();
      DirectoryState before = state();
      Optional<FeedPosition> since =
          before.goesOnFrom().filter(from -> from.isContinuedBy(position));
      if (since.isPresent()) {
        reader.recordChanges(since.get(), before.taken());
        state.updateAndGet(held -> held.told(position));
      } else {
        int expected = Math.max(reader.expected(), before.taken().size());
        TakenUserIds fresh = readAll(reader, before.taken(), expected);
        takeOver(before.readWhole(new DirectorySnapshot(fresh, position)));
      }
      return new Reading(moment, since.isEmpty());
    }
  }

  /** The driver tells of rows for which there was no memory as of a failure of its own. */
  private TakenUserIds readAll(DirectoryReader reader, TakenUserIds before, int expected)
      throws SQLException {
    try {
      TakenUserIds fresh = before.emptied(expected);
      reader.recordAll(fresh);
      return fresh;
    } catch (OutOfMemoryError | SQLException failure) {
      if (failure instanceof OutOfMemoryError || failure.getCause() instanceof OutOfMemoryError) {
        throw DatabaseUnusable.that(address, TOO_MUCH);
      }
      throw failure;
    }
  }

  /** Returns up to where every change is in memory. */
  FeedPosition position() {
    return state().position();
  }

  /** Says whether it has to be read anew, since telling what changed is not enough. */
  boolean mustBeReadAnew() {
    return state().goesOnFrom().isEmpty();
  }

  /** Has everything read anew: the server cannot tell what changed since the position. */
  void sever() {
    state.updateAndGet(DirectoryState::severed);
  }

  /** Records the changes up to a position; within the turn in which they were asked for. */
  void record(String[] changed, Long[] takenUntilMicros, FeedPosition position) {
    TakenUserIds taken = state().taken();
    for (int i = 0; i < changed.length; i++) {
      taken.put(UserId.recorded(changed[i]), DirectoryReader.fact(takenUntilMicros[i]));
    }
    state.updateAndGet(held -> held.told(position));
  }

  /** What was in a set, of what does not end before a moment. */
  private record Digested(TakenUserIds taken, Instant moment, TakenDigest digest) {}

  /**
   * Compares it with the database: both as of one moment, for which only what changed since the
   * last position has to be read while nothing else is recorded.
   *
   * @return whether they are the same; if not, all has to be read anew
   * @throws SQLException also if all has to be read anew for another reason
   * @throws TimeoutException if no turn came
   */
  boolean compare() throws SQLException, InterruptedException, TimeoutException {
    try (DirectoryReader reader = DirectoryReader.open(address)) {
      Digested held = recordAndDigest(reader);
      boolean isSame = held.digest.equals(reader.digest(held.taken, held.moment));
      if (!isSame) {
        state.updateAndGet(now -> now.foundToDiffer(held.taken));
      }
      return isSame;
    }
  }

  /** Records what changed up to what the reader sees, in a turn of its own. */
  private Digested recordAndDigest(DirectoryReader reader)
      throws SQLException, InterruptedException, TimeoutException {
    try (Turns.Turn turn = turns.next()) {
      turn.await();
      Instant now = clock.instant();
      DirectoryState last = state();
      if (!last.position().isContinuedBy(reader.position(now))) {
        throw new SQLException("The server crashed or was away for long");
      }
      reader.recordChanges(last.position(), last.taken());
      Instant here = reader.moment();
      Instant moment = (here.isAfter(now) ? here : now).plus(CLOCKS_APART);
      return new Digested(last.taken(), moment, last.taken().digest(moment));
    }
  }

  /** Says whether it is what the file had, with what changed, and was not read anew since. */
  boolean isFromFile() {
    return state().isFromFile();
  }

  /** Saves what is there, if there is a file for it and it is worth it. */
  void save() {
    Optional<DirectorySnapshot> now = state().worthSaving();
    if (file.isEmpty() || now.isEmpty()) {
      return;
    }
    try {
      long began = System.nanoTime();
      file.get().write(now.get());
      LOG.info("Saved a snapshot of the directory, {} ms", millisSince(began));
    } catch (IOException failure) {
      LOG.warn("The snapshot of the directory was not written: {}", failure.toString());
    }
  }

  private DirectoryState state() {
    return Objects.requireNonNull(state.get());
  }

  /** Answers from another set from now on. */
  private void takeOver(DirectoryState next) {
    userIds.replace(next.taken());
    state.set(next);
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }
}
