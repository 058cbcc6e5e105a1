package dk.porten.gateway.http.question;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.core.userid.UserIdSuggestions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the checks know of the world.
 *
 * @param userIds who has which user ID; whoever writes invalidates what they changed before they
 *     answer, without waiting for the change feed
 * @param attestations what each witness did; the same holds
 * @param asOf the moment up to which directory and cache contain every change: read it before
 *     looking a fact up
 * @param suggestions which user IDs are proposed in place of others
 * @param hashes how a person is known to the database
 * @param maxStaleness how old {@code asOf} may be for a fact to count in the citizen's favour
 */
public record Facts(
    UserIdDirectory userIds,
    FactCache<PersonHash, AttestationFact> attestations,
    Supplier<Instant> asOf,
    UserIdSuggestions suggestions,
    Function<UUID, PersonHash> hashes,
    Clock clock,
    Duration maxStaleness) {

  /** Returns a fact, which any thread may deliver, on the current event loop; at once if known. */
  public static <F> Future<F> onThisLoop(CompletableFuture<F> fact) {
    return fact.isDone() && !fact.isCompletedExceptionally()
        ? Future.succeededFuture(fact.getNow(null))
        : Future.fromCompletionStage(fact, Vertx.currentContext());
  }
}
