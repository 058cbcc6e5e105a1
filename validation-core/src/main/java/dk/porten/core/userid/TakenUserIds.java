package dk.porten.core.userid;

import dk.porten.core.fact.UserIdFact;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/**
 * The user IDs that are taken, each known by a 64-bit hash under a secret key
 * (docs/decisions/0032). One that is taken for good is only in the table; one that is held or in
 * quarantine also has its end, in a map beside the table. One thread writes at a time, any number
 * read meanwhile.
 *
 * <p>With six million taken, a free ID is called taken with a probability of 3.3e-13; that two of
 * the taken share a hash has one of 1e-6, and would show only when one of them is freed.
 */
public final class TakenUserIds {

  /** No user ID: those have no line feed. */
  private static final String FINGERPRINT_OF = "porten: fingerprint of the directory's key, 1\n";

  private final SipHash hash;
  private final KeyTable keys;

  /** Of keys that are in the table too. */
  private final Map<Long, UserIdFact> ends = new ConcurrentHashMap<>();

  /** Makes an empty set. */
  public TakenUserIds(SipHash hash) {
    this(hash, 0);
  }

  private TakenUserIds(SipHash hash, int expected) {
    this.hash = hash;
    keys = new KeyTable(expected);
  }

  /** Returns another set, empty, under the same key, with room for so many and some that come. */
  public TakenUserIds emptied(int expected) {
    return new TakenUserIds(hash, Math.addExact(expected, expected / 16));
  }

  /** Returns until when a user ID is taken. */
  public UserIdFact find(UserId userId) {
    return find(key(userId));
  }

  /** Returns it by the key that {@link #key} made. */
  UserIdFact find(long key) {
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
    put(key(userId), fact);
  }

  /** Records it by the key that {@link #forEach} told of a set under the same secret. */
  public void put(long key, UserIdFact fact) {
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

  /** Returns what tells the secret key from others without giving it away. */
  public long fingerprint() {
    return hash.hash(FINGERPRINT_OF);
  }

  /**
   * Tells until when each key is taken, while others may read and one may write. Of what is put
   * meanwhile it may tell anything; what only ends is told with its end or not at all.
   */
  public void forEach(ObjLongConsumer<UserIdFact> action) {
    // Ends first: a key goes before its end does, so one whose end is not there is gone already.
    Map<Long, UserIdFact> ending = Map.copyOf(ends);
    ending.forEach((key, fact) -> action.accept(fact, key));
    keys.forEach(
        key -> {
          if (!ending.containsKey(key)) {
            action.accept(UserIdFact.FOR_GOOD, key);
          }
        });
  }

  /** Returns the digest of what is taken at a moment; for the writer. Costs what the ends cost. */
  public TakenDigest digest(Instant moment) {
    var digest = new TakenDigest(keys.size(), keys.sum());
    for (Map.Entry<Long, UserIdFact> end : ends.entrySet()) {
      digest = digest.minus(end.getKey(), UserIdFact.FOR_GOOD);
      if (end.getValue().isTakenAt(moment)) {
        digest = digest.plus(end.getKey(), end.getValue());
      }
    }
    return digest;
  }

  /** Returns the key that stands for a user ID; never 0 or 1. */
  public long key(UserId userId) {
    return KeyTable.keyOf(hash.hash(userId.canonical()));
  }

  private void remove(long key) {
    keys.remove(key);
    ends.remove(key);
  }
}
