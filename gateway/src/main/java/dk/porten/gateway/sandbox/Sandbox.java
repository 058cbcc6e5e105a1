package dk.porten.gateway.sandbox;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.FactSource;
import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.ledger.TooManyRequestsException.EndedBudget;
import dk.porten.gateway.ledger.UserIdLedger;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The user IDs and persons of docs/sandbox.md. Whatever can be real is real: taken IDs are taken,
 * quotas are full. The others make the ports fail as they really fail (docs/decisions/0026).
 */
public final class Sandbox {

  private static final UserId AVAILABLE = UserId.recorded("sandbox.available");
  private static final UserId TAKEN = UserId.recorded("sandbox.taken");

  /** Nothing was ever in it, and a second later there is nothing either. */
  private static final EndedBudget ENDED =
      new EndedBudget("sandbox", 0, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static final Map<UserId, RuntimeException> FAILING_USER_IDS =
      Map.of(
          UserId.recorded("sandbox.unknown"),
          new FactsUnavailableException(Reason.OUT_OF_REACH),
          UserId.recorded("sandbox.429"),
          new TooManyRequestsException(ENDED),
          UserId.recorded("sandbox.503"),
          new FactsUnavailableException(Reason.OVERLOADED));

  private final PersonHash free;
  private final PersonHash exhausted;
  private final Map<PersonHash, RuntimeException> failingWitnesses;

  /**
   * @param hashes how a person is known to the database
   */
  public Sandbox(Function<UUID, PersonHash> hashes) {
    free = hashes.apply(person("000000000001"));
    exhausted = hashes.apply(person("000000000002"));
    failingWitnesses =
        Map.of(
            hashes.apply(person("000000000429")),
            new TooManyRequestsException(ENDED),
            hashes.apply(person("000000000503")),
            new FactsUnavailableException(Reason.OVERLOADED));
  }

  /** Returns a source of facts that fails for some of the user IDs. */
  public FactSource<UserId, UserIdFact> userIds(FactSource<UserId, UserIdFact> source) {
    return failing(FAILING_USER_IDS, source);
  }

  /** Returns a source of facts that fails for some of the witnesses. */
  public FactSource<PersonHash, AttestationFact> attestations(
      FactSource<PersonHash, AttestationFact> source) {
    return failing(failingWitnesses, source);
  }

  /** Returns a ledger that fails for some of the user IDs. */
  public UserIdLedger userIds(UserIdLedger ledger) {
    return new SandboxUserIdLedger(FAILING_USER_IDS, ledger);
  }

  /** Returns a ledger that fails for some of the witnesses. */
  public AttestationLedger attestations(AttestationLedger ledger) {
    return new SandboxAttestationLedger(failingWitnesses, ledger);
  }

  /**
   * Resets what callers have changed, before anybody is answered. What is as it should be is only
   * read.
   *
   * @param userIds the ledger as it is
   * @param attestations the ledger as it is
   */
  public Future<?> reset(
      UserIdLedger userIds,
      AttestationLedger attestations,
      UserIdDirectory directory,
      FactCache<PersonHash, AttestationFact> cache,
      LocalDate today) {
    FAILING_USER_IDS.keySet().forEach(directory::askAlways);
    var props = new Props(userIds, attestations);
    return Future.all(
            isHeldAs(UserIdFact.NOBODYS, AVAILABLE, directory) ? done() : props.free(AVAILABLE),
            isHeldAs(UserIdFact.FOR_GOOD, TAKEN, directory)
                ? done()
                : props.free(TAKEN).compose(freed -> props.take(TAKEN)),
            props.forget(free),
            props.exhaust(exhausted, today))
        .onSuccess(
            done -> {
              directory.invalidate(AVAILABLE);
              directory.invalidate(TAKEN);
              cache.invalidate(free);
              cache.invalidate(exhausted);
            });
  }

  private static boolean isHeldAs(UserIdFact wanted, UserId userId, UserIdDirectory directory) {
    return wanted.equals(directory.held(userId));
  }

  private static Future<?> done() {
    return Future.succeededFuture();
  }

  private static <K, F> FactSource<K, F> failing(
      Map<K, RuntimeException> failures, FactSource<K, F> source) {
    return key -> {
      RuntimeException failure = failures.get(key);
      return failure == null ? source.load(key) : CompletableFuture.failedFuture(failure);
    };
  }

  private static UUID person(String end) {
    return UUID.fromString("00000000-0000-4000-8000-" + end);
  }
}
