package dk.porten.gateway.postgres.feed;

import dk.porten.core.userid.TakenUserIds;
import java.util.Optional;

/**
 * What the directory in memory is worth: whether it can be the database's, and from which position
 * the change feed goes on. {@link HeldDirectory} is in one state at a time. Each event is a method
 * that returns the next state, and one that lacks an answer to an event does not compile.
 *
 * <pre>
 *            restored   told       severed    foundToDiffer   readWhole
 * Unread     Restored                                         Current
 * Restored              Restored   Severed    Drifted         Current
 * Current               Current    Severed    Drifted         Current
 * Severed               Severed    Severed    Drifted         Current
 * Drifted               Drifted    Drifted    Drifted         Current
 * </pre>
 */
sealed interface DirectoryState {

  /** What answers now. */
  TakenUserIds taken();

  /** Returns the position up to which it has every change, or had when it was still followed. */
  FeedPosition position();

  /** Returns where a reading goes on; nothing if everything has to be read into another set. */
  Optional<FeedPosition> goesOnFrom();

  /** Returns what the next start may take from a file. */
  Optional<DirectorySnapshot> worthSaving();

  /** Says whether it came from a file: nobody knows what was done to the database meanwhile. */
  boolean isFromFile();

  /** Every change up to a position was told, and is in the set. */
  DirectoryState told(FeedPosition position);

  /** The server cannot tell any more what changed since the position. */
  DirectoryState severed();

  /** A set was compared with the database and differs; another may have replaced it meanwhile. */
  DirectoryState foundToDiffer(TakenUserIds compared);

  /** Everything was read into another set. */
  default DirectoryState readWhole(DirectorySnapshot whole) {
    return new Current(whole);
  }

  /**
   * Nothing was read yet.
   *
   * @param taken an empty set
   */
  record Unread(TakenUserIds taken) implements DirectoryState {

    /** A file was read, which can happen at the start only. */
    Restored restored(DirectorySnapshot file) {
      return new Restored(file);
    }

    @Override
    public FeedPosition position() {
      throw new IllegalStateException("nothing was read yet");
    }

    @Override
    public Optional<FeedPosition> goesOnFrom() {
      return Optional.empty();
    }

    @Override
    public Optional<DirectorySnapshot> worthSaving() {
      return Optional.empty();
    }

    @Override
    public boolean isFromFile() {
      return false;
    }

    @Override
    public DirectoryState told(FeedPosition position) {
      throw new IllegalStateException("nothing was read yet");
    }

    @Override
    public DirectoryState severed() {
      throw new IllegalStateException("nothing was read yet");
    }

    @Override
    public DirectoryState foundToDiffer(TakenUserIds compared) {
      throw new IllegalStateException("nothing was read yet");
    }
  }

  /** Something was read. */
  sealed interface Read extends DirectoryState {

    DirectorySnapshot snapshot();

    @Override
    default TakenUserIds taken() {
      return snapshot().taken();
    }

    @Override
    default FeedPosition position() {
      return snapshot().position();
    }

    @Override
    default DirectoryState foundToDiffer(TakenUserIds compared) {
      return compared == taken() ? new Drifted(snapshot()) : this;
    }
  }

  /** It is the database's as of its position, and the feed goes on from there. */
  sealed interface Followed extends Read {

    @Override
    default Optional<FeedPosition> goesOnFrom() {
      return Optional.of(position());
    }

    @Override
    default Optional<DirectorySnapshot> worthSaving() {
      return Optional.of(snapshot());
    }

    @Override
    default DirectoryState severed() {
      return new Severed(snapshot());
    }
  }

  /** It only answers until everything was read anew. */
  sealed interface GivenUp extends Read {

    @Override
    default Optional<FeedPosition> goesOnFrom() {
      return Optional.empty();
    }

    @Override
    default boolean isFromFile() {
      return false;
    }

    @Override
    default DirectoryState severed() {
      return this;
    }
  }

  /** What a file had, with all that was told since. */
  record Restored(DirectorySnapshot snapshot) implements Followed {

    @Override
    public boolean isFromFile() {
      return true;
    }

    @Override
    public DirectoryState told(FeedPosition position) {
      return new Restored(snapshot.at(position));
    }
  }

  /** What the database had, with all that was told since. */
  record Current(DirectorySnapshot snapshot) implements Followed {

    @Override
    public boolean isFromFile() {
      return false;
    }

    @Override
    public DirectoryState told(FeedPosition position) {
      return new Current(snapshot.at(position));
    }
  }

  /** What was right at its position, but is not continued (docs/decisions/0031). */
  record Severed(DirectorySnapshot snapshot) implements GivenUp {

    /** A start does not continue it either, or compares it soon. */
    @Override
    public Optional<DirectorySnapshot> worthSaving() {
      return Optional.of(snapshot);
    }

    @Override
    public DirectoryState told(FeedPosition position) {
      return new Severed(snapshot.at(position));
    }
  }

  /** What was found to differ from the database (docs/decisions/0034). */
  record Drifted(DirectorySnapshot snapshot) implements GivenUp {

    @Override
    public Optional<DirectorySnapshot> worthSaving() {
      return Optional.empty();
    }

    /** A poll was under way when the drift was found. */
    @Override
    public DirectoryState told(FeedPosition position) {
      return new Drifted(snapshot.at(position));
    }
  }
}
