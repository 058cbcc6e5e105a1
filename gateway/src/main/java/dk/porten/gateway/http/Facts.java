package dk.porten.gateway.http;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the checks know of the world.
 *
 * @param userIds who has which user ID
 * @param attestations what each witness did
 * @param asOf the moment up to which the directory was last known to be complete
 * @param hashes how a person is known to the database
 * @param maxStaleness how old a fact may be that speaks for the citizen
 */
public record Facts(
    FactCache<UserId, UserIdFact> userIds,
    FactCache<UUID, AttestationFact> attestations,
    Supplier<Instant> asOf,
    Function<UUID, PersonHash> hashes,
    Clock clock,
    Duration maxStaleness) {}
