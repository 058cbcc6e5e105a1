package dk.porten.gateway.http.connection;

import java.time.Duration;

/**
 * What bounds the work of callers that waits, and their connections.
 *
 * @param deadline after which an answer is of no use to anybody
 * @param connections at the same time, on all event loops together
 * @param heldMebibytes of requests not answered and answers not sent, on all connections together
 * @param request how long a request may take to come in whole, and its answer to be taken
 */
public record HttpLimits(Duration deadline, int connections, int heldMebibytes, Duration request) {

  private static final Duration MOST_FOR_A_HANDSHAKE = Duration.ofSeconds(10);

  /** Returns how long a connection may take until TLS is agreed on. */
  public Duration handshake() {
    return request.compareTo(MOST_FOR_A_HANDSHAKE) < 0 ? request : MOST_FOR_A_HANDSHAKE;
  }
}
