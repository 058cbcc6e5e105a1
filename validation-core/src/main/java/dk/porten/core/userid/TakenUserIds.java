package dk.porten.core.userid;

import dk.porten.core.fact.UserIdFact;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The user IDs that are taken, each known by a 64-bit hash under a secret key: what is taken for
 * good is in the table alone, and what is held or in quarantine has its end beside it. One thread
 * writes at a time, any number read meanwhile.
 *
 * <p>With six million taken, a free ID is called taken with a probability of 3.3e-13; that two of
 * the taken share a hash has one of 1e-6, and would show only when one of them is freed.
 */
public final class TakenUserIds {

  private final SipHash hash;
  private final KeyTable keys = new KeyTable();

  /** Of keys that are in the table too. */
  private final Map<Long, UserIdFact> ends = new ConcurrentHashMap<>();

  /** Makes an empty set. */
  public TakenUserIds(SipHash hash) {
    this.hash = hash;
  }

  /** Returns another set, empty, under the same key. */
  public TakenUserIds emptied() {
    return new TakenUserIds(hash);
  }

  /** Returns until when a user ID is taken. */
  public UserIdFact find(UserId userId) {
    long key = key(userId);
    if (!keys.contains(key)) {
      return UserIdFact.NOBODYS;
    }
    UserIdFact end = ends.get(key);
    if (end != null) {
      return end;
    }
    // Without an end it is for good, unless both have gone meanwhile.
    return keys.contains(key) ? UserIdFact.FOR_GOOD : UserIdFact.NOBODYS;
  }

  /**
   * Records until when a user ID is taken. An end comes before its key and goes after it, so that a
   * reader who finds the key alone knows that there is no end; and a key stays while it is taken.
   */
  public void put(UserId userId, UserIdFact fact) {
    long key = key(userId);
    if (fact.equals(UserIdFact.NOBODYS)) {
      remove(key);
    } else if (fact.equals(UserIdFact.FOR_GOOD)) {
      keys.add(key);
      ends.remove(key);
    } else {
      ends.put(key, fact);
      keys.add(key);
    }
  }

  /** Drops what has ended. */
  public void dropEnded(Instant now) {
    ends.forEach(
        (key, fact) -> {
          if (!fact.isTakenAt(now)) {
            remove(key);
          }
        });
  }

  /** Returns about how many user IDs are taken, those that are held or in quarantine too. */
  public int size() {
    return keys.size();
  }

  private void remove(long key) {
    keys.remove(key);
    ends.remove(key);
  }

  private long key(UserId userId) {
    return KeyTable.keyOf(hash.hash(userId.canonical()));
  }
}
