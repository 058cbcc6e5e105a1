package dk.porten.gateway.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who calls with a good token.
 *
 * @param end from when on the token is not good any more
 * @param certificate the only one with which the token is good, if it is bound to one: to be
 *     compared with that of each connection it comes on
 */
public record KnownCaller(Caller caller, Instant end, Optional<CertificateThumbprint> certificate)
    implements Identity {}
