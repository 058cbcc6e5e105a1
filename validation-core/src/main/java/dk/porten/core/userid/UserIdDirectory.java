package dk.porten.core.userid;

import dk.porten.core.fact.FactSource;
import dk.porten.core.fact.UserIdFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who has which user ID: the whole directory in memory, as the change feed has told it
 * (docs/decisions/0032). A user ID that this gateway itself has changed is read from the {@link
 * FactSource} until the feed has told of that change too. Any thread may ask and invalidate; the
 * feed writes.
 *
 * <p>The feed goes in rounds: each begins before the database is asked for changes, and ends when
 * they are recorded. What was invalidated before a round began is told by it.
 */
public final class UserIdDirectory {

  /**
   * How many changed user IDs are remembered one by one; beyond that, all count as changed until
   * the round ends.
   */
  static final int MOST_TOUCHED = 100_000;

  private static final long NO_ROUND = -1;
  private static final long LAST_ROUND = Long.MAX_VALUE;
  private static final Duration BETWEEN_DROPS = Duration.ofMinutes(1);

  /** A claim that came in just before a hold's end may be committed a little after it. */
  private static final Duration CLAIM_UNDER_WAY = Duration.ofSeconds(1);

  private final FactSource<UserId, UserIdFact> source;
  private final AtomicLong round = new AtomicLong();

  /** The last round that had begun when a user ID was invalidated. */
  private final Map<UserId, Long> touched = new ConcurrentHashMap<>();

  private final AtomicLong allTouched = new AtomicLong(NO_ROUND);
  private volatile TakenUserIds taken;

  /** What was to end before is free, unless the feed has told otherwise. */
  private volatile Instant endedBy = Instant.MIN;

  private Instant nextDrop = Instant.MIN;

  /** Makes an empty one, which is to be filled before anybody asks. */
  public UserIdDirectory(SipHash hash, FactSource<UserId, UserIdFact> source) {
    this.source = source;
    this.taken = new TakenUserIds(hash);
  }

  /** Returns until when a user ID is taken, or null if {@link #find} has to ask. Never blocks. */
  public @Nullable UserIdFact held(UserId userId) {
    return held(userId, key(userId));
  }

  /** Returns the key that stands for a user ID: the same in every gateway with the same secret. */
  public long key(UserId userId) {
    return taken.key(userId);
  }

  /** Returns what {@link #held(UserId)} does, for a caller who has made the key already. */
  public @Nullable UserIdFact held(UserId userId, long key) {
    // In this order: what is not touched any more, or was claimed before its end, is recorded.
    if (touched.containsKey(userId) || allTouched.get() != NO_ROUND) {
      return null;
    }
    Instant ended = endedBy;
    UserIdFact fact = taken.find(key);
    return fact.isTakenAt(ended) ? fact : UserIdFact.NOBODYS;
  }

  /** Finds until when a user ID is taken; completed at once if it is held. */
  public CompletableFuture<UserIdFact> find(UserId userId) {
    UserIdFact held = held(userId);
    return held == null
        ? source.load(userId).toCompletableFuture()
        : CompletableFuture.completedFuture(held);
  }

  /**
   * Makes a user ID be read from the source until the feed has told of it. Whoever has changed who
   * has it, or may have, calls this after the commit and before answering.
   */
  public void invalidate(UserId userId) {
    long begun = round.get();
    if (touched.size() < MOST_TOUCHED) {
      touched.merge(userId, begun, Math::max);
    } else {
      allTouched.accumulateAndGet(begun, Math::max);
    }
  }

  /** Makes a user ID be read from the source every time, whatever the feed has told. */
  public void askAlways(UserId userId) {
    touched.put(userId, LAST_ROUND);
  }

  /** Returns how many user IDs are taken. */
  public int size() {
    return taken.size();
  }

  /** Begins a round; for the feed. */
  public long beginRound() {
    return round.incrementAndGet();
  }

  /**
   * Ends a round whose changes are recorded; for the feed.
   *
   * @param moment by the database's clock, which decides what has ended, before it was read
   */
  public void endRound(long ended, Instant moment) {
    touched.values().removeIf(begun -> begun < ended);
    long all = allTouched.get();
    if (all < ended) {
      // If it has moved on meanwhile, the next round ends it.
      allTouched.compareAndSet(all, NO_ROUND);
    }
    endedBy = moment.minus(CLAIM_UNDER_WAY);
    if (!moment.isBefore(nextDrop)) {
      taken.dropEnded(endedBy);
      nextDrop = moment.plus(BETWEEN_DROPS);
    }
  }

  /** Returns the set in which the feed records changes. */
  public TakenUserIds taken() {
    return taken;
  }

  /** Answers from another set from now on; for the feed, within a round. */
  public void replace(TakenUserIds other) {
    taken = other;
  }
}
