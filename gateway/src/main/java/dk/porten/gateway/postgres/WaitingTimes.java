package dk.porten.gateway.postgres;

import java.time.Duration;

/**
 * How long what is asked of the database waits before it is sent. As a bound on the queue it needs
 * no figure for how fast the database is, and holds while that changes.
 *
 * @param patience once the first in the queue has waited so long, nobody else is let in
 * @param deadline after which a question is not sent any more
 */
public record WaitingTimes(Duration patience, Duration deadline) {}
