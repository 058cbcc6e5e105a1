package dk.porten.gateway.auth;

import java.time.Instant;

/**
 * Somebody who calls with a good token.
 *
 * @param end from when on the token is not good any more
 */
public record KnownCaller(Caller caller, Instant end) implements Identity {}
