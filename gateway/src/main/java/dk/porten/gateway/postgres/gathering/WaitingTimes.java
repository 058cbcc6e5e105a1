package dk.porten.gateway.postgres.gathering;

import java.time.Duration;

/**
 * How long questions to the database wait before they are sent. Such a bound on the queue needs no
 * assumption about how fast the database is (docs/decisions/0021).
 *
 * @param patience once the first in the queue has waited so long, nobody else is let in
 * @param deadline after which a question is not sent any more
 */
public record WaitingTimes(Duration patience, Duration deadline) {}
