package dk.porten.gateway.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the issuer's keys are kept up to date.
 *
 * @param refresh how often they are fetched, besides when a token names a key that is not known
 * @param keptFile where the last good ones outlive a restart
 */
public record KeyCare(Duration refresh, Optional<Path> keptFile) {}
