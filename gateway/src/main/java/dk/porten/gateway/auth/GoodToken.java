package dk.porten.gateway.auth;

import java.time.Instant;

/**
 * What a token says that was verified.
 *
 * @param end from when on it is not good any more
 */
record GoodToken(Caller caller, Instant end) {}
