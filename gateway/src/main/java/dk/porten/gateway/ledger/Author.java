package dk.porten.gateway.ledger;

/**
 * Who writes, as the audit keeps it.
 *
 * @param client the application that calls
 * @param subject the person or machine that its token speaks for
 * @param requestId the request in which it is done
 */
public record Author(String client, String subject, String requestId) {}
