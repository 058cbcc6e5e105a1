package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The facts about witnesses in memory: forgets those that change. */
final class HeldWitnesses {

  private static final Logger LOG = LoggerFactory.getLogger(HeldWitnesses.class);

  private final FactCache<PersonHash, AttestationFact> facts;
  private final Counter changes;
  private final Counter resets;
  private volatile boolean hasPersonKey = true;

  HeldWitnesses(FactCache<PersonHash, AttestationFact> facts, Counter changes, Counter resets) {
    this.facts = facts;
    this.changes = changes;
    this.resets = resets;
  }

  /** Says whether the database knows persons by the hashes that this gateway makes. */
  boolean hasPersonKey() {
    return hasPersonKey;
  }

  /**
   * Forgets those that changed; all, if the database knows persons by other hashes, since it tells
   * no changes by these any more, and refuses to tell facts (docs/decisions/0069).
   */
  void forget(Buffer[] changed, boolean isKnownByOurHashes) {
    changes.increment(changed.length);
    tell(isKnownByOurHashes);
    if (!isKnownByOurHashes) {
      forgetAll();
    } else if (changed.length > ChangeFeed.MOST_CHANGES) {
      forgetAll();
      resets.increment();
    } else {
      for (Buffer witness : changed) {
        facts.invalidate(PersonHash.of(witness.getBytes()));
      }
    }
  }

  /** Forgets all. */
  void forgetAll() {
    facts.invalidateAll();
  }

  /** It may have the key again: a database that lost the rotation in a failover, and repeats it. */
  private void tell(boolean isKnown) {
    if (hasPersonKey && !isKnown) {
      LOG.error(
          "The database's person key is not this gateway's any more, it was rotated: writes and what"
              + " needs a person are refused (503) until the gateway is started with the new"
              + " GATEWAY_PERSON_KEY");
    } else if (!hasPersonKey && isKnown) {
      LOG.info("The database's person key is this gateway's again");
    }
    hasPersonKey = isKnown;
  }
}
