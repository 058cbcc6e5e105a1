package dk.porten.gateway.warmup;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.http.question.Facts;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A directory and attestations that nobody else sees, in memory. */
public final class SyntheticFacts {

  static final String TAKEN = "warm-up.taken";

  private SyntheticFacts() {}

  /**
   * Returns facts of which those that last are made up. All else is the gateway's own: another
   * implementation would have the compiler take both into account (docs/decisions/0074).
   */
  public static Facts beside(Facts real, SipHash hash, long factCacheSize) {
    var userIds =
        new UserIdDirectory(hash, userId -> CompletableFuture.completedFuture(UserIdFact.NOBODYS));
    userIds.taken().put(UserId.recorded(TAKEN), UserIdFact.FOR_GOOD);
    var attestations =
        new FactCache<PersonHash, AttestationFact>(
            witness -> CompletableFuture.completedFuture(new AttestationFact(List.of())),
            factCacheSize);
    return new Facts(
        userIds,
        attestations,
        real.asOf(),
        real.suggestions(),
        real.hashes(),
        real.clock(),
        real.maxStaleness());
  }
}
