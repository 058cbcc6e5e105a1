package dk.porten.gateway.http.connection;

import java.time.Duration;

/**
 * What bounds the work of callers that waits, and their connections.
 *
 * @param deadline after which an answer is of no use to anybody
 * @param connections at the same time, on all event loops together
 * @param request how long a request may take to come in whole, and its answer to be taken
 */
public record HttpLimits(Duration deadline, int connections, Duration request) {}
