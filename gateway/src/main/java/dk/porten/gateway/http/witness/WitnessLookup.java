package dk.porten.gateway.http.witness;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.gateway.http.question.Facts;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up what is recorded of a witness. */
public final class WitnessLookup {

  private final Facts facts;

  public WitnessLookup(Facts facts) {
    this.facts = facts;
  }

  /**
   * Finds what is recorded, or nothing where nobody says who the witness is.
   *
   * @param asOf the moment up to which what is held was complete before this was asked
   */
  public Future<@Nullable AttestationFact> find(@Nullable UUID witness, Instant asOf) {
    return witness == null
        ? Future.succeededFuture()
        : Facts.onThisLoop(facts.attestations().find(facts.hashes().apply(witness)))
            .map(fact -> freshEnough(fact, asOf));
  }

  /** Fails if the facts are too old: a quota must not be judged by them. */
  private AttestationFact freshEnough(AttestationFact fact, Instant asOf) {
    if (asOf.plus(facts.maxStaleness()).isBefore(facts.clock().instant())) {
      throw new FactsUnavailableException(FactsUnavailableException.Reason.OUT_OF_REACH);
    }
    return fact;
  }
}
